"""The narration held down where it and the programme together would pass the ceiling.

The programme is never touched here: what is added to it gives way. At every sample, and at the
three values between it and the next (truepeak.py), the narration may have the gain that brings
the sum to the ceiling. Where the programme alone is beyond the ceiling, the narration adds
nothing to the peak. The gain falls within 5 ms, is at its depth for 5 ms before and after a
peak, and rises within 5 ms. Gains are whole numbers of 2**-24, so that their means are exact
and the result is the same whatever the blocks that the sound comes in.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrator.media.truepeak import CHUNK, REACH, SPREAD, Samples, between, beyond, chunks

Floats = NDArray[np.floating[Any]]
Steps = NDArray[np.int64]

_LOOKAHEAD_S = 0.005
_ONE = 1 << 24
_ALMOST = 0.999  # the quick look is in float32


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A stretch of the mix: programme of shape (samples, channels), and the narration in them.

    The channels are those the narration goes to, with their gain; full scale is 1.0.
    """

    programme: Floats
    narration: Floats


def context(rate_hz: int) -> int:
    """Return how many samples on either side decide on the gain of a sample."""
    return 4 * _half(rate_hz) + REACH


def held(passage: Passage, ceiling: float, rate_hz: int) -> Floats:
    """Return the narration of `passage` without its context on either side, held down.

    No value of the narration alone, or of its sum with a channel, is beyond `ceiling` (linear)
    where that of the programme alone is not. A narration that stays below comes back as it is.
    """
    around = context(rate_hz)
    inner = slice(around, len(passage.narration) - around)
    near = _near(passage, ceiling)
    if not near.any():
        return passage.narration[inner]
    allowed = _allowed(passage, near, ceiling)
    if allowed.min() == _ONE:
        return passage.narration[inner]
    half = _half(rate_hz)
    gain = _sum(_sum(_least(allowed, 2 * half), half), half)
    gain = np.minimum(gain / (2 * half + 1) ** 2, allowed[4 * half : len(allowed) - 4 * half])
    return np.asarray(passage.narration[inner] * (gain / _ONE), passage.narration.dtype)


def _half(rate_hz: int) -> int:
    return max(1, round(_LOOKAHEAD_S * rate_hz) // 2)


def _near(passage: Passage, ceiling: float) -> NDArray[np.bool_]:
    """Return for each chunk whether a sum in it could be beyond the ceiling.

    Bounded by the largest programme and the largest narration of the chunk and of its
    neighbours, whose samples the values between samples are made of too.
    """
    largest = _largest(passage.narration[:, np.newaxis]) + _largest(passage.programme)
    if largest.max(initial=0) * SPREAD <= ceiling:
        return np.zeros(len(largest) - 1, dtype=np.bool_)
    wide = np.maximum(largest[:-1], largest[1:])
    spoken = _largest(passage.narration[:, np.newaxis])
    return (wide * SPREAD > ceiling) & (np.maximum(spoken[:-1], spoken[1:]) > 0)


def _largest(samples: Floats) -> Floats:
    """Return the largest magnitude in each CHUNK of samples of shape (samples, channels).

    There is one chunk more than those of `chunks`, as the last reaches into it.
    """
    length, channels = samples.shape
    count = -(-(length - 2 * REACH) // CHUNK) + 1
    if not channels:
        return np.zeros(count, samples.dtype)
    padded = np.zeros((count * CHUNK, channels), samples.dtype)
    padded[:length] = samples[: count * CHUNK]
    rows = padded.reshape(count, -1)
    return np.asarray(np.maximum(rows.max(axis=1), -rows.min(axis=1)))


def _allowed(passage: Passage, near: NDArray[np.bool_], ceiling: float) -> Steps:
    """Return the gain that each sample may have, REACH fewer on either side."""
    length = len(passage.narration) - 2 * REACH
    allowed = np.full((len(near), CHUNK), _ONE, dtype=np.int64)
    places = np.flatnonzero(near)
    spoken = chunks(passage.narration)[places]
    alone = np.zeros_like(passage.narration)
    for programme in (*passage.programme.T, alone):
        beside = chunks(programme)[places]
        over = beyond(beside + spoken, ceiling * _ALMOST)
        if over.any():
            gain = _fitting(_closely(beside[over]), _closely(spoken[over]), ceiling)
            found = np.floor(gain.min(axis=0) * _ONE).astype(np.int64)
            allowed[places[over]] = np.minimum(allowed[places[over]], found)
    return allowed.reshape(-1)[:length]


def _closely(windows: Samples) -> Floats:
    """Return the samples of the chunks, and the three values that follow each: (4, chunks, n)."""
    return np.concatenate((windows[np.newaxis, :, REACH:-REACH], between(windows)))


def _fitting(programme: Floats, narration: Floats, ceiling: float) -> Floats:
    """Return the gain of the narration at which no sum is beyond what it may be, 0 to 1."""
    bound = np.maximum(ceiling, np.abs(programme))
    room = bound - programme * np.sign(narration)
    size = np.abs(narration)
    return np.divide(room, size, out=np.ones_like(size), where=size > room)


def _least(values: Steps, reach: int) -> Steps:
    """Return the least of each value and its `reach` neighbours, which fall away at both ends.

    The block method of M. van Herk, "A fast algorithm for local minimum and maximum filters",
    Pattern Recognition Letters 13 (1992): as quick for a long reach as for a short one.
    """
    width = 2 * reach + 1
    blocks = np.pad(values, (0, -len(values) % width), constant_values=_ONE).reshape(-1, width)
    ahead = np.minimum.accumulate(blocks, axis=1).reshape(-1)
    behind = np.minimum.accumulate(blocks[:, ::-1], axis=1)[:, ::-1].reshape(-1)
    count = len(values) - 2 * reach
    return np.minimum(behind[:count], ahead[width - 1 : width - 1 + count])


def _sum(values: Steps, reach: int) -> Steps:
    """Return the sum of each value and its `reach` neighbours, which fall away at both ends."""
    total = np.concatenate(([0], np.cumsum(values)))
    width = 2 * reach + 1
    return np.asarray(total[width:] - total[:-width])
