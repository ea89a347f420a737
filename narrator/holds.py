"""Extended description: the programme is held while a narration is said to its end.

Two clocks: the programme's, on which everything is planned, and the output's, which goes on
through every hold and is longer by all of them.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from narrator.model import Hold, Placement, Span


def holds_of(placements: Iterable[Placement]) -> tuple[Hold, ...]:
    """Return where the programme is held and for how long, in order of time."""
    held = (Hold(at_ms=p.span.end_ms, length_ms=p.hold_ms) for p in placements if p.hold_ms)
    return tuple(sorted(held))


def held_ms(holds: Iterable[Hold]) -> int:
    """Return how much longer the output is than the programme."""
    return sum(hold.length_ms for hold in holds)


@dataclass(frozen=True, kw_only=True, slots=True)
class OutputClock:
    """Times of the programme on the output's clock: later by every hold before them.

    Found by bisection, for a long episode has thousands of holds, and more that is heard. holds
    are put in order of time.
    """

    holds: tuple[Hold, ...] = ()
    _at_ms: Sequence[int] = field(init=False)
    _later_ms: Sequence[int] = field(init=False)

    def __post_init__(self) -> None:
        """Add the holds up."""
        holds = sorted(self.holds)
        lengths_ms = (hold.length_ms for hold in holds)
        object.__setattr__(self, "holds", tuple(holds))
        object.__setattr__(self, "_at_ms", tuple(hold.at_ms for hold in holds))
        object.__setattr__(self, "_later_ms", tuple(accumulate(lengths_ms, initial=0)))

    @classmethod
    def of(cls, placements: Iterable[Placement]) -> "OutputClock":
        """Return the clock of an output in which the programme is held for these narrations."""
        return cls(holds=holds_of(placements))

    @property
    def held(self) -> tuple[Span, ...]:
        """When the output goes on and the programme does not."""
        starts_ms = map(self._begins_ms, range(len(self.holds)))
        return tuple(
            Span(start_ms=start_ms, end_ms=start_ms + hold.length_ms)
            for start_ms, hold in zip(starts_ms, self.holds, strict=True)
        )

    def heard_ms(self, time_ms: int) -> int:
        """Return when a moment of the programme is heard."""
        return time_ms + self._later_ms[bisect_left(self._at_ms, time_ms)]

    def programme_ms(self, time_ms: int) -> int:
        """Return the moment of the programme that stands at a time of the output."""
        begun = bisect_left(range(len(self.holds)), time_ms, key=self._begins_ms)
        at_ms = self._at_ms[begun - 1] if begun else time_ms
        return max(at_ms, time_ms - self._later_ms[begun])

    def _begins_ms(self, number: int) -> int:
        return self._at_ms[number] + self._later_ms[number]

    def heard(self, span: Span) -> Span:
        """Return when a span of the programme is heard, holds within it included."""
        return Span(start_ms=self.heard_ms(span.start_ms), end_ms=self.heard_ms(span.end_ms))

    def said(self, placement: Placement) -> Span:
        """Return when a narration is heard, from its start to its end."""
        start_ms = self.heard_ms(placement.span.start_ms)
        return Span(start_ms=start_ms, end_ms=start_ms + placement.said.duration_ms)
