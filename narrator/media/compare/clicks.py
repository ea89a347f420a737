"""Clicks: where sound jumps as no sound goes on.

In a mix, a jump is what bends more sharply than programme and narration together do there: the
second difference of a sum is at most the sum of the second differences. In a stem, narration
fades in and out within 10 ms: a jump is sound that begins or ends at once, beside 5 ms of silence.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.floating[Any]]

LOUD = 0.003  # a bend of -50 dBFS is heard as a click in a quiet place
EDGE = 0.005  # of full scale, at once out of silence
SILENT = 2e-4
MOST_TOLD = 100
_SILENCE_S = 0.005
_APART_S = 0.005


class MixClicks:
    """The clicks of a mix that is given block by block."""

    def __init__(self, rate_hz: int, targets: slice, level: float) -> None:
        """Begin before the first sample; level is the programme's gain throughout, linear."""
        self._rate_hz = rate_hz
        self._targets = targets
        self._level = max(1.0, level)
        self._last: tuple[Samples, Samples, Samples] | None = None
        self._at = 0
        self.places: list[int] = []

    def take(self, mix: Samples, programme: Samples, stem: Samples) -> None:
        """Take the next samples: (n, channels), (n, channels) and (n,)."""
        self._at += len(mix)
        if self._last is not None:
            before = self._last
            mix = np.concatenate((before[0], mix))
            programme = np.concatenate((before[1], programme))
            stem = np.concatenate((before[2], stem))
        if len(mix) > 2:
            self._look(mix, programme, stem)
        self._last = (mix[-2:], programme[-2:], stem[-2:])

    def _look(self, mix: Samples, programme: Samples, stem: Samples) -> None:
        excess = _bend(mix) - self._level * _bend(programme)
        excess[:, self._targets] -= _bend(stem)[:, np.newaxis]
        if excess.max(initial=0) > LOUD:
            first = self._at - len(mix) + 2
            places = np.flatnonzero(excess.max(axis=1) > LOUD) + first
            _note(self.places, places, self._rate_hz)


class StemClicks:
    """The clicks of a stem that is given block by block."""

    def __init__(self, rate_hz: int) -> None:
        """Begin before the first sample, as if silence had been before."""
        self._rate_hz = rate_hz
        self._silence = round(_SILENCE_S * rate_hz)
        self._at = 0
        self._last = (-self._silence - 1, 0.0)
        self.places: list[int] = []

    def take(self, stem: Samples) -> None:
        """Take the next samples (n,)."""
        sounding = np.flatnonzero(np.abs(stem) > SILENT)
        if sounding.size:
            sizes = np.concatenate(([self._last[1]], np.abs(stem[sounding])))
            places = np.concatenate(([self._last[0]], sounding + self._at))
            self._look(places, sizes)
            self._last = (int(places[-1]), float(sizes[-1]))
        self._at += len(stem)

    def end(self) -> None:
        """Take the end: silence follows."""
        self._look(
            np.array([self._last[0], self._at + self._silence]), np.array([self._last[1], 0])
        )

    def _look(self, places: NDArray[np.int64], sizes: Samples) -> None:
        gaps = np.flatnonzero(np.diff(places) > self._silence)
        ends, starts = places[gaps][sizes[gaps] > EDGE], places[gaps + 1][sizes[gaps + 1] > EDGE]
        _note(self.places, np.sort(np.concatenate((ends, starts))), self._rate_hz)


def _bend(samples: Samples) -> Samples:
    return np.abs(samples[2:] - 2 * samples[1:-1] + samples[:-2])


def _note(known: list[int], places: NDArray[np.int64], rate_hz: int) -> None:
    """Add the places, one for those that are near each other, as long as there are not too many."""
    for place in map(int, places):
        if len(known) >= MOST_TOLD:
            return
        if not known or place - known[-1] > _APART_S * rate_hz:
            known.append(place)
