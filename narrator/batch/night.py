"""A batch as the command runs it: watched, logged, summed up; and how one stands."""

import json
from collections.abc import Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.text import Text

from narrator import terminal
from narrator.batch.logfile import LogFile
from narrator.batch.model import Batch, EpisodeOutcome
from narrator.batch.order import Means
from narrator.batch.run import exit_code_of, run_batch
from narrator.batch.screen import batch_shown
from narrator.batch.status import status_of
from narrator.batch.summary import HEADER, Summary, summary_json, summary_rows, worst_first
from narrator.batch.watch import Watch, Watches
from narrator.printable import printable


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """How a batch is to be seen: a log, metrics, progress of a kind, the result as JSON."""

    log: Path | None = None
    metrics: Path | None = None
    progress: str = "auto"
    as_json: bool = False


def run_night(batch: Batch, *, executor: Executor, means: Means, shown: Shown) -> int:
    """Run a batch, leave its summary in its root, print it, and return the exit code.

    Raises OutputError where log, metrics or summary cannot be written.
    """
    with ExitStack() as stack:
        watches: list[Watch] = [Summary(batch.root)]
        if shown.log:
            watches.append(stack.enter_context(LogFile(shown.log)))
        if shown.metrics:
            from narrator.batch.metrics import MetricsFile  # noqa: PLC0415 - only where asked for

            watches.append(MetricsFile(shown.metrics))
        watches.append(stack.enter_context(batch_shown(shown.progress)))
        outcomes = run_batch(batch, executor=executor, watch=Watches(*watches), means=means)
    show_unmatched(batch)
    outputs = {episode.name: episode.output for episode in batch.episodes}
    show(outcomes, as_json=shown.as_json, text=summary_json(outcomes, outputs))
    return exit_code_of(outcomes)


def show_unmatched(batch: Batch) -> None:
    """Print what was passed over in finding the jobs, a line each."""
    for sentence in batch.unmatched:
        terminal.errors.print(Text(f"unmatched: {printable(sentence)}"))


def show_status(root: str, *, as_json: bool = False) -> int:
    """Print how every job in a folder stands; return 0, or 1 where one failed. Raises JobError."""
    outcomes = status_of(root)
    text = json.dumps({"jobs": [asdict(each) for each in worst_first(outcomes)]}, indent=1)
    show(outcomes, as_json=as_json, text=text)
    return int(any(outcome.state == "failed" for outcome in outcomes))


def show(outcomes: Sequence[EpisodeOutcome], *, as_json: bool, text: str) -> None:
    """Print outcomes as a table, the worst first, or as the JSON given."""
    if as_json:
        terminal.print_json(json.loads(text))
        return
    doubtful = [outcome.state != "done" or bool(outcome.blocking) for outcome in
                worst_first(outcomes)]  # fmt: skip
    terminal.show_rows(HEADER, summary_rows(outcomes), doubtful=doubtful)
