"""Clicks: where sound jumps as no sound goes on.

In a mix, a jump is what bends more sharply than programme and narration together do there: the
second difference of a sum is at most the sum of the second differences. In a stem, narration
fades in and out within 10 ms: a jump is sound that begins or ends at once, beside 5 ms of silence,
by a step of more than twice those in which it goes on.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.floating[Any]]

LOUD = 0.003  # a bend of -50 dBFS is heard as a click in a quiet place
EDGE = 0.005  # of full scale, at once out of silence
SILENT = 2e-4
MOST_TOLD = 100
_BESIDE_S = 0.005
_STEEPER = 2.0
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
        self._beside = max(1, round(_BESIDE_S * rate_hz))
        self._held: Samples = np.zeros(2 * self._beside)
        self._at = -2 * self._beside
        self.places: list[int] = []

    def take(self, stem: Samples) -> None:
        """Take the next samples (n,); what stands at their end waits for what follows."""
        sound = np.concatenate((self._held, stem))
        size = np.abs(sound)
        silent = size <= SILENT
        inner = slice(self._beside, len(sound) - self._beside)
        after = silent[inner.start - 1 : inner.stop - 1]
        before = silent[inner.start + 1 : inner.stop + 1]
        found = np.flatnonzero((size[inner] > EDGE) & (after | before)) + self._beside
        clicks = [each for each in map(int, found) if self._is_click(sound, silent, each)]
        _note(self.places, np.array(clicks, np.int64) + self._at, self._rate_hz)
        self._at += len(stem)
        self._held = sound[len(sound) - 2 * self._beside :]

    def end(self) -> None:
        """Take the end: silence follows."""
        self.take(np.zeros(self._beside + 1))

    def _is_click(self, sound: Samples, silent: NDArray[np.bool_], place: int) -> bool:
        """Whether sound begins or ends here by a step larger than those that it goes on in."""
        earlier = slice(place - self._beside, place)
        later = slice(place + 1, place + 1 + self._beside)
        begins = silent[earlier].all() and _steps(sound[place : later.stop])
        ends = silent[later].all() and _steps(sound[earlier.start : place + 1])
        return any(
            steps and abs(sound[place]) > _STEEPER * steps for steps in map(float, (begins, ends))
        )


def _steps(sound: Samples) -> float:
    """Return the largest step from one sample to the next, a little where there is none."""
    return max(SILENT, float(np.abs(np.diff(sound)).max(initial=0.0)))


def _bend(samples: Samples) -> Samples:
    return np.abs(samples[2:] - 2 * samples[1:-1] + samples[:-2])


def _note(known: list[int], places: NDArray[np.int64], rate_hz: int) -> None:
    """Add the places, one for those that are near each other, as long as there are not too many."""
    for place in map(int, places):
        if len(known) >= MOST_TOLD:
            return
        if not known or place - known[-1] > _APART_S * rate_hz:
            known.append(place)
