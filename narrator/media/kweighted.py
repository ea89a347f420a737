"""K-weighting of a stream, step by step: the samples of each channel after the filter."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrator.media.damage import sound_or_silence
from narrator.media.kweighting import k_weighting

_RINGS_FROM = 1e-9  # of one step of 16 bits: below it the filter counts as still
_SMALL = 250_000  # multiplications: of a larger product OpenBLAS would make threads, which wait

Samples = NDArray[Any]


class KWeighted:
    """The filter of some channels; state, of shape (channels, 4), is where it is now."""

    def __init__(self, rate_hz: int, step: int, channels: int) -> None:
        """Begin at rest, for steps of `step` samples."""
        self._k = k_weighting(rate_hz, step)
        self.blocks = self._k.blocks
        self.state = np.zeros((channels, len(self._k.started)))

    @property
    def is_still(self) -> bool:
        """Whether nothing rings in it any more."""
        return bool(np.abs(self.state).max() < _RINGS_FROM)

    def after(self, samples: Samples, steps: int) -> NDArray[np.float32]:
        """Return the next samples, of whole steps, after the filter.

        They come as some blocks of each channel in turn; what is no number is silence.
        """
        channels, k = len(self.state), self._k
        rows = np.empty((channels, steps, k.blocks, len(k.weighted)), np.float32)
        rows[..., : k.block] = samples.T.reshape(channels, steps, k.blocks, k.block)
        if samples.dtype.kind == "f":
            rows[...] = sound_or_silence(rows)
        rows[..., k.block :] = self._states(rows[..., : k.block])
        return rows.reshape(-1, self._at_once(), len(k.weighted)) @ k.weighted

    def _states(self, blocks: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the filter's state before each block of (channels, steps, blocks, samples)."""
        channels, steps, count, _ = blocks.shape
        kept = (blocks @ self._k.kept).reshape(channels, steps, -1)
        states = _in_small_products(kept.astype(np.float64), self._k.carried)
        for step in range(steps):
            states[:, step] += self.state @ self._k.started
            self.state = states[:, step, -self.state.shape[1] :]
        return states.reshape(channels, steps, count + 1, -1)[:, :, :-1]

    def _at_once(self) -> int:
        """Return how many blocks go into one product: all have to, by whole numbers."""
        counts = range(1, self._k.blocks + 1)
        whole = (count for count in counts if self._k.blocks % count == 0)
        return max(n for n in whole if n == 1 or n * self._k.weighted.size <= _SMALL)


def _in_small_products(rows: NDArray[np.float64], matrix: NDArray[np.float64]) -> NDArray[Any]:
    """Return `rows @ matrix`, of rows along the last axis, in products that need no threads."""
    at_once = max(2, _SMALL // matrix.size)  # one row alone would be threaded sooner
    plain = rows.reshape(-1, rows.shape[-1])
    filled = np.zeros((-(-len(plain) // at_once) * at_once, plain.shape[1]))
    filled[: len(plain)] = plain
    found = (filled.reshape(-1, at_once, plain.shape[1]) @ matrix).reshape(-1, matrix.shape[1])
    return found[: len(plain)].reshape(*rows.shape[:-1], -1)
