"""How a batch stands, from the states on disk: while it runs, after it, or after it was killed."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from narrator.batch.model import EpisodeOutcome
from narrator.batch.state import STATE, JobState, is_held, read_state
from narrator.batch.summary import SUMMARY_JSON
from narrator.errors import JobError

INTERRUPTED = "It was interrupted: what ran it ended before the job did."
RUN_AGAIN = "Run the batch again; it does what is missing."


def status_of(root: Path) -> list[EpisodeOutcome]:
    """Return how every job in and under a folder stands, by name.

    A job at work has its stage as the sentence, one that was interrupted failed. Jobs that the
    last batch there named and that have no state yet wait. Raises JobError where there are none.
    """
    found = {name: EpisodeOutcome(name=name, state="waiting", exit_code=0) for name in named(root)}
    for folder in folders(root):
        state = read_state(str(folder))
        if state:
            found[state.outcome.name] = standing(state, folder)
    if not found:
        raise JobError(f"There are no jobs in {root}.", "Give the output folder of a batch.")
    return [found[name] for name in sorted(found)]


def standing(state: JobState, folder: Path) -> EpisodeOutcome:
    """Return how a job stands."""
    if state.outcome.state != "running":
        return state.outcome
    if is_held(folder):
        return replace(state.outcome, error=state.stage)
    return replace(state.outcome, state="failed", error=INTERRUPTED, hint=RUN_AGAIN)


def folders(root: Path) -> Iterator[Path]:
    """Yield the folders in and under a folder that hold a job's state; hidden ones are passed."""
    for path, inner, files in os.walk(root):
        inner[:] = [name for name in inner if not name.startswith(".")]
        if STATE in files:
            yield Path(path)


def named(root: Path) -> list[str]:
    """Return the names of the jobs in the summary of the last batch."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        jobs = json.loads((root / SUMMARY_JSON).read_text(encoding="utf-8"))["jobs"]
        return [str(job["name"]) for job in jobs]
    return []
