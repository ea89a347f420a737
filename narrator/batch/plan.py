"""The plan of a batch: what a night would take, before anything is spoken or written.

Lengths of speech are forecast; what is in the clip cache already, or done by a run before, is
reckoned as if it were not. An episode that cannot be planned is told with its reason, the others
are planned.
"""

import heapq
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from narrator import pipeline
from narrator.addresses import is_url
from narrator.batch.keywords import job_of
from narrator.batch.model import Batch, Episode
from narrator.batch.near import UNHEARD, deaf, is_in_outline, near
from narrator.batch.pricing import EpisodePlan, priced, sound_of
from narrator.batch.rates import Prices
from narrator.errors import NarratorError
from narrator.kit import Kit


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What a batch would take on so many workers, on a machine of so many processors."""

    episodes: tuple[EpisodePlan, ...]
    unmatched: tuple[str, ...]
    workers: int
    cores: int
    currency: str

    @property
    def wall_s(self) -> float:
        """How long it takes: no shorter than the processors need, nor than the workers in turn."""
        cpu_s = [each.cpu_s for each in self.episodes]
        return max(in_turn_s(cpu_s, self.workers), sum(cpu_s) / self.cores)


def in_turn_s(seconds: Iterable[float], workers: int) -> float:
    """Return when the last job ends, where each goes to the worker that is free first."""
    free_at_s = [0.0] * workers
    for job_s in seconds:
        heapq.heapreplace(free_at_s, free_at_s[0] + job_s)
    return max(free_at_s)


def plan_batch(batch: Batch, kit: Kit, *, workers: int, prices: Prices) -> Plan:
    """Return what a batch would take."""
    kit.progress.begin("Planning", len(batch.episodes))
    planned = []
    for episode in batch.episodes:
        planned.append(plan_episode(episode, kit, prices))
        kit.progress.advance()
    return Plan(
        episodes=tuple(planned),
        unmatched=batch.unmatched,
        workers=workers,
        cores=len(os.sched_getaffinity(0)),
        currency=prices.currency,
    )


def plan_episode(episode: Episode, kit: Kit, prices: Prices) -> EpisodePlan:
    """Return what one episode would take, or why that cannot be told."""
    try:
        with near(episode) as here:
            output = Path("output" if is_url(episode.output) else episode.output)
            job, outlined = job_of(here.settings, output), is_in_outline(episode)
            forecast = pipeline.forecast(job, deaf(kit) if outlined else kit)
            sound = sound_of(kit.probe(job), forecast)
            found = priced(episode.name, job, forecast, sound, prices)
            return replace(found, assumed=UNHEARD) if outlined else found
    except NarratorError as error:
        return EpisodePlan(name=episode.name, error=f"{error.message} {error.hint}".strip())
    except OSError as error:  # a file that went away meanwhile
        return EpisodePlan(name=episode.name, error=f"{error.filename}: {error.strerror}.")
