"""The ledger in plain words: what was done to each narration, and what was left out and why."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from narrator.holds import OutputClock
from narrator.model import Duck, Narration, Placement, Rendering, Span
from narrator.over import is_over
from narrator.text.phonemes import without_phonemes
from narrator.writers.report.facts import signed
from narrator.writers.report.marks import Marks
from narrator.writers.report.sounds import Sounds
from narrator.writers.report.tags import language_of
from narrator.writers.report.times import shown_length, shown_time


@dataclass(frozen=True, kw_only=True, slots=True)
class NarrationRow:
    """One narration that is spoken. said is "" where it reads as the text does.

    alone and in_mix are addresses to play, in_mix "" where no mix can be played.
    """

    id: str
    when: str
    lasts: str
    text: str
    said: str
    language: str
    voice: str
    how: str
    over: bool
    alone: str
    in_mix: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OmissionRow:
    """One narration that is not spoken."""

    id: str
    when: str
    text: str
    language: str
    why: str


def narration_rows(rendering: Rendering, marks: Marks, sounds: Sounds) -> Sequence[NarrationRow]:
    """Return the narrations that are spoken, in order of time."""
    said = {narration.id: narration for narration in rendering.script.narrations}
    starts_ms = [duck.span.start_ms for duck in marks.ducks]
    rows = []
    for placement, heard in zip(rendering.ledger.placements, marks.narrations, strict=True):
        at = bisect_right(starts_ms, heard.start_ms) - 1
        dip = marks.ducks[at] if at >= 0 and marks.ducks[at].span.overlap_ms(heard) else None
        narration = said[placement.narration_id]
        wpm = round(rendering.voices[narration.voice].rate_wpm * placement.rate)
        rows.append(narration_row(narration, placement, heard, dip, wpm, sounds))
    return rows


def narration_row(  # noqa: PLR0913, PLR0917 - a row is made of all that is known of it
    narration: Narration,
    placement: Placement,
    heard: Span,
    dip: Duck | None,
    wpm: int,
    sounds: Sounds,
) -> NarrationRow:
    """Return one narration in words."""
    spoken = without_phonemes(placement.spoken or narration.spoken)
    return NarrationRow(
        id=narration.id,
        when=shown_time(heard.start_ms),
        lasts=shown_length(heard.duration_ms),
        text=narration.text,
        said="" if same(spoken, narration.text) else spoken,
        language=language_of(narration.language),
        voice=f"{narration.voice}, {wpm} words a minute",
        how=sentence("; ".join((*placement.decisions, *dip_in_words(dip)))),
        over=is_over(placement.overlap_ms),
        alone=sounds.alone(heard),
        in_mix=sounds.in_mix(heard),
    )


def dip_in_words(dip: Duck | None) -> tuple[str, ...]:
    """Say how far the programme is turned down for a narration."""
    if dip is None:
        return ()
    if round(dip.gain_db, 1) == 0:
        return ("the programme is quiet enough as it is",)
    return (f"the programme is turned down by {signed(-dip.gain_db)} dB",)


def omission_rows(rendering: Rendering, clock: OutputClock) -> Sequence[OmissionRow]:
    """Return the narrations that are left out, with when their text is shown."""
    said = {narration.id: narration for narration in rendering.script.narrations}
    return [
        OmissionRow(
            id=narration.id,
            when=shown_time(clock.heard_ms(narration.span.start_ms)),
            text=narration.text,
            language=language_of(narration.language),
            why=sentence(omission.why),
        )
        for omission in rendering.ledger.omissions
        for narration in (said[omission.narration_id],)
    ]


def same(spoken: str, shown: str) -> bool:
    """Whether a spoken form has just the words of the shown text."""
    return spoken.casefold().split() == shown.casefold().split()


def sentence(text: str) -> str:
    """Return words as a sentence."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}" if text else ""
