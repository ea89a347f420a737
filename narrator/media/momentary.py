"""The momentary loudness of a stream (ITU-R BS.1770-4, EBU Tech 3341), in this process.

Ten values a second, equal to those of ffmpeg's ebur128 within what that prints (0.001 LU, tested).
It costs 0.6 of libavfilter's own in this process, and a quarter of an ffmpeg beside it. For the
highest alone it looks ten times as often.
"""

import math
from array import array
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrator.curve import STEP_MS, WINDOW_MS
from narrator.media.highest import Highest, HighestPowers, parts_of
from narrator.media.kweighted import KWeighted

SILENCE_LUFS = -120.691  # of no power: 1e-12 of full scale, as ebur128 has it
_NO_POWER = 1e-12
_OFFSET_LU = -0.691  # BS.1770-4: with it a sine of 997 Hz at full scale on one channel is -3.01
_STEPS_A_WINDOW = WINDOW_MS // STEP_MS

Samples = NDArray[Any]
Floats = NDArray[np.float64]


class MomentaryMeter:
    """The momentary loudness of a stream: give it the samples in order, then ask for the values."""

    def __init__(self, rate_hz: int, weights: Sequence[float], full_scale: float = 1.0) -> None:
        """Begin before the first sample of channels with these BS.1770 weights."""
        self._step = rate_hz * STEP_MS // 1000
        self._filter = KWeighted(rate_hz, self._step, len(weights))
        self._weights = np.array(weights) / (full_scale**2 * self._step)
        self._rest = np.zeros((0, len(weights)), np.float32)
        self._powers = array("d")
        self._parts = parts_of(self._filter.blocks)
        self._highest = HighestPowers(parts=self._parts)

    def take(self, samples: Samples) -> None:
        """Take the next samples, of shape (samples, channels); what is no number is silence."""
        if len(self._rest):
            samples = np.concatenate((self._rest, samples))
        steps = len(samples) // self._step
        self._rest = samples[steps * self._step :]
        if steps:
            powers, parts = self._powers_of(samples[: steps * self._step], steps)
            self._powers.frombytes(powers.tobytes())
            self._highest = self._highest.after(parts)

    def values(self) -> NDArray[np.float32]:
        """Return the loudness of the 400 ms that end with each whole 100 ms, in LUFS.

        The first three, which look back beyond the beginning, are silence.
        """
        powers = np.frombuffer(self._powers)
        window = np.full(len(powers), _NO_POWER)
        if len(powers) >= _STEPS_A_WINDOW:
            kernel = np.full(_STEPS_A_WINDOW, 1 / _STEPS_A_WINDOW)
            window[_STEPS_A_WINDOW - 1 :] = np.convolve(powers, kernel, "valid")
        lufs = _OFFSET_LU + 10 * np.log10(np.maximum(window, _NO_POWER))
        return np.asarray(lufs, np.float32)

    def highest(self) -> Highest:
        """Return the loudness of the loudest 400 ms and 3 s, wherever they lie in what was taken.

        They are looked for at every hundredth of a second, or as near as whole blocks come to it.
        """
        found = self._highest.after(self._powers_of_rest())
        return Highest(
            momentary_lufs=_lufs(found.momentary), short_term_lufs=_lufs(found.short_term)
        )

    def _powers_of_rest(self) -> Floats:
        """Return the powers of the whole parts of what does not fill a step as yet."""
        filled = np.zeros((self._step, len(self._weights)), self._rest.dtype)
        filled[: len(self._rest)] = self._rest
        before = self._filter.state
        _, parts = self._powers_of(filled, 1)
        self._filter.state = before  # the rest is still to be taken
        return parts[: len(self._rest) * self._parts // self._step]

    def _powers_of(self, samples: Samples, steps: int) -> tuple[Floats, Floats]:
        """Return the weighted mean square of each step, all channels together, and of its parts."""
        channels = len(self._weights)
        if self._filter.is_still and not samples.any():
            return np.zeros(steps), np.zeros(steps * self._parts)
        weighted = self._filter.after(samples, steps)
        squares = np.einsum("ijk,ijk->i", weighted, weighted)
        powers = self._weights @ squares.reshape(channels, steps, -1).sum(axis=2)
        rows = weighted.reshape(channels * steps * self._parts, -1)
        squares = np.einsum("ij,ij->i", rows, rows)  # once more: their sums would differ in bits
        return powers, self._parts * self._weights @ squares.reshape(channels, -1)


def _lufs(power: float) -> float | None:
    """Return the loudness of a power, None for silence."""
    return _OFFSET_LU + 10 * math.log10(power) if power > _NO_POWER else None
