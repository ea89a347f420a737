"""A batch as a person sees it run: a bar and a row a job on a terminal, plain lines elsewhere."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from narrator import terminal
from narrator.batch.model import Batch, EpisodeOutcome
from narrator.batch.state import JobState
from narrator.batch.watch import Watch, Watches
from narrator.escaping import escaped
from narrator.writers.report.outcome import plural


class Pace:
    """How long the rest of a batch may take, from how long what was done now took."""

    def __init__(self, jobs: int) -> None:
        """Begin to count."""
        self.jobs, self.ended, self._now = jobs, 0, 0
        self._began_s = time.monotonic()

    def note(self, outcome: EpisodeOutcome) -> None:
        """Count a job; one that was done before says nothing of the pace."""
        self.ended += 1
        self._now += not outcome.skipped

    def left(self) -> str:
        """Return the time left in words, "" where nothing is known of it."""
        if not self._now or self.ended >= self.jobs:
            return ""
        took_s = time.monotonic() - self._began_s
        return f"about {in_words(took_s / self._now * (self.jobs - self.ended))} left"


def in_words(seconds: float) -> str:
    """Return a time in the unit that suits it."""
    if seconds < 90:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def told(outcome: EpisodeOutcome) -> str:
    """Return what became of a job in one line."""
    if outcome.skipped:
        return f"{outcome.name}: done before"
    if outcome.state == "done":
        found = plural(outcome.findings, "finding", "findings")
        notes = f", {outcome.findings} {found}" if outcome.findings else ""
        blocks = f", {outcome.blocking} of them blocking" if outcome.blocking else ""
        return f"{outcome.name}: done in {in_words(outcome.seconds)}{notes}{blocks}"
    return ": ".join(part for part in (outcome.name, outcome.state, outcome.why) if part)


class BatchLines:
    """A plain line for each job that ends: for a screen reader, or a log. A `Watch`."""

    def begins(self, batch: Batch) -> None:
        """Print how many jobs there are."""
        jobs = len(batch.episodes)
        self._pace = Pace(jobs)
        terminal.tell(f"{jobs} {plural(jobs, 'job', 'jobs')}")

    def stage(self, name: str, stage: str) -> None:
        """Pass over stages: a line a stage would drown the rest."""

    def ended(self, outcome: EpisodeOutcome, state: JobState | None) -> None:  # noqa: ARG002 - the Protocol's
        """Print what became of a job, how many are over, and how long the rest may take."""
        pace = self._pace
        pace.note(outcome)
        left = f", {pace.left()}" if pace.left() else ""
        terminal.tell(f"{told(outcome)} ({pace.ended} of {pace.jobs}{left})")

    def closes(self, outcomes: Sequence[EpisodeOutcome]) -> None:
        """Print nothing: the summary comes."""


class BatchBar:
    """A bar for the batch and a row for each job at work. A `Watch`."""

    def __init__(self, progress: Progress) -> None:
        """Draw on a running rich progress display."""
        self._progress = progress
        self._rows: dict[str, TaskID] = {}

    def begins(self, batch: Batch) -> None:
        """Add the bar of the batch."""
        self._pace = Pace(len(batch.episodes))
        self._all = self._progress.add_task("Jobs", total=len(batch.episodes), left="")

    def stage(self, name: str, stage: str) -> None:
        """Show a job's stage, in a row that is new where it begins."""
        label = f"{escaped(name)}: {stage}"
        if name in self._rows:
            self._progress.update(self._rows[name], description=label)
        else:
            self._rows[name] = self._progress.add_task(label, total=None, left="")

    def ended(self, outcome: EpisodeOutcome, state: JobState | None) -> None:  # noqa: ARG002 - the Protocol's
        """Take a job's row away, move the bar, and print what went wrong."""
        if outcome.name in self._rows:
            self._progress.remove_task(self._rows.pop(outcome.name))
        self._pace.note(outcome)
        self._progress.update(self._all, advance=1, left=self._pace.left())
        if outcome.state != "done":
            terminal.tell(told(outcome))

    def closes(self, outcomes: Sequence[EpisodeOutcome]) -> None:
        """Leave the bar to its end."""


@contextmanager
def batch_shown(kind: str) -> Iterator[Watch]:
    """Yield a watch that shows a batch: "bar", "lines", "none", or "auto".

    auto is a bar on a terminal and lines elsewhere: a night without a word would tell nothing.
    """
    if kind == "none":
        yield Watches()
    elif kind == "bar" or (kind == "auto" and terminal.errors.is_terminal):
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[left]}"),
        )
        with Progress(*columns, console=terminal.errors, transient=True) as running:
            yield BatchBar(running)
    else:
        yield BatchLines()
