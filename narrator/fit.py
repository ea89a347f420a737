"""Speak and place until they agree: a narration that must be faster is spoken again, faster."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from narrator.job import Job
from narrator.model import (
    Clip,
    Ledger,
    Narration,
    Omission,
    Placement,
    Programme,
    Script,
    Span,
    Voice,
)
from narrator.place import DurationOf, place
from narrator.speak import SpokenClips, Utterance
from narrator.text.phonemes import without_phonemes

Key = tuple[str, float]
Speak = Callable[[Sequence[Utterance]], SpokenClips]

LONGEST_MS = 24 * 3_600_000  # a stem without a programme could else fill any disk
PAUSE_MS = 250  # after a sentence, as both engines make it by default


@dataclass(frozen=True, kw_only=True, slots=True)
class Fit:
    """The ledger, the clip of each placed narration, and what the engine could not say."""

    ledger: Ledger
    clips: Mapping[str, Clip]
    failures: Mapping[str, str]
    spoken_count: int

    def placed_clips(self) -> tuple[tuple[Placement, Clip], ...]:
        """Return each placement with its clip, in order of time."""
        return tuple((p, self.clips[p.narration_id]) for p in self.ledger.placements)


def fit(script: Script, programme: Programme | None, voice: Voice, job: Job, speak: Speak) -> Fit:
    """Return where everything is spoken, with clips of exactly those lengths.

    Each round speaks what the last placement asked for and was not yet spoken; there are only
    so many rates, so it ends.
    """
    spoken = speak([utterance(n, 1.0, voice) for n in script.narrations])
    while True:
        heard = replace(script, narrations=sayable(script.narrations, spoken.failures))
        ledger = place_script(heard, programme, job, durations_of(spoken.clips, voice))
        missing = [
            k for k in keys_of(ledger) if k not in spoken.clips and k[0] not in spoken.failures
        ]
        if not missing:
            break
        said = {n.id: n for n in heard.narrations}
        spoken = spoken.joined(speak([utterance(said[n], rate, voice) for n, rate in missing]))
    omissions = [Omission(narration_id=n, why=why) for n, why in spoken.failures.items()]
    return Fit(
        ledger=replace(ledger, omissions=(*ledger.omissions, *omissions)),
        clips={n: spoken.clips[n, rate] for n, rate in keys_of(ledger)},
        failures=spoken.failures,
        spoken_count=spoken.spoken_count,
    )


def place_script(
    script: Script, programme: Programme | None, job: Job, duration_of: DurationOf
) -> Ledger:
    """Place every narration of a script by its job's profile."""
    return place(
        script.narrations,
        duration_of,
        no_go_of(script, job),
        programme.duration_ms if programme else LONGEST_MS,
        job.settings.place,
    )


def no_go_of(script: Script, job: Job) -> tuple[Span, ...]:
    """Return the spans of dialogue; where dialogue itself is narrated, there are none."""
    if job.mode == "all":
        return ()
    return tuple(u.span for u in script.units if u.tag == "dialogue" and u.span is not None)


def utterance(narration: Narration, rate: float, voice: Voice) -> Utterance:
    """Return the order to speak one narration."""
    return Utterance(narration_id=narration.id, text=narration.spoken, voice=voice, rate=rate)


def sayable(narrations: Iterable[Narration], failures: Mapping[str, str]) -> tuple[Narration, ...]:
    """Return the narrations that the engine did not fail on."""
    return tuple(n for n in narrations if n.id not in failures)


def keys_of(ledger: Ledger) -> list[Key]:
    """Return which narration is wanted at which rate."""
    return [(p.narration_id, p.rate) for p in ledger.placements]


def durations_of(clips: Mapping[Key, Clip], voice: Voice) -> DurationOf:
    """Return how long a narration lasts: as spoken, else by what was spoken, else by forecast."""

    def duration_ms(narration: Narration, rate: float) -> int:
        clip, plain = clips.get((narration.id, rate)), clips.get((narration.id, 1.0))
        if clip:
            return clip.duration_ms
        if plain:
            return round(plain.duration_ms / rate)
        return round(forecast_ms(narration, voice) / rate)

    return duration_ms


def forecast_ms(narration: Narration, voice: Voice) -> int:
    """Estimate how long a voice takes: its words a minute, and a pause after each sentence."""
    said = without_phonemes(narration.spoken)
    words = len(said.split())
    stops = sum(said[:-1].count(mark) for mark in ".!?…")
    return round(words * 60_000 / voice.rate_wpm) + stops * PAUSE_MS
