"""How each job of an output root stands, from the states on disk and the last summary there."""

import json
import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from cattrs import Converter

from narrator.addresses import is_remote, path_of
from narrator.batch.decide import state_in
from narrator.batch.model import EpisodeOutcome
from narrator.batch.places import text_at
from narrator.batch.state import STATE, is_held, read_state
from narrator.links import Links

Jobs = Mapping[str, EpisodeOutcome]  # by the places of their results

NO_JOBS: Jobs = {}
SUMMARY_JSON = "summary.json"
INTERRUPTED = "It was interrupted: what ran it ended before the job did."
NOT_BEGUN = "It was not begun, and no batch is running here."
GONE = "Its results are gone, and no batch is running here."
PERHAPS = "It was not begun; whether a batch is running cannot be told here."
RUN_AGAIN = "Run the batch again; it does what is missing."


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """A job as a root has it: where its results go, and what the last summary says, if it does."""

    name: str
    place: str
    last: EpisodeOutcome | None


def known_in(root: str, own: Jobs = NO_JOBS) -> list[Known]:
    """Return the jobs of a root, but one's own.

    They are those that left a state there, and those of the last summary. What the summary of a
    root that was moved says of jobs whose states came along is left out.
    """
    links = Links()

    def real(place: str) -> str:
        return place if is_remote(place) else links.real(path_of(place))

    mine = {real(place): outcome.name for place, outcome in own.items()}
    last = {real(place): outcome for place, outcome in summed_up(root).items()}
    names = {real(place): name for place, name in found(root, mine).items()}
    here, around = {*names.values(), *mine.values()}, None if is_remote(root) else path_of(root)
    every = {**{place: outcome.name for place, outcome in last.items()}, **names}
    return [
        Known(name=name, place=place, last=last.get(place))
        for place, name in every.items()
        if place not in mine
        if place in names or name not in here or around is None or links.lies_in(place, around)
    ]


def standing(job: Known, *, running: bool | None) -> EpisodeOutcome:
    """Return how a job stands; running says whether a batch runs in its root, if that is known.

    A job at work has its stage as the sentence, one that was interrupted failed. One without a
    state stands as the last summary has it where it failed or was cancelled; else it waits for the
    batch that runs, and is cancelled where none does.
    """
    state = state_in(job.place)
    if state is None:
        return _without_state(job, running=running)
    if state.outcome.state != "running":
        return state.outcome
    if is_held(path_of(job.place)):
        return replace(state.outcome, error=state.stage)
    return replace(state.outcome, state="failed", error=INTERRUPTED, hint=RUN_AGAIN)


def _without_state(job: Known, *, running: bool | None) -> EpisodeOutcome:
    if job.last and job.last.state in {"failed", "cancelled"}:
        return job.last
    waiting = EpisodeOutcome(name=job.name, exit_code=0, state="waiting")
    if running:
        return waiting
    if running is None:
        return replace(waiting, error=PERHAPS)
    why = GONE if job.last and job.last.state == "done" else NOT_BEGUN
    return replace(waiting, state="cancelled", error=why, hint=RUN_AGAIN)


def of_others(root: str, own: Jobs) -> dict[str, EpisodeOutcome]:
    """Return how the jobs of a root stand that are of other batches, by their places.

    A job that was done and whose results are gone is left out: somebody took it away. Those in
    stores stand as the last summary has them.
    """
    others = {}
    for job in known_in(root, own):
        if is_remote(job.place) and job.last:
            others[job.place] = job.last
        elif not (job.last and job.last.state == "done" and read_state(job.place) is None):
            others[job.place] = standing(job, running=True)
    return others


def found(root: str, besides: Collection[str] = ()) -> dict[str, str]:
    """Return the names of the jobs with a state in and under a folder here, by their folders.

    Hidden folders are passed over, and so are the states in those `besides`.
    """
    jobs: dict[str, str] = {}
    for path, inner, files in () if is_remote(root) else os.walk(path_of(root)):
        inner[:] = [name for name in inner if not name.startswith(".")]
        state = read_state(path) if STATE in files and path not in besides else None
        if state:
            jobs[path] = state.outcome.name
    return jobs


def summed_up(root: str) -> dict[str, EpisodeOutcome]:
    """Return the outcomes in the last summary of a root, by the places of their results.

    One that is not as narrator writes it counts as none.
    """
    with suppress(Exception):  # cattrs raises whatever a wrong value brings about
        jobs, outcome_of = json.loads(text_at(f"{root}/{SUMMARY_JSON}") or "")["jobs"], Converter()
        return {_place(job["output"]): outcome_of.structure(job, EpisodeOutcome) for job in jobs}
    return {}


def _place(told: str) -> str:
    if not is_remote(told) and b"\0" in os.fsencode(path_of(told)):
        raise ValueError(told)
    return told
