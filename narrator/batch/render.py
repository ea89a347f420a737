"""One job from its order to its outcome, in a worker: its lock, its state, its files."""

import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from narrator.batch.attempt import Attempt, attempt, failure
from narrator.batch.decide import done_before
from narrator.batch.inputs import settings_digest, stamps_of
from narrator.batch.model import Episode, EpisodeOutcome
from narrator.batch.order import Means, Order
from narrator.batch.stamps import stamp_of
from narrator.batch.state import JobState, holding, note_state, write_state
from narrator.batch.usage import cpu_s, forget_peak, peak_bytes
from narrator.cache import ClipCache, default_cache_folder
from narrator.engines.pools import Pool
from narrator.errors import NarratorError
from narrator.kit import Kit

Tell = Callable[[str], None]
WAITING, READING = "Waiting for another batch", "Reading"


@dataclass(kw_only=True, slots=True)
class Report:
    """Progress of a job: each stage is told, timed, and noted on disk. A `Progress` of the kit."""

    folder: Path
    state: JobState
    tell: Tell
    began_s: float = field(default_factory=time.monotonic)

    def begin(self, stage: str, total: int | None) -> None:  # noqa: ARG002 - the Protocol's
        """Note that a stage begins."""
        self.state = replace(self.state, stage=stage, stages=self.timed())
        note_state(self.folder, self.state)
        self.tell(stage)

    def advance(self, steps: int = 1) -> None:
        """Pass over steps."""

    def timed(self) -> tuple[tuple[str, float], ...]:
        """Return the stages with their seconds, the one that ends now too."""
        now_s = time.monotonic()
        took_s, self.began_s = round(now_s - self.began_s, 3), now_s
        stages = self.state.stages
        return (*stages, (self.state.stage, took_s)) if self.state.stage else stages


def render(order: Order, pool: Pool, tell: Tell) -> EpisodeOutcome:
    """Do a job where its results go, unless it is done; its outcome is on disk too.

    Where another batch is at it, wait for that. Raises nothing but what ends the process.
    """
    episode, folder = order.episode, Path(order.episode.output)
    try:
        with holding(folder, lambda: tell(WAITING)):
            before = None if order.means.again else done_before(episode)
            return before or _rendered(episode, folder, order.means, pool, tell)
    except (NarratorError, OSError) as error:
        return failure(episode.name, error)


def _rendered(
    episode: Episode, folder: Path, means: Means, pool: Pool, tell: Tell
) -> EpisodeOutcome:
    forget_peak()
    began_s, cpu_before_s = time.monotonic(), cpu_s()
    running = EpisodeOutcome(name=episode.name, state="running", exit_code=0, attempts=1)
    state = JobState(outcome=running, settings=settings_digest(episode), inputs={})
    report = Report(folder=folder, state=state, tell=tell)
    report.begin(READING, None)
    try:
        # Before they are read: what changes meanwhile is then another file at the next run.
        report.state = replace(report.state, inputs=stamps_of(episode))
        found = attempt(episode.name, episode.settings, folder, kit_of(means, pool, report))
    except (NarratorError, OSError) as error:
        found = Attempt(outcome=failure(episode.name, error))
    outcome = replace(
        found.outcome,
        attempts=1,
        seconds=round(time.monotonic() - began_s, 3),
        cpu_s=round(cpu_s() - cpu_before_s, 3),
        peak_bytes=peak_bytes(),
    )
    write_state(folder, ended(report, outcome, found))
    return outcome


def ended(report: Report, outcome: EpisodeOutcome, found: Attempt) -> JobState:
    """Return the state of a job that has come to its end."""
    return replace(
        report.state,
        outcome=outcome,
        stage="",
        stages=report.timed(),
        warnings=found.warnings,
        made={path.name: stamp_of(path) for path in found.files},
    )


def kit_of(means: Means, pool: Pool, report: Report) -> Kit:
    """Return the kit of a job: the shared cache, and a pool that outlives it."""
    cache = Path(means.cache) if means.cache else default_cache_folder()
    return Kit(
        cache=ClipCache(cache),
        open_pool=partial(nullcontext, pool),
        progress=report,
        heard_folder=cache / "heard",
    )
