"""One job from its order to its outcome, in a worker: its lock, its state, its files."""

import time
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

from narrator.addresses import is_remote, path_of
from narrator.batch.attempt import Attempt, attempt, failure
from narrator.batch.decide import done_before
from narrator.batch.inputs import settings_digest, stamps_of
from narrator.batch.leasing import leased
from narrator.batch.model import Episode, EpisodeOutcome
from narrator.batch.order import Means, Order
from narrator.batch.reporting import Reporting, Tell
from narrator.batch.retrying import Retrying
from narrator.batch.sources import sources_here
from narrator.batch.stamps import stamp_of
from narrator.batch.state import JobState, holding, write_state
from narrator.batch.storing import stored_elsewhere
from narrator.batch.usage import cpu_s, forget_peak, peak_bytes
from narrator.cache import ClipCache, default_cache_folder
from narrator.engines.pools import Pool
from narrator.errors import NarratorError
from narrator.kit import Kit

WAITING = "Waiting for another batch"
LOOKING, FETCHING, READING = "Looking at the sources", "Fetching", "Reading"


def render(order: Order, pool: Pool, tell: Tell) -> EpisodeOutcome:
    """Do a job where its results go, unless it is done; its outcome is on disk too.

    Where another batch is at it, wait for that. Raises nothing but what ends the process.
    """
    episode, means = order.episode, order.means
    try:
        work = partial(_rendered, episode, means=means, pool=pool, tell=tell)
        waiting = partial(tell, WAITING)
        if is_remote(episode.output):
            retrying = Retrying(means.attempts)
            with leased(episode.output, retrying, waiting):
                before = None if means.again else done_before(episode)
                return before or stored_elsewhere(episode, scratch_of(means), retrying, work)
        folder = path_of(episode.output)
        with holding(folder, waiting):
            before = None if means.again else done_before(episode)
            return before or work(folder)
    except (NarratorError, OSError) as error:
        return failure(episode.name, error)


def _rendered(
    episode: Episode, folder: Path, *, means: Means, pool: Pool, tell: Tell
) -> EpisodeOutcome:
    """Render into a folder that is held, and leave the job's state there. Raises OutputError."""
    forget_peak()
    began_s, cpu_before_s = time.monotonic(), cpu_s()
    retrying = Retrying(means.attempts)
    running = EpisodeOutcome(name=episode.name, exit_code=0, state="running")
    state = JobState(outcome=running, settings=settings_digest(episode), inputs={})
    reporting = Reporting(folder=folder, state=state, tell=tell)
    found = _attempted(episode, reporting, retrying, means, pool)
    outcome = replace(
        found.outcome,
        attempts=retrying.used,
        seconds=round(time.monotonic() - began_s, 3),
        cpu_s=round(cpu_s() - cpu_before_s, 3),
        peak_bytes=peak_bytes(),
    )
    ended = replace(
        reporting.state,
        outcome=outcome,
        stage="",
        stages=reporting.timed(),
        warnings=found.warnings,
        made={path.name: stamp_of(path) for path in found.files},
    )
    write_state(folder, ended)
    return outcome


def _attempted(
    episode: Episode, reporting: Reporting, retrying: Retrying, means: Means, pool: Pool
) -> Attempt:
    """Fetch what an episode is made of and render it; whatever happens is an outcome."""
    reporting.begin(LOOKING)
    try:
        # Before they are read: what changes meanwhile is then another file at the next run.
        stamps = retrying(partial(stamps_of, episode))
        reporting.state = replace(reporting.state, inputs=stamps)
        fetching = partial(reporting.begin, FETCHING)
        with sources_here(episode, scratch_of(means), retrying, fetching) as here:
            kit = replace(kit_of(means, pool, reporting), fetched=here.addresses)
            reporting.begin(READING)
            found = attempt(episode.name, here.settings, reporting.folder, kit)
            told = replace(found.outcome, error=here.addressed(found.outcome.error))
            return replace(found, outcome=told)
    except (NarratorError, OSError) as error:
        return Attempt(outcome=failure(episode.name, error))


def cache_of(means: Means) -> Path:
    """Return the folder of the clips."""
    return Path(means.cache) if means.cache else default_cache_folder()


def scratch_of(means: Means) -> Path:
    """Return the folder for what is here only while a job is at work."""
    return cache_of(means) / "fetched"


def kit_of(means: Means, pool: Pool, reporting: Reporting) -> Kit:
    """Return the kit of a job: the shared cache, and a pool that outlives it."""
    cache = cache_of(means)
    return Kit(
        cache=ClipCache(cache),
        open_pool=lambda: nullcontext(pool),
        progress=reporting,
        heard_folder=cache / "heard",
    )
