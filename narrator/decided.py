"""What was decided for a narration, in words: how it fits, or why it is not spoken."""

from dataclasses import dataclass

import numpy as np

from narrator.model import Narration, Omission, Placement, Span
from narrator.reach import PlaceSettings
from narrator.ways import SHORTER, Terms, candidates, forms_of

AFTER_THE_END = "its cue starts after the programme ends"


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """The way that was taken for a narration, one of so many parts of a longer one."""

    narration: Narration
    way: np.void
    parts: int


def placement(choice: Choice, terms: Terms) -> Placement:
    """Write down what was decided for a narration that is spoken."""
    narration, way = choice.narration, choice.way
    span = Span(start_ms=round(float(way["start_ms"])), end_ms=round(float(way["end_ms"])))
    rate, hold_ms = float(way["rate"]), round(float(way["hold_ms"]))
    over_ms = terms.ground.over_speech_ms(span)
    decisions = (
        _start_in_words(span.start_ms - narration.span.start_ms),
        *([f"spoken {round(100 * (rate - 1))} % faster to fit"] if rate > 1 else []),
        *([f"one of {choice.parts} parts of a longer text"] if choice.parts > 1 else []),
        *(["shortened by what was said a moment ago"] if way["form"] == SHORTER else []),
        *([f"the programme is held for {hold_ms / 1000:.2f} s"] if hold_ms else []),
        *([_over_in_words(over_ms, terms.settings)] if over_ms else []),
    )
    return Placement(
        narration_id=narration.id,
        span=span,
        rate=rate,
        overlap_ms=over_ms,
        decisions=decisions,
        spoken=forms_of(narration)[int(way["form"])],
        hold_ms=hold_ms,
    )


def omission(narration: Narration, terms: Terms) -> Omission:
    """Say why a narration could not be placed."""
    if narration.span.start_ms >= terms.ground.length_ms:
        why = AFTER_THE_END
    elif not any(len(ways) for ways in candidates(narration, terms)):
        why = "it would run past the end of the programme"
    else:
        why = "other narrations take up all the time around its cue"
    return Omission(narration_id=narration.id, why=why)


def _over_in_words(over_ms: int, settings: PlaceSettings) -> str:
    return (
        f"over dialogue for {over_ms / 1000:.2f} s: no silence long enough within "
        f"{settings.lead_ms / 1000:g} s before and "
        f"{settings.lag_ms / 1000:g} s after its cue"
    )


def _start_in_words(late_ms: int) -> str:
    """Say where the narration starts by its cue."""
    if late_ms == 0:
        return "starts with its cue"
    side = "after" if late_ms > 0 else "before"
    return f"starts {abs(late_ms) / 1000:.2f} s {side} its cue"
