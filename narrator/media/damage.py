"""Samples that are no sound: NaN, infinity and what is as large, of a damaged sound in floats."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrator.model import Damage, Span

LARGEST = 2.0**40  # 240 dB over full scale; the square of some larger ones is infinite in 32 bits
_S_MS = 1000


def sound_or_silence(samples: NDArray[Any]) -> NDArray[Any]:
    """Return floating-point samples with silence for those that are no sound."""
    return np.where(np.abs(samples) <= LARGEST, samples, samples.dtype.type(0))


class DamageMeter:
    """Counts the frames of a stream in which a sample is no sound, and where they lie."""

    def __init__(self) -> None:
        """Begin before the first frame."""
        self._taken = self._count = 0
        self._first = self._end = 0

    def take(self, frames: NDArray[Any]) -> None:
        """Take the next frames, of shape (frames, channels)."""
        found = np.flatnonzero(~(np.abs(frames) <= LARGEST).all(axis=1))
        if found.size:
            self._first = self._first if self._count else self._taken + int(found[0])
            self._end = self._taken + int(found[-1]) + 1
            self._count += found.size
        self._taken += len(frames)

    def found(self, rate_hz: int, start_ms: int) -> Damage | None:
        """Return the damage of a sound that starts at start_ms on its programme's clock."""
        if not self._count:
            return None
        first_ms, end_ms = self._first * _S_MS // rate_hz, -(-self._end * _S_MS // rate_hz)
        span = Span(start_ms=start_ms + first_ms, end_ms=start_ms + end_ms)
        return Damage(samples=self._count, span=span)
