"""The dips of the programme as mixing instructions of the events they are made for.

DAPT mixes the programme, after the gain of the event, with the recording that stands in the event's
text (Audio Mixing): a gain on the event leaves the recording alone. Of a dip that several
narrations share, each event says its own part, so that no two say it at a time. `tta:gain` is a
factor; its values are as far apart as each other and joined by straight lines.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi

from lxml import etree

from narrator.holds import OutputClock
from narrator.model import Duck, Placement, Span
from narrator.readers.dapt.names import MADE, TT, TTA
from narrator.timecode import format_stamp

PIECES = 12  # of a fade: straight lines that stay within 1 % of its curve


@dataclass(frozen=True, kw_only=True, slots=True)
class Gain:
    """A stretch of the programme's clock and the depth at both ends, 0 for none and 1 for all."""

    span: Span
    gain_db: float
    first: float
    last: float


def shares_of(
    ducks: Sequence[Duck], placements: Sequence[Placement], clock: OutputClock
) -> Mapping[str, tuple[Gain, ...]]:
    """Return what each narration's event says of the dips, by the narration's id.

    The ducks are on the output's clock, which goes on through holds; what comes back is on the
    programme's.
    """
    ordered = sorted(placements, key=lambda placement: placement.span)
    starts_ms = [placement.span.start_ms for placement in ordered]
    shares: dict[str, tuple[Gain, ...]] = {}
    for duck in ducks:
        deep = Span(
            start_ms=clock.programme_ms(duck.span.start_ms),
            end_ms=clock.programme_ms(duck.span.end_ms),
        )
        first, after = (bisect_left(starts_ms, at) for at in (deep.start_ms, max(deep.end_ms, 1)))
        inside = ordered[first:after]
        if not inside or not duck.gain_db:
            continue
        down_ms, up_ms = (
            clock.programme_ms(duck.span.start_ms - duck.fade_in_ms),
            clock.programme_ms(duck.span.end_ms + duck.fade_out_ms),
        )
        bounds = [down_ms, *(p.span.start_ms for p in inside[1:]), up_ms]
        for number, placement in enumerate(inside):
            share = Span(start_ms=bounds[number], end_ms=bounds[number + 1])
            parts = _parts(share, Span(start_ms=down_ms, end_ms=up_ms), deep, duck.gain_db)
            shares[placement.narration_id] = tuple(parts)
    return shares


def animates(parts: Sequence[Gain], origin_ms: int) -> list[etree._Element]:
    """Return the mixing instructions of an event that begins at `origin_ms`."""
    return [_animate(part, origin_ms) for part in parts]


def _parts(share: Span, whole: Span, deep: Span, gain_db: float) -> Iterator[Gain]:
    """Yield the way down, the full depth and the way up, as far as the share holds them."""
    for start_ms, end_ms, first, last in (
        (whole.start_ms, deep.start_ms, 0.0, 1.0),
        (deep.start_ms, deep.end_ms, 1.0, 1.0),
        (deep.end_ms, whole.end_ms, 1.0, 0.0),
    ):
        span = Span(start_ms=max(start_ms, share.start_ms), end_ms=min(end_ms, share.end_ms))
        if span.start_ms < span.end_ms:
            yield Gain(span=span, gain_db=gain_db, first=first, last=last)


def _animate(part: Gain, origin_ms: int) -> etree._Element:
    steps = PIECES if part.first != part.last else 1
    depths = [part.first + (part.last - part.first) * n / steps for n in range(steps + 1)]
    return etree.Element(
        f"{TT}animate",
        {
            "begin": format_stamp(part.span.start_ms - origin_ms),
            "end": format_stamp(part.span.end_ms - origin_ms),
            f"{TTA}gain": ";".join(f"{_factor(part.gain_db, depth):.4f}" for depth in depths),
            MADE: "true",
        },
    )


def _factor(gain_db: float, depth: float) -> float:
    """Return the factor at a depth: the mixer's half cosine in decibels (media/dips.py)."""
    smooth = (1 - cos(pi * depth)) / 2
    return float(10 ** (gain_db * smooth / 20))
