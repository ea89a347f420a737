"""A batch as the command runs it: watched, logged, summed up; and how one stands."""

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from narrator import terminal
from narrator.batch.logfile import LogFile
from narrator.batch.model import Batch, EpisodeOutcome
from narrator.batch.order import Means
from narrator.batch.roots import running_in
from narrator.batch.run import exit_code_of, run_batch
from narrator.batch.screen import batch_shown
from narrator.batch.status import status_of
from narrator.batch.summary import Summary
from narrator.batch.tabled import HEADER, summary_json, summary_rows, worst_first
from narrator.batch.watch import Watch, Watches
from narrator.ending import report
from narrator.errors import OutputError


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """How a batch is to be seen: a log, metrics, progress of a kind, the result as JSON."""

    log: Path | None = None
    metrics: Path | None = None
    progress: str = "auto"
    as_json: bool = False


def run_night(batch: Batch, *, executor: Executor, means: Means, shown: Shown) -> int:
    """Run a batch, leave its summary in its root, print it, and return the exit code.

    Raises OutputError where log, metrics or summary cannot be written before any work. If they
    cannot later, the batch goes on, that is told after its table, and the exit code is that of
    the jobs, or OutputError's where theirs is 0.
    """
    with ExitStack() as stack:
        kept = [*keepers(batch, shown, stack)]
        with batch_shown(shown.progress) as progress:
            watches = Watches(*kept, progress)
            stack.callback(lambda: [report(error) for error in watches.faults.values()])
            outcomes = run_batch(batch, executor=executor, watch=watches, means=means)
        show_unmatched(batch)
        jobs = zip((episode.output for episode in batch.episodes), outcomes, strict=True)
        show(outcomes, as_json=shown.as_json, text=summary_json(dict(jobs)))
    return exit_code_of(outcomes) or (OutputError.exit_code if watches.faults else 0)


def keepers(batch: Batch, shown: Shown, stack: ExitStack) -> Iterator[Watch]:
    """Yield those that keep in files what happens; what is to be closed is left to the stack."""
    stack.enter_context(running_in(batch.root))
    yield Summary(batch.root)
    if shown.log:
        yield stack.enter_context(LogFile(shown.log))
    if shown.metrics:
        from narrator.batch.metrics import MetricsFile  # noqa: PLC0415 - only where asked for

        yield MetricsFile(shown.metrics)


def show_unmatched(batch: Batch) -> None:
    """Print what was passed over in finding the jobs, a line each."""
    for sentence in batch.unmatched:
        terminal.tell(f"unmatched: {sentence}")


def show_status(root: str, *, as_json: bool = False) -> int:
    """Print how every job in a folder stands; return 1 where one failed or was cancelled, else 0.

    Raises JobError where there is no job.
    """
    outcomes = status_of(root)
    text = json.dumps({"jobs": [asdict(each) for each in worst_first(outcomes)]}, indent=1)
    show(outcomes, as_json=as_json, text=text)
    return int(any(outcome.state in {"failed", "cancelled"} for outcome in outcomes))


def show(outcomes: Sequence[EpisodeOutcome], *, as_json: bool, text: str) -> None:
    """Print outcomes as a table, the worst first, or as the JSON given."""
    if as_json:
        terminal.print_json(json.loads(text))
        return
    doubtful = [outcome.state != "done" or bool(outcome.blocking) for outcome in
                worst_first(outcomes)]  # fmt: skip
    terminal.show_rows(HEADER, summary_rows(outcomes), doubtful=doubtful)
