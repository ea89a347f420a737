"""Speak and place until they agree: a narration that must be faster is spoken again, faster."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from narrator.curve import LoudnessCurve
from narrator.ground import Ground, loud_moments
from narrator.job import Job
from narrator.media.speech.windows import no_go_zones, windows_of
from narrator.model import (
    Clip,
    Heard,
    Ledger,
    Narration,
    Omission,
    Placement,
    Programme,
    Script,
    Span,
    Voice,
)
from narrator.parts import as_placed
from narrator.place import place
from narrator.shorten import hollow
from narrator.speak import SpokenClips, Utterance
from narrator.text.phonemes import without_phonemes
from narrator.ways import DurationOf

Key = tuple[str, str, float]
Voices = Mapping[str, Voice]
Speak = Callable[[Sequence[Utterance]], SpokenClips]

LONGEST_HOLD_MS = 30_000  # a hold longer than any card is a fault, not a description
LONGEST_MS = 24 * 3_600_000  # a stem without a programme could else fill any disk
PAUSE_MS = 250  # after a sentence, as both engines make it by default


@dataclass(frozen=True, kw_only=True, slots=True)
class Fit:
    """The ledger, the clip of each placed narration, and what the engine could not say."""

    ledger: Ledger
    clips: Mapping[str, Clip]
    failures: Mapping[str, str]
    spoken_count: int

    def as_said(self, script: Script) -> Script:
        """Return the script with the form that is spoken of each narration, or of its parts."""
        placed = as_placed(script, self.ledger)
        said = {placement.narration_id: placement.spoken for placement in self.ledger.placements}
        narrations = (replace(n, spoken=said.get(n.id, n.spoken)) for n in placed.narrations)
        return replace(placed, narrations=tuple(narrations))

    def placed_clips(self) -> tuple[tuple[Placement, Clip], ...]:
        """Return each placement with its clip, in order of time."""
        return tuple((p, self.clips[p.narration_id]) for p in self.ledger.placements)


def fit(
    script: Script, ground_once_spoken: Callable[[], Ground], voices: Voices, job: Job, speak: Speak
) -> Fit:
    """Return where everything is spoken, with clips of exactly those lengths.

    The ground is asked for when all is spoken once: by then the programme may be measured.

    Each round speaks what the last placement asked for and was not yet spoken; there are only
    so many forms and rates, so it ends.
    """
    spoken = speak([utterance(n, n.spoken, 1.0, voices) for n in script.narrations])
    ground = ground_once_spoken()
    while True:
        heard = sayable(script.narrations, spoken.failures)
        ledger = place_script(heard, ground, job, durations_of(heard, spoken.clips, voices))
        missing = [key for key in keys_of(ledger) if key not in spoken.clips]
        if not missing:
            break
        said = {n.id: n for whole in heard for n in (whole, *whole.parts)}
        spoken = spoken.joined(
            speak([utterance(said[number], text, rate, voices) for number, text, rate in missing])
        )
    omissions = [
        Omission(narration_id=n.id, why=spoken.failures[n.id])
        for n in script.narrations
        if n.id in spoken.failures
    ]
    return Fit(
        ledger=replace(ledger, omissions=(*ledger.omissions, *omissions)),
        clips={key[0]: spoken.clips[key] for key in keys_of(ledger)},
        failures=spoken.failures,
        spoken_count=spoken.spoken_count,
    )


def place_script(
    narrations: Sequence[Narration], ground: Ground, job: Job, duration_of: DurationOf
) -> Ledger:
    """Place narrations by the job's profile; hold the programme for them where the job says so.

    None is shortened by what was not said.
    """
    settings = job.settings.place[job.mode]
    if job.extended:
        longest_ms = max(LONGEST_HOLD_MS, settings.longest_hold_ms)
        settings = replace(settings, longest_hold_ms=longest_ms)
    ledger = place(narrations, duration_of, ground, settings)
    while found := hollow(narrations, ledger):
        narrations = [replace(n, shorter="") if n.id in found else n for n in narrations]
        ledger = place(narrations, duration_of, ground, settings)
    return ledger


def windows_to_hear(script: Script, voices: Voices, job: Job) -> tuple[Span, ...]:
    """Return where narrations may be spoken; where dialogue is, its speech matters to holds only.

    The longest is forecast, with half as much again for a voice that is slower than forecast.
    """
    if job.mode == "all" and not job.extended:
        return ()
    settings = job.settings.place[job.mode]
    longest_ms = max(forecast_ms(n.spoken, voices[n.voice]) for n in script.narrations) * 3 // 2
    return windows_of(
        (narration.span for narration in script.narrations),
        lead_ms=settings.lead_ms + settings.guard_ms,
        lag_ms=settings.lag_ms + settings.guard_ms,
        longest_ms=longest_ms,
    )


def ground_of(
    script: Script,
    programme: Programme | None,
    heard: Heard,
    job: Job,
    curve: Callable[[], LoudnessCurve | None] = lambda: None,
) -> Ground:
    """Return the ground of an episode; where dialogue itself is narrated, speech is no hindrance.

    Where nothing was listened to, the cues of dialogue stand for the speech. By the curve, which
    is asked for where it counts, the quietest words are known; without one all are as loud.
    """
    cues = [u.span for u in script.units if u.tag == "dialogue" and u.span is not None]
    hindered = job.mode == "captions"
    speech = no_go_zones(cues, heard.speech, heard.windows) if heard.listened else cues
    return Ground.of(
        length_ms=programme.duration_ms if programme else LONGEST_MS,
        guard_ms=job.settings.place[job.mode].guard_ms,
        speech=speech if hindered else (),
        lingering=cues if hindered and heard.listened else (),
        loud=loud_moments(speech, curve()) if hindered else (),
        words=speech,
    )


def utterance(narration: Narration, text: str, rate: float, voices: Voices) -> Utterance:
    """Return the order to speak a text of one narration."""
    voice = voices[narration.voice]
    return Utterance(narration_id=narration.id, text=text, voice=voice, rate=rate)


def sayable(narrations: Iterable[Narration], failures: Mapping[str, str]) -> tuple[Narration, ...]:
    """Return the narrations that the engine did not fail on, with parts where it failed on none."""
    return tuple(
        replace(n, parts=()) if any(part.id in failures for part in n.parts) else n
        for n in narrations
        if n.id not in failures
    )


def keys_of(ledger: Ledger) -> list[Key]:
    """Return which text of which narration is wanted at which rate."""
    return [(p.narration_id, p.spoken, p.rate) for p in ledger.placements]


def durations_of(
    narrations: Iterable[Narration], clips: Mapping[Key, Clip], voices: Voices
) -> DurationOf:
    """Return how long a text lasts: as spoken, else as it was at another rate, else by forecast.

    The forecast of a shorter form, or a part, goes by how long its whole narration came to last.
    """
    wholes = {part.id: whole for whole in narrations for part in whole.parts}
    slowest = slowest_of(clips)

    def duration_ms(narration: Narration, text: str, rate: float) -> int:
        clip = clips.get((narration.id, text, rate))
        if clip:
            return clip.duration_ms
        if (narration.id, text) in slowest:
            return round(slowest[narration.id, text] / rate)
        whole, voice = wholes.get(narration.id, narration), voices[narration.voice]
        likely_ms = forecast_ms(whole.spoken, voice)
        whole_ms = slowest.get((whole.id, whole.spoken), likely_ms)
        return round(forecast_ms(text, voice) * whole_ms / likely_ms / rate)

    return duration_ms


def slowest_of(clips: Mapping[Key, Clip]) -> dict[tuple[str, str], float]:
    """Return how long each text lasts at the voice's own rate, by its slowest clip."""
    by_rate = sorted(clips.items(), key=lambda pair: pair[0][2], reverse=True)
    return {(n, text): clip.duration_ms * rate for (n, text, rate), clip in by_rate}


def forecast_ms(text: str, voice: Voice) -> int:
    """Estimate how long a voice takes: its words a minute, and a pause after each sentence."""
    said = without_phonemes(text)
    words = len(said.split())
    stops = sum(said[:-1].count(mark) for mark in ".!?…")
    return max(1, round(words * 60_000 / voice.rate_wpm) + stops * PAUSE_MS)
