"""The frames of a delivery: times of the output as whole frames and as SMPTE labels.

Edit lists count in frames from a start timecode. A narration begins in the frame in which it is
first heard and ends after the one in which it is last heard, so that no sound of it is cut.
"""

from dataclasses import dataclass
from math import ceil, floor

from narrator.model import Delivery, Span
from narrator.timecode import FRAME_RATES, MS_PER_SECOND, FrameRate, format_smpte

SECONDS_A_DAY = 86_400
DROPPING_MINUTES_A_DAY = 24 * 54


@dataclass(frozen=True, kw_only=True, slots=True)
class Frames:
    """A frame rate, and the frame of the first sample, counted from the label zero."""

    rate: FrameRate
    start: int

    @classmethod
    def of(cls, delivery: Delivery) -> "Frames":
        """Return the frames of a delivery; its start is taken at the nearest frame."""
        rate = FRAME_RATES[delivery.frame_rate]
        return cls(rate=rate, start=round(delivery.start_ms * rate.per_second / MS_PER_SECOND))

    def over(self, span: Span) -> tuple[int, int]:
        """Return the first frame of a span and the one after its last, counted from the start."""
        first = floor(span.start_ms * self.rate.per_second / MS_PER_SECOND)
        return first, max(first + 1, self.needed(span.end_ms))

    def needed(self, length_ms: float) -> int:
        """Return how many frames hold a length."""
        return ceil(length_ms * self.rate.per_second / MS_PER_SECOND)

    def label(self, frame: int) -> str:
        """Return the label of a frame counted from the start; labels begin anew after a day."""
        rate = self.rate
        day = rate.labels * SECONDS_A_DAY - rate.dropped * DROPPING_MINUTES_A_DAY
        at = (self.start + frame) % day
        return format_smpte(round(at * MS_PER_SECOND / rate.per_second), rate)

    def label_at(self, time_ms: int) -> str:
        """Return the label of the frame nearest to a time of the output."""
        return self.label(round(time_ms * self.rate.per_second / MS_PER_SECOND))
