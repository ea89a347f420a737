"""The marks of the time line: speech, slots, narrations, dips, holds; on the output's clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from narrator.holds import OutputClock
from narrator.media.speech.windows import merged, no_go_zones
from narrator.model import Duck, Rendering, Span
from narrator.timecode import MS_PER_SECOND


@dataclass(frozen=True, kw_only=True, slots=True)
class Marks:
    """Everything with a place in time.

    speech is what was heard, or where nothing was listened to the subtitles of dialogue; with
    those subtitles it bounds the slots. narrations are in the order of the ledger's placements.
    """

    length_ms: int
    speech: Sequence[Span]
    listened: bool
    slots: Sequence[Span]
    narrations: Sequence[Span]
    ducks: Sequence[Duck]
    holds: Sequence[Span]


def marks_of(rendering: Rendering, clock: OutputClock) -> Marks:
    """Return the marks of an episode."""
    heard, ledger = rendering.heard, rendering.ledger
    cues = [u.span for u in rendering.script.units if u.tag == "dialogue" and u.span]
    taken = no_go_zones(cues, heard.speech, heard.windows) if heard.listened else merged(cues)
    narrations = [clock.said(placement) for placement in ledger.placements]
    length_ms = length_of(rendering, clock, narrations)
    return Marks(
        length_ms=length_ms,
        speech=[clock.heard(span) for span in (merged(heard.speech) if heard.listened else taken)],
        listened=heard.listened,
        slots=gaps(map(clock.heard, taken), length_ms),
        narrations=narrations,
        ducks=rendering.plan.ducks,
        holds=clock.held,
    )


def length_of(rendering: Rendering, clock: OutputClock, narrations: Iterable[Span]) -> int:
    """Return how long the output is, in whole seconds up; at least one."""
    programme = rendering.programme
    shown = [unit.span for unit in rendering.script.units if unit.span]
    ends = [span.end_ms for span in narrations]
    if programme:
        ends.append(clock.heard_ms(programme.duration_ms))
    else:
        ends += [clock.heard_ms(span.end_ms) for span in shown]
    return max(1, -(-max(ends, default=0) // MS_PER_SECOND)) * MS_PER_SECOND


def gaps(spans: Iterable[Span], length_ms: int) -> list[Span]:
    """Return what the spans, given in order, leave free from 0 to the end."""
    found: list[Span] = []
    at_ms = 0
    for span in spans:
        if span.start_ms > at_ms:
            found.append(Span(start_ms=at_ms, end_ms=min(span.start_ms, length_ms)))
        at_ms = max(at_ms, span.end_ms)
    found.append(Span(start_ms=at_ms, end_ms=length_ms))
    return [span for span in found if span.duration_ms]
