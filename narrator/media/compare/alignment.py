"""Sound of a codec that loses, set to the time of what it was made of before they are compared.

Such a codec has a run-in, and not every container says how long: what comes out of MPEG-TS is
late by it. The lag is found once, by correlation, in the first second that is loud enough.
"""

from collections import deque
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrator.media.compare.comparison import Comparison

Floats = NDArray[np.float32]
Block = tuple[Floats, Floats, Floats]

MOST_S = 0.25
_PATIENCE = 60  # blocks: after a minute of silence it is taken to be on time
_LOUD_POWER = 1e-7
_ALIKE = 0.5


def lag_of(mix: NDArray[np.floating[Any]], due: NDArray[np.floating[Any]], most: int) -> int | None:
    """Return by how many samples `mix` is later than `due`, both of one dimension and length.

    None where they are too quiet or too unlike to tell; at most `most` either way is looked for.
    """
    power = float(np.sqrt(np.square(mix).mean() * np.square(due).mean()))
    if power < _LOUD_POWER:
        return None
    size = 1 << (len(mix) + most).bit_length()
    product = np.fft.rfft(mix, size) * np.conj(np.fft.rfft(due, size))
    alike = np.fft.irfft(product, size)
    near = np.concatenate((alike[-most:], alike[: most + 1])) / (power * len(mix))
    best = int(near.argmax())
    return best - most if near[best] > _ALIKE else None


class Aligned:
    """Gives a comparison the mix as if it were on time."""

    def __init__(self, comparison: Comparison, rate_hz: int) -> None:
        """Know nothing of the lag yet."""
        self._comparison = comparison
        self._most = round(MOST_S * rate_hz)
        self._waiting: deque[Block] = deque()
        self._mix: Floats | None = None
        self._lag: int | None = None

    @property
    def lag_samples(self) -> int:
        """By how much the mix is late, 0 where that could not be told."""
        return self._lag or 0

    def take(self, mix: Floats, programme: Floats, stem: Floats) -> None:
        """Take the next block, as a Comparison does."""
        if self._lag is None:
            due = programme.mean(axis=1) + stem
            self._lag = lag_of(mix.mean(axis=1), due, min(self._most, len(mix) // 4))
            if self._lag is None and len(self._waiting) >= _PATIENCE:
                self._lag = 0
        self._waiting.append((mix, programme, stem))
        if self._lag is not None:
            self._forward()

    def end(self) -> None:
        """Compare what is left, with silence after the mix."""
        if self._lag is None:
            self._lag = 0
        self._forward()
        if self._mix is not None:
            short = sum(len(stem) for _, _, stem in self._waiting)
            self._mix = np.pad(self._mix, ((0, short), (0, 0)))
            self._compare()

    def _forward(self) -> None:
        """Move the mixes that wait into one stretch, and compare the blocks that it fills."""
        fresh = [mix for mix, _, _ in self._waiting if len(mix)]
        if self._mix is None and fresh:
            lag = self.lag_samples
            first = np.concatenate(fresh)
            self._mix = first[lag:] if lag >= 0 else np.pad(first, ((-lag, 0), (0, 0)))
        elif fresh:
            self._mix = np.concatenate((self._mix, *fresh)) if self._mix is not None else None
        self._waiting = deque((p[:0], p, s) for _, p, s in self._waiting)
        self._compare()

    def _compare(self) -> None:
        while (
            self._waiting and self._mix is not None and len(self._mix) >= len(self._waiting[0][2])
        ):
            _, programme, stem = self._waiting.popleft()
            mix, self._mix = self._mix[: len(stem)], self._mix[len(stem) :]
            self._comparison.take(mix, programme, stem)
