"""Extended description: the programme is held while a narration is said to its end.

Two clocks: the programme's, on which everything is planned, and the output's, which goes on
through every hold and is longer by all of them.
"""

from collections.abc import Iterable

from narrator.model import Hold, Placement, Span


def holds_of(placements: Iterable[Placement]) -> tuple[Hold, ...]:
    """Return where the programme is held and for how long, in order of time."""
    held = [Hold(at_ms=p.span.end_ms, length_ms=p.hold_ms) for p in placements if p.hold_ms]
    return tuple(sorted(held, key=lambda hold: hold.at_ms))


def on_output(time_ms: int, holds: Iterable[Hold]) -> int:
    """Return a time of the programme on the output's clock: later by every hold before it."""
    return time_ms + sum(hold.length_ms for hold in holds if hold.at_ms < time_ms)


def heard_at(placement: Placement, holds: Iterable[Hold]) -> Span:
    """Return when a narration is heard on the output's clock."""
    start_ms = on_output(placement.span.start_ms, holds)
    return Span(start_ms=start_ms, end_ms=start_ms + placement.span.duration_ms + placement.hold_ms)


def held_ms(holds: Iterable[Hold]) -> int:
    """Return how much longer the output is than the programme."""
    return sum(hold.length_ms for hold in holds)
