"""Extended description: the programme is held while a narration is said to its end.

Two clocks: the programme's, on which everything is planned, and the output's, which stands still
for nobody and is longer by every hold.
"""

from collections.abc import Iterable, Sequence

from narrator.model import Hold, Ledger


def holds_of(ledger: Ledger) -> tuple[Hold, ...]:
    """Return where the programme is held and for how long, in order of time."""
    held = [Hold(at_ms=p.span.end_ms, length_ms=p.hold_ms) for p in ledger.placements if p.hold_ms]
    return tuple(sorted(held, key=lambda hold: hold.at_ms))


def on_output(time_ms: int, holds: Iterable[Hold]) -> int:
    """Return a time of the programme on the output's clock: later by every hold before it."""
    return time_ms + sum(hold.length_ms for hold in holds if hold.at_ms < time_ms)


def held_ms(holds: Sequence[Hold]) -> int:
    """Return how much longer the output is than the programme."""
    return sum(hold.length_ms for hold in holds)
