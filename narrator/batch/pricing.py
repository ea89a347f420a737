"""What a forecast episode would take, by the rates: processor seconds, room on disk, and cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from narrator.batch.rates import Prices, Rates
from narrator.fit import windows_to_hear
from narrator.job import Job
from narrator.media.blending import stem_format
from narrator.media.formats import FORMATS
from narrator.media.pcm import PCM_FORMATS
from narrator.model import Forecast, Programme
from narrator.text.phonemes import without_phonemes

STEM_HZ = 48_000  # where there is no programme


@dataclass(frozen=True, kw_only=True, slots=True)
class EpisodePlan:
    """What one episode would take. error tells why it cannot be planned, "" where it is.

    characters are those spoken, by the name of the voice; cost is in the prices' currency, None
    where there are no prices. assumed tells in a sentence what was taken for granted, for want of
    the programme.
    """

    name: str
    narrations: int = 0
    omitted: int = 0
    speech_s: float = 0.0
    programme_s: float = 0.0
    listened_s: float = 0.0
    characters: Mapping[str, int] = field(default_factory=dict)
    cpu_s: float = 0.0
    disk_bytes: int = 0
    cost: float | None = None
    error: str = ""
    assumed: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sound:
    """What a plan has to know of the sound: of the stem, and of the programme where there is one.

    stem_bytes are those of a sample of the stem, sample_bytes of the programme in all channels, 0
    without one; size_bytes is how large its file is.
    """

    duration_s: float
    rate_hz: int = STEM_HZ
    stem_bytes: int = PCM_FORMATS[stem_format(None)].width
    sample_bytes: int = 0
    size_bytes: int = 0


def sound_of(programme: Programme | None, forecast: Forecast) -> Sound:
    """Return the sound of a probed programme; without one, that of the stem."""
    if programme is None:
        last_ms = max((p.said.end_ms for p in forecast.ledger.placements), default=0)
        return Sound(duration_s=last_ms / 1000)
    return Sound(
        duration_s=programme.duration_ms / 1000,
        rate_hz=programme.rate_hz,
        stem_bytes=PCM_FORMATS[stem_format(programme)].width,
        sample_bytes=PCM_FORMATS[programme.sample_format].width * programme.channels,
        size_bytes=programme.path.stat().st_size,
    )


def priced(name: str, job: Job, forecast: Forecast, sound: Sound, prices: Prices) -> EpisodePlan:
    """Return what a forecast episode would take."""
    placements = forecast.ledger.placements
    programme_s = sound.duration_s + sum(placement.hold_ms for placement in placements) / 1000
    cpu_s = cpu_of(job, forecast, programme_s, prices.rates)
    disk_bytes = disk_of(job.described, sound, programme_s, prices.rates)
    characters = characters_of(forecast)
    used = prices.cpu_hour * cpu_s / 3600 + prices.gigabyte * disk_bytes / 1e9
    cost = used + spoken_cost(characters, forecast, prices)
    return EpisodePlan(
        name=name,
        narrations=len(placements),
        omitted=len(forecast.ledger.omissions),
        speech_s=sum(placement.said.duration_ms for placement in placements) / 1000,
        programme_s=programme_s,
        listened_s=listened_s(job, forecast),
        characters=characters,
        cpu_s=cpu_s,
        disk_bytes=disk_bytes,
        cost=cost if prices.are_told else None,
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
    listened = rates.listened_cpu * listened_s(job, forecast)
    return rates.job_cpu_s + speech + listened + programme_s * (heard + encoded)


def listened_s(job: Job, forecast: Forecast) -> float:
    """Return how much of a programme is listened to for where there is room."""
    if not job.programme:
        return 0.0
    windows = windows_to_hear(forecast.script, forecast.voices, job)
    return sum(window.duration_ms for window in windows) / 1000


def disk_of(formats: Sequence[str], sound: Sound, programme_s: float, rates: Rates) -> int:
    """Return the bytes of an episode's results.

    Every format that keeps the programme's tracks is as large as the programme, and its own sound.
    """
    samples = sound.rate_hz * programme_s
    kept = sum(sound.size_bytes for name in formats if FORMATS[name].keeps_tracks)
    packed = sum(rates.packed.get(name, 1.0) for name in formats)
    mixes = sound.sample_bytes * samples * packed
    return round(sound.stem_bytes * samples + mixes + kept) + rates.texts_bytes
