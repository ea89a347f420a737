"""Stretches of time."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Span:
    """A half-open stretch of time: start_ms is in it, end_ms is not."""

    start_ms: int
    end_ms: int

    @property
    def duration_ms(self) -> int:
        """Length in milliseconds, never negative."""
        return max(0, self.end_ms - self.start_ms)

    def overlap_ms(self, other: "Span") -> int:
        """Milliseconds that both spans share."""
        return max(0, min(self.end_ms, other.end_ms) - max(self.start_ms, other.start_ms))


def span_over(spans: Iterable["Span | None"]) -> "Span | None":
    """Return the smallest span that holds all the spans, or None where any is missing or none."""
    known = list(spans)
    timed = [span for span in known if span is not None]
    if not timed or len(timed) < len(known):
        return None
    return Span(start_ms=min(s.start_ms for s in timed), end_ms=max(s.end_ms for s in timed))
