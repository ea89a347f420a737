"""What became of a batch: as rows, JSON, CSV and a page, the worst first, in its root folder."""

import csv
import io
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.parse import quote

from narrator.addresses import is_remote, path_of
from narrator.batch.index import Row, index_page
from narrator.batch.inputs import narrator_version
from narrator.batch.model import Batch, EpisodeOutcome
from narrator.batch.order import ATTEMPTS
from narrator.batch.places import stored
from narrator.batch.retrying import Retrying
from narrator.batch.state import JobState
from narrator.deliver import make_folder
from narrator.media.files import write_whole
from narrator.readers.sheet.guard import guarded

SUMMARY_JSON, SUMMARY_CSV, INDEX = "summary.json", "summary.csv", "index.html"
COLUMNS = (
    "name", "state", "exit_code", "findings", "blocking", "skipped", "seconds", "cpu_s",
    "peak_bytes", "attempts", "error", "hint", "output",
)  # fmt: skip
HEADER = ("job", "state", "blocking", "findings", "seconds", "what")
_GRAVITY = {"failed": 0, "cancelled": 1, "running": 2, "waiting": 3, "done": 4}


class Summary:
    """Keeps the summary of a batch in its root folder. A `Watch`.

    It is written as the batch begins, all jobs waiting, so that a batch that is killed has left
    the names of its jobs, and when it closes.
    """

    def __init__(self, root: str) -> None:
        """Take the folder, here or in a store."""
        self._root = root
        self._outputs: dict[str, str] = {}

    def begins(self, batch: Batch) -> None:
        """Write that all jobs wait. Raises OutputError."""
        self._outputs = {episode.name: episode.output for episode in batch.episodes}
        waiting = [
            EpisodeOutcome(name=name, exit_code=0, state="waiting") for name in self._outputs
        ]
        put(self._root, {SUMMARY_JSON: summary_json(waiting, self._outputs)})

    def stage(self, name: str, stage: str) -> None:
        """Pass over stages."""

    def ended(self, outcome: EpisodeOutcome, state: JobState | None) -> None:
        """Pass over outcomes until all are there: each job's state is on disk."""

    def closes(self, outcomes: Sequence[EpisodeOutcome]) -> None:
        """Write the summary. Raises OutputError."""
        write_summary(self._root, outcomes, self._outputs)


def write_summary(root: str, outcomes: Sequence[EpisodeOutcome], outputs: dict[str, str]) -> None:
    """Write the summary of a batch as JSON, CSV and HTML. Raises OutputError."""
    rows = [Row(outcome=each, link=report_link(each, outputs[each.name], root))
            for each in worst_first(outcomes)]  # fmt: skip
    put(
        root,
        {
            INDEX: index_page(rows),
            SUMMARY_CSV: summary_csv(outcomes, outputs),
            SUMMARY_JSON: summary_json(outcomes, outputs),
        },
    )


def put(root: str, texts: Mapping[str, str]) -> None:
    """Write files into a folder, here or in a store. Raises OutputError or RemoteFaultError."""
    if not is_remote(root):
        folder = path_of(root)
        make_folder(folder)
        for name, text in texts.items():
            write_whole(folder / name, text)
        return
    with tempfile.TemporaryDirectory(prefix="narrator-summary-") as aside:
        for name, text in texts.items():
            write_whole(Path(aside) / name, text)
        Retrying(ATTEMPTS)(partial(stored, Path(aside), list(texts), root))


def worst_first(outcomes: Sequence[EpisodeOutcome]) -> list[EpisodeOutcome]:
    """Return outcomes with what failed first, then what blocks, then by findings, then by name."""
    return sorted(outcomes, key=lambda o: (_GRAVITY[o.state], -o.blocking, -o.findings, o.name))


def summary_json(outcomes: Sequence[EpisodeOutcome], outputs: dict[str, str]) -> str:
    """Return outcomes as JSON, the worst first, with how many came to what."""
    states = [outcome.state for outcome in outcomes]
    content = {
        "narrator": narrator_version(),
        "written": datetime.now(UTC).isoformat(timespec="seconds"),
        "states": {state: states.count(state) for state in sorted(set(states))},
        "jobs": [{**asdict(each), "output": outputs[each.name]} for each in worst_first(outcomes)],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def summary_csv(outcomes: Sequence[EpisodeOutcome], outputs: dict[str, str]) -> str:
    """Return outcomes as CSV, the worst first; no cell is taken for a formula."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    for each in worst_first(outcomes):
        row = {**asdict(each), "output": outputs[each.name]}
        writer.writerow(
            {key: guarded(value) if isinstance(value, str) else value for key, value in row.items()}
        )
    return text.getvalue()


def summary_rows(outcomes: Sequence[EpisodeOutcome]) -> list[tuple[str, ...]]:
    """Return outcomes as rows under HEADER, the worst first."""
    return [
        (o.name, o.state, str(o.blocking), str(o.findings), f"{o.seconds:.1f}", remark(o))
        for o in worst_first(outcomes)
    ]


def remark(outcome: EpisodeOutcome) -> str:
    """Return what there is to say of an outcome, "" where nothing."""
    told = f"{outcome.error} {outcome.hint}".strip()
    return told or ("done before" if outcome.skipped else "")


def report_link(outcome: EpisodeOutcome, output: str, root: str) -> str:
    """Return where a job's report is, as a link from the root's page; "" where there is none."""
    report = next((name for name in outcome.files if name.endswith(".html")), None)
    if report is None or outcome.state != "done":
        return ""
    if is_remote(output):
        return f"{output}/{quote(report)}"
    return quote(os.path.relpath(path_of(output) / report, path_of(root)))
