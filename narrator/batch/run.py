"""A batch run from end to end: what is done is passed over, the rest given to an executor."""

import queue
import time
import uuid
from collections.abc import Mapping, Sequence
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import replace
from itertools import islice

from narrator.addresses import is_remote, path_of
from narrator.batch.attempt import failure
from narrator.batch.decide import done_before
from narrator.batch.model import Batch, Episode, EpisodeOutcome
from narrator.batch.order import Means, Order
from narrator.batch.state import JobState, read_state
from narrator.batch.supervise import stages, stop, work
from narrator.batch.watch import Watch, Watches
from narrator.errors import CheckFailedError

FAILED_EXIT = 1
LOOK_S = 0.5
_LOOKED_AT = 64  # jobs at work are the first of those that are not done
_ENDING_S = 10.0
_ASKED_AT_ONCE = 16

Doing = dict["Future[EpisodeOutcome]", Episode]


def run_batch(
    batch: Batch, *, executor: Executor, watch: Watch | None = None, means: Means | None = None
) -> tuple[EpisodeOutcome, ...]:
    """Do what is to be done of a batch and return the outcome of every job, in its order.

    `executor` calls `work`, at once for as many jobs as it has workers. No fault of a job ends
    the batch; an exception from outside, such as Ctrl-C, does: the workers are killed, what is
    done is kept, the watch is told the rest as cancelled, and the exception goes on.
    """
    seen, given = watch or Watches(), replace(means or Means(), night=uuid.uuid4().hex)
    outcomes: dict[str, EpisodeOutcome] = {}
    doing: Doing = {}
    seen.begins(batch)
    try:
        ended: queue.SimpleQueue[Future[EpisodeOutcome]] = queue.SimpleQueue()
        for episode in _to_do(batch, given, outcomes, seen):
            future = executor.submit(work, Order(episode=episode, means=given))
            doing[future] = episode
            future.add_done_callback(ended.put)
        _follow(doing, ended, outcomes, seen, _Stages(doing, seen, given.night))
    finally:
        _stop(doing, executor, given.night)
        try:
            for future in [each for each in doing if _is_done(each)]:
                _note(future, doing, outcomes, seen)
        finally:
            every = tuple(outcomes.get(e.name) or _unfinished(e) for e in batch.episodes)
            seen.closes(every)
    return every


def exit_code_of(outcomes: Sequence[EpisodeOutcome]) -> int:
    """Return 1 where a job failed, 7 where one has a blocking finding, else 0."""
    if any(outcome.state != "done" for outcome in outcomes):
        return FAILED_EXIT
    return CheckFailedError.exit_code if any(outcome.blocking for outcome in outcomes) else 0


def _to_do(
    batch: Batch, means: Means, outcomes: dict[str, EpisodeOutcome], watch: Watch
) -> list[Episode]:
    """Return the jobs that are not done, and note and tell those that are."""
    left = []
    for episode, before in zip(batch.episodes, _before(batch, means), strict=True):
        if before is None:
            left.append(episode)
        else:
            outcomes[episode.name] = before
            watch.ended(before, None)
    return left


def _before(batch: Batch, means: Means) -> list[EpisodeOutcome | None]:
    """Return what became of each job in a run before; stores are asked for many jobs at once."""
    if means.again:
        return [None] * len(batch.episodes)
    asked_at_once = _ASKED_AT_ONCE if any(is_remote(e.output) for e in batch.episodes) else 1
    with ThreadPoolExecutor(asked_at_once) as asking:
        return list(asking.map(done_before, batch.episodes))


def _follow(
    doing: Doing,
    ended: "queue.SimpleQueue[Future[EpisodeOutcome]]",
    outcomes: dict[str, EpisodeOutcome],
    watch: Watch,
    at_work: "_Stages",
) -> None:
    """Note and tell each outcome as it comes, and between them the stages of jobs at work."""
    for _ in range(len(doing)):
        while True:
            at_work.look()
            try:
                future = ended.get(timeout=LOOK_S)
            except queue.Empty:
                continue
            break
        _note(future, doing, outcomes, watch)


def _is_done(future: "Future[EpisodeOutcome]") -> bool:
    """Whether a job came to its good end, be it while the batch was stopped."""
    ended = future.done() and not future.cancelled() and future.exception() is None
    return ended and future.result().state == "done"


def _note(
    future: "Future[EpisodeOutcome]",
    doing: Doing,
    outcomes: dict[str, EpisodeOutcome],
    watch: Watch,
) -> None:
    """Note and tell the outcome of a job that is over."""
    episode = doing.pop(future)
    outcome = _result(future, episode)
    outcomes[episode.name] = outcome
    watch.ended(outcome, state_here(episode))


def _result(future: "Future[EpisodeOutcome]", episode: Episode) -> EpisodeOutcome:
    """Return a job's outcome, a failure where its executor lost it."""
    try:
        return future.result()
    except (Exception, CancelledError) as error:  # noqa: BLE001 - whatever an executor may raise
        return failure(episode.name, error)


class _Stages:
    """The stages of the jobs at work, looked at now and then.

    They stand in the states of those whose results are here, be they done by a cluster; of the
    others this process's own workers tell.
    """

    def __init__(self, doing: Doing, watch: Watch, night: str) -> None:
        self._doing, self._watch, self._night = doing, watch, night
        self._told: dict[str, str] = {}
        self._since_s, self._next_s = time.time(), 0.0

    def look(self) -> None:
        """Tell the stages that are new since one last looked."""
        if time.monotonic() < self._next_s:
            return
        self._next_s = time.monotonic() + LOOK_S
        here = stages(self._night)
        for episode in islice(self._doing.values(), _LOOKED_AT):
            stage = self._stage_of(episode, here)
            if stage and self._told.get(episode.name) != stage:
                self._told[episode.name] = stage
                self._watch.stage(episode.name, stage)

    def _stage_of(self, episode: Episode, here: Mapping[str, str]) -> str:
        """Return the stage of a job, "" where it is at none that is known."""
        if is_remote(episode.output):
            return here.get(episode.name, "")
        state = state_here(episode)
        known = state and state.at >= self._since_s and state.outcome.state == "running"
        return state.stage if state and known else ""


def state_here(episode: Episode) -> JobState | None:
    """Return a job's state where its results are on this machine."""
    return None if is_remote(episode.output) else read_state(str(path_of(episode.output)))


def _stop(doing: Doing, executor: Executor, night: str) -> None:
    """Give up what is not done, and end the workers; after a batch that is over, they are idle."""
    for future in doing:
        future.cancel()
    reach = getattr(executor, "everywhere", None)  # executors.Reaching; a plain one is here
    if reach:
        reach(stop, night)
    else:
        stop(night)
    wait_for([future for future in doing if not future.cancelled()], timeout=_ENDING_S)


def _unfinished(episode: Episode) -> EpisodeOutcome:
    return EpisodeOutcome(name=episode.name, exit_code=0, state="cancelled")
