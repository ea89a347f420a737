"""The clock of the report: that of the files it plays, which holds make later than the programme's.

The same as narrator/holds.py reckons, by bisection: a long episode has thousands of spans.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from narrator.model import Hold, Span
from narrator.timecode import MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND, format_stamp

TENTH_MS = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """Times of the programme on the output's clock; holds are in order of time."""

    holds: Sequence[Hold]
    _at_ms: list[int] = field(init=False)
    _later_ms: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Add the holds up."""
        object.__setattr__(self, "_at_ms", [hold.at_ms for hold in self.holds])
        lengths_ms = (hold.length_ms for hold in self.holds)
        object.__setattr__(self, "_later_ms", [0, *accumulate(lengths_ms)])

    def heard_ms(self, time_ms: int) -> int:
        """Return when a moment of the programme is heard."""
        return time_ms + self._later_ms[bisect_left(self._at_ms, time_ms)]

    def heard(self, span: Span) -> Span:
        """Return when a span of the programme is heard, holds within it included."""
        return Span(start_ms=self.heard_ms(span.start_ms), end_ms=self.heard_ms(span.end_ms))

    def heard_all(self, spans: Iterable[Span]) -> list[Span]:
        """Return when each span is heard."""
        return [self.heard(span) for span in spans]


def shown_time(time_ms: int) -> str:
    """Return a time as hh:mm:ss.t, rounded down to the tenth of a second."""
    return format_stamp(max(0, time_ms))[:-2]


def shown_length(length_ms: int) -> str:
    """Return a length in words: "3 min 18 s", "10 h 0 min"; under a minute "4.5 s"."""
    if length_ms < MS_PER_MINUTE:
        return f"{length_ms / MS_PER_SECOND:.1f} s"
    minutes, seconds = divmod(round(length_ms / MS_PER_SECOND), 60)
    if length_ms < MS_PER_HOUR and minutes < 60:
        return f"{minutes} min {seconds} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min"
