"""What became of batches, in files of their root folder: JSON, CSV and a page."""

import os
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from urllib.parse import quote

from narrator.addresses import is_remote, path_of
from narrator.batch.index import Row, index_page
from narrator.batch.model import Batch, EpisodeOutcome
from narrator.batch.order import ATTEMPTS
from narrator.batch.places import stored
from narrator.batch.retrying import Retrying
from narrator.batch.roots import summing_up
from narrator.batch.standing import SUMMARY_JSON, Jobs, of_others
from narrator.batch.state import JobState
from narrator.batch.tabled import in_order, summary_csv, summary_json
from narrator.deliver import make_folder
from narrator.errors import NarratorError, OutputError, RemoteFaultError
from narrator.media.files import write_whole

SUMMARY_CSV, INDEX = "summary.csv", "index.html"
HINT = (
    "See that the folder may be written and its disk has room, and run the same command again: it "
    "passes over what is done."
)


class Summary:
    """Keeps the summary of an output root: of this batch, and of others there. A `Watch`.

    It is written as the batch begins, its jobs waiting, so that a batch that is killed has left
    the names of its jobs, and when it closes.
    """

    def __init__(self, root: str) -> None:
        """Take the folder, here or in a store."""
        self._root = root
        self._outputs: dict[str, str] = {}

    def begins(self, batch: Batch) -> None:
        """Write that all jobs wait. Raises OutputError."""
        self._outputs = {episode.name: episode.output for episode in batch.episodes}
        waiting = {
            output: EpisodeOutcome(name=name, exit_code=0, state="waiting")
            for name, output in self._outputs.items()
        }
        with summing_up(self._root):
            jobs = {**of_others(self._root, waiting), **waiting}
            put(self._root, {SUMMARY_JSON: summary_json(jobs)})

    def stage(self, name: str, stage: str) -> None:
        """Pass over stages."""

    def ended(self, outcome: EpisodeOutcome, state: JobState | None) -> None:
        """Pass over outcomes until all are there: each job's state is on disk."""

    def closes(self, outcomes: Sequence[EpisodeOutcome]) -> None:
        """Write the summary. Raises OutputError."""
        own = {self._outputs[outcome.name]: outcome for outcome in outcomes}
        with summing_up(self._root):
            write_summary(self._root, {**of_others(self._root, own), **own})


def write_summary(root: str, jobs: Jobs) -> None:
    """Write the summary of jobs as JSON, CSV and HTML. Raises OutputError."""
    rows = [Row(outcome=each, link=report_link(each, place, root))
            for place, each in in_order(jobs)]  # fmt: skip
    put(
        root,
        {
            INDEX: index_page(rows),
            SUMMARY_CSV: summary_csv(jobs),
            SUMMARY_JSON: summary_json(jobs),
        },
    )


def put(root: str, texts: Mapping[str, str]) -> None:
    """Write files into a folder, here or in a store, whatever becomes of the others of them.

    Raises OutputError that names those that could not be written.
    """
    faults = put_there(root, texts) if is_remote(root) else put_here(path_of(root), texts)
    if faults:
        why = next(iter(faults.values())).message
        raise OutputError(f"The summary could not be written to {', '.join(faults)}: {why}", HINT)


def put_here(folder: Path, texts: Mapping[str, str]) -> dict[str, NarratorError]:
    """Write files into a folder of this machine; return what went wrong, by their names."""
    faults: dict[str, NarratorError] = {}
    for name, text in texts.items():
        try:
            make_folder(folder)
            write_whole(folder / name, text)
        except OutputError as error:
            faults[name] = error
    return faults


def put_there(root: str, texts: Mapping[str, str]) -> dict[str, NarratorError]:
    """Write files to a place in a store, as one set; return what went wrong, by their names."""
    try:
        with tempfile.TemporaryDirectory(prefix="narrator-summary-") as aside:
            for name, text in texts.items():
                write_whole(Path(aside) / name, text)
            Retrying(ATTEMPTS)(partial(stored, Path(aside), list(texts), root))
    except (OutputError, RemoteFaultError) as error:
        return dict.fromkeys(texts, error)
    return {}


def report_link(outcome: EpisodeOutcome, output: str, root: str) -> str:
    """Return where a job's report is, as a link from the root's page; "" where there is none."""
    report = next((name for name in outcome.files if name.endswith(".html")), None)
    if report is None or outcome.state != "done":
        return ""
    if is_remote(output):
        return f"{output}/{quote(report)}"
    return quote(os.path.relpath(path_of(output) / report, path_of(root)))
