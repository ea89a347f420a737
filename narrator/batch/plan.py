"""The plan of a batch: what a night would take, before anything is spoken or written.

Lengths of speech are forecast; what is in the clip cache already, or done by a run before, is
reckoned as if it were not. An episode that cannot be planned is told with its reason, the others
are planned.
"""

import heapq
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from narrator import pipeline
from narrator.batch.jobs.places import is_url
from narrator.batch.keywords import FILES, PERHAPS_FILES, job_of
from narrator.batch.model import Batch, Episode
from narrator.batch.rates import Prices, Rates
from narrator.errors import NarratorError
from narrator.job import Job
from narrator.kit import Kit
from narrator.media.formats import FORMATS
from narrator.media.pcm import PCM_FORMATS
from narrator.model import Forecast, Programme
from narrator.text.phonemes import without_phonemes

STEM_BYTES = 3  # a sample: 24 bits
STEM_HZ = 48_000  # where there is no programme


@dataclass(frozen=True, kw_only=True, slots=True)
class EpisodePlan:
    """What one episode would take. error tells why it cannot be planned, "" where it is.

    characters are those spoken, by the name of the voice; cost is in the prices' currency.
    """

    name: str
    narrations: int = 0
    omitted: int = 0
    speech_s: float = 0.0
    programme_s: float = 0.0
    characters: Mapping[str, int] = field(default_factory=dict)
    cpu_s: float = 0.0
    disk_bytes: int = 0
    cost: float = 0.0
    error: str = ""


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
    if is_elsewhere(episode):
        return EpisodePlan(name=episode.name, error="It lies at a URL, and nothing is fetched yet.")
    try:
        output = Path("output" if is_url(episode.output) else episode.output)
        job = job_of(episode.settings, output)
        return priced(episode.name, job, pipeline.forecast(job, kit), kit.probe(job), prices)
    except NarratorError as error:
        return EpisodePlan(name=episode.name, error=error.message)
    except OSError as error:  # a file that went away meanwhile
        return EpisodePlan(name=episode.name, error=f"{error.filename}: {error.strerror}.")


def is_elsewhere(episode: Episode) -> bool:
    """Whether anything that an episode is made of is at a URL."""
    lexicon = episode.settings.get("lexicon")
    one_each = (episode.settings.get(key) for key in (*FILES, *PERHAPS_FILES))
    named = [*one_each, *(lexicon if isinstance(lexicon, (list, tuple)) else ())]
    return any(is_url(str(place)) for place in named)


def priced(
    name: str, job: Job, forecast: Forecast, programme: Programme | None, prices: Prices
) -> EpisodePlan:
    """Return what a forecast episode would take."""
    placements = forecast.ledger.placements
    last_s = max((p.said.end_ms for p in placements), default=0) / 1000
    programme_s = programme.duration_ms / 1000 if programme else last_s
    programme_s += sum(placement.hold_ms for placement in placements) / 1000
    cpu_s = cpu_of(job, forecast, programme_s, prices.rates)
    disk_bytes = disk_of(job, programme, programme_s, prices.rates)
    characters = characters_of(forecast)
    return EpisodePlan(
        name=name,
        narrations=len(placements),
        omitted=len(forecast.ledger.omissions),
        speech_s=sum(placement.said.duration_ms for placement in placements) / 1000,
        programme_s=programme_s,
        characters=characters,
        cpu_s=cpu_s,
        disk_bytes=disk_bytes,
        cost=prices.cpu_hour * cpu_s / 3600
        + prices.gigabyte * disk_bytes / 1e9
        + spoken_cost(characters, forecast, prices),
    )


def characters_of(forecast: Forecast) -> dict[str, int]:
    """Return the number of characters that each voice speaks, by its name."""
    voices = {narration.id: narration.voice for narration in forecast.script.narrations}
    texts = {narration.id: narration.spoken for narration in forecast.script.narrations}
    found: dict[str, int] = {}
    for placement in forecast.ledger.placements:
        spoken = placement.spoken or texts[placement.narration_id]
        voice = voices[placement.narration_id]
        found[voice] = found.get(voice, 0) + len(without_phonemes(spoken))
    return found


def spoken_cost(characters: Mapping[str, int], forecast: Forecast, prices: Prices) -> float:
    """Return what the characters cost: by the price of their voice, else of its engine."""
    table = prices.million_characters
    return sum(
        count / 1e6 * table.get(name, table.get(forecast.voices[name].engine, 0.0))
        for name, count in characters.items()
    )


def cpu_of(job: Job, forecast: Forecast, programme_s: float, rates: Rates) -> float:
    """Return the processor seconds of an episode."""
    engines = {n.id: forecast.voices[n.voice].engine for n in forecast.script.narrations}
    speech = sum(
        placement.said.duration_ms
        / 1000
        * (rates.mixed_cpu + rates.speech_cpu.get(engines[placement.narration_id], 0.0))
        for placement in forecast.ledger.placements
    )
    encoded = sum(rates.format_cpu.get(name, 0.0) for name in job.described)
    heard = rates.programme_cpu if job.programme else 0.0
    return rates.job_cpu_s + speech + programme_s * (heard + encoded)


def disk_of(job: Job, programme: Programme | None, programme_s: float, rates: Rates) -> int:
    """Return the bytes of an episode's results.

    Every format that keeps the programme's tracks is as large as the programme, and its own sound.
    """
    if programme is None:
        return round(STEM_BYTES * STEM_HZ * programme_s) + rates.texts_bytes
    stem = STEM_BYTES * programme.rate_hz * programme_s
    sample_bytes = PCM_FORMATS[programme.sample_format].width
    sound = sample_bytes * programme.rate_hz * programme.channels * programme_s
    kept = sum(programme.path.stat().st_size for f in job.described if FORMATS[f].keeps_tracks)
    packed = sum(rates.packed.get(name, 1.0) for name in job.described)
    return round(stem + sound * packed + kept) + rates.texts_bytes
