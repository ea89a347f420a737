"""How a batch stands, from the states on disk: while it runs, after it, or after it was killed."""

import json
import os
from contextlib import suppress
from dataclasses import replace

from cattrs import Converter

from narrator.addresses import is_remote, path_of
from narrator.batch.decide import state_in
from narrator.batch.model import EpisodeOutcome
from narrator.batch.places import text_at
from narrator.batch.state import STATE, is_held, read_state
from narrator.batch.summary import SUMMARY_JSON
from narrator.errors import JobError

INTERRUPTED = "It was interrupted: what ran it ended before the job did."
RUN_AGAIN = "Run the batch again; it does what is missing."


def status_of(root: str) -> list[EpisodeOutcome]:
    """Return how every job of a batch's folder stands, by name.

    A job at work has its stage as the sentence, one that was interrupted failed. Jobs that have
    no state stand as the summary of the last batch there has them: while it runs, they wait; one
    that could not so much as begin failed. Raises JobError where there are no jobs.
    """
    last = summed_up(root)
    places = {**{outcome.name: place for place, outcome in last.items()}, **found(root)}
    outcomes = {name: standing(name, place, last.get(place)) for name, place in places.items()}
    if not outcomes:
        raise JobError(f"There are no jobs in {root}.", "Give the output folder of a batch.")
    return [outcomes[name] for name in sorted(outcomes)]


def standing(name: str, place: str, last: EpisodeOutcome | None) -> EpisodeOutcome:
    """Return how the job stands whose results go to a place; last is what the summary says."""
    state = state_in(place)
    if state is None:
        known = last if last and last.state != "done" else None  # what was done is gone
        return known or EpisodeOutcome(name=name, exit_code=0, state="waiting")
    if state.outcome.state != "running":
        return state.outcome
    if is_held(path_of(place)):
        return replace(state.outcome, error=state.stage)
    return replace(state.outcome, state="failed", error=INTERRUPTED, hint=RUN_AGAIN)


def found(root: str) -> dict[str, str]:
    """Return the names and folders of the jobs with a state in and under a folder of this machine.

    Hidden folders are passed over.
    """
    jobs: dict[str, str] = {}
    for path, inner, files in () if is_remote(root) else os.walk(path_of(root)):
        inner[:] = [name for name in inner if not name.startswith(".")]
        state = read_state(path) if STATE in files else None
        if state:
            jobs[state.outcome.name] = path
    return jobs


def summed_up(root: str) -> dict[str, EpisodeOutcome]:
    """Return the outcomes in the summary of the last batch, by the places of their results."""
    with suppress(Exception):  # cattrs raises whatever a wrong value brings about
        jobs = json.loads(text_at(f"{root}/{SUMMARY_JSON}") or "")["jobs"]
        return {str(job["output"]): Converter().structure(job, EpisodeOutcome) for job in jobs}
    return {}
