"""Progress as a person sees it: a bar on a terminal, or lines for a screen reader or a log."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn
from rich.progress import Progress as Rows

from narrator.progress import Progress, Silent
from narrator.terminal import errors, tell


class Lines:
    """Progress as one plain line a stage: for a screen reader, or a log."""

    def begin(self, stage: str, total: int | None) -> None:
        """Print the stage."""
        count = f": {total}" if total else ""
        tell(f"{stage}{count}")

    def advance(self, steps: int = 1) -> None:
        """Pass over steps: a line a step would drown the rest."""


class Bar:
    """Progress as a moving bar, one row a stage."""

    def __init__(self, progress: Rows) -> None:
        """Draw on a running rich progress display."""
        self._progress = progress
        self._task: TaskID | None = None

    def begin(self, stage: str, total: int | None) -> None:
        """Finish the row of the last stage and add one."""
        self.finish()
        self._task = self._progress.add_task(stage, total=total)

    def advance(self, steps: int = 1) -> None:
        """Move the bar."""
        if self._task is not None:
            self._progress.advance(self._task, steps)

    def finish(self) -> None:
        """Fill the row of the running stage."""
        if self._task is not None:
            done = self._progress.tasks[-1].completed or 1
            self._progress.update(self._task, total=done, completed=done)


@contextmanager
def progress_shown(kind: str) -> Iterator[Progress]:
    """Yield progress of a kind: "bar", "lines", "none", or "auto" (a bar on a terminal only)."""
    if kind == "lines":
        yield Lines()
    elif kind == "bar" or (kind == "auto" and errors.is_terminal):
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Rows(*columns, console=errors, transient=True) as running:
            yield Bar(running)
    else:
        yield Silent()
