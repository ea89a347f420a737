"""What became of jobs as texts: rows, JSON and CSV, the worst first."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from narrator.batch.inputs import narrator_version
from narrator.batch.model import EpisodeOutcome
from narrator.batch.standing import Jobs
from narrator.readers.sheet.guard import guarded

COLUMNS = (
    "name", "state", "exit_code", "findings", "blocking", "skipped", "seconds", "cpu_s",
    "peak_bytes", "attempts", "error", "hint", "output",
)  # fmt: skip
HEADER = ("job", "state", "blocking", "findings", "seconds", "what")
_GRAVITY = {"failed": 0, "cancelled": 1, "running": 2, "waiting": 3, "done": 4}


def worst_first(outcomes: Iterable[EpisodeOutcome]) -> list[EpisodeOutcome]:
    """Return outcomes with what failed first, then what blocks, then by findings, then by name."""
    return sorted(outcomes, key=gravity)


def in_order(jobs: Jobs) -> list[tuple[str, EpisodeOutcome]]:
    """Return jobs with their places, the worst first."""
    return sorted(jobs.items(), key=lambda job: gravity(job[1]))


def gravity(outcome: EpisodeOutcome) -> tuple[int, int, int, str]:
    """Return what puts an outcome before those that are less bad."""
    return _GRAVITY[outcome.state], -outcome.blocking, -outcome.findings, outcome.name


def summary_json(jobs: Jobs) -> str:
    """Return jobs as JSON, the worst first, with how many came to what."""
    states = [outcome.state for outcome in jobs.values()]
    content = {
        "narrator": narrator_version(),
        "written": datetime.now(UTC).isoformat(timespec="seconds"),
        "states": {state: states.count(state) for state in sorted(set(states))},
        "jobs": [{**asdict(each), "output": place} for place, each in in_order(jobs)],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def summary_csv(jobs: Jobs) -> str:
    """Return jobs as CSV, the worst first; no cell is taken for a formula."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    for place, each in in_order(jobs):
        row = {**asdict(each), "output": place}
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
    return outcome.why or ("done before" if outcome.skipped else "")
