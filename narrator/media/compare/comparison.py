"""A described mix compared with programme and stem, block by block, in memory that stays small."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from narrator.media.compare.cells import Cells, grain_of
from narrator.media.compare.clicks import MixClicks
from narrator.media.compare.gains import SUMS, products

Floats = NDArray[np.float32]

FULL_SCALE = 32_766.5 / 32_768  # within half a step of 16 bits of it


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Compared:
    """What comparing gave, a value a cell.

    sums are those of gains.py over thinned sound, zero where the mix is the programme, sample
    for sample (is_same). departure is the largest difference of the mix from programme plus
    stem; full is how many more samples are at full scale than in the programme.
    """

    cells: Cells
    sums: NDArray[np.float64]
    departure: Floats
    full: NDArray[np.int64]
    is_same: NDArray[np.bool_]
    clicks: list[int] = field(default_factory=list)


class Comparison:
    """Takes programme, stem and mix together, and comes to a Compared.

    loses says that the mix is from a codec that loses: then there is no looking for clicks.
    """

    def __init__(self, cells: Cells, *, targets: slice, level: float, loses: bool) -> None:
        """Begin before the first block; level is the programme's gain throughout, linear."""
        count = len(cells)
        self._targets, self._level, self._loses = targets, level, loses
        self._clicks = MixClicks(cells.rate_hz, targets, level)
        self._at = 0
        self.compared = Compared(
            cells=cells,
            sums=np.zeros((count, len(SUMS))),
            departure=np.zeros(count, np.float32),
            full=np.zeros(count, np.int64),
            is_same=np.zeros(count, bool),
            clicks=self._clicks.places,
        )

    def end(self) -> None:
        """Take the end: nothing waits."""

    def take(self, mix: Floats, programme: Floats, stem: Floats) -> None:
        """Take the next block, whole but for the last: (n, channels), as it, and (n,)."""
        cells = self.compared.cells
        first = int(np.searchsorted(cells.edges, self._at))
        last = int(np.searchsorted(cells.edges, self._at + len(mix)))
        part = slice(first, min(last, len(cells)))
        starts = cells.edges[part] - self._at
        self._at += len(mix)
        if not starts.size:
            return
        if self._is_untouched(part, mix, programme, stem):
            self.compared.is_same[part] = True
        else:
            self._compare(part, starts, mix, programme, stem)
        if not self._loses:
            self._clicks.take(mix, programme, stem)

    @property
    def lag_samples(self) -> int:
        """By how much the mix is late: sound without loss is taken as it comes."""
        return 0

    def _is_untouched(self, part: slice, mix: Floats, programme: Floats, stem: Floats) -> bool:
        cells = self.compared.cells
        due = self._level == 1.0 and not np.any(cells.low_db[part] != 0)
        return due and not stem.any() and np.array_equal(mix, programme)

    def _compare(
        self,
        part: slice,
        starts: NDArray[np.int64],
        mix: Floats,
        programme: Floats,
        stem: Floats,
    ) -> None:
        done = self.compared
        over = mix - programme
        over[:, self._targets] -= stem[:, np.newaxis]
        each = np.abs(over).reshape(-1)  # flat: a maximum along rows of two is slow
        done.departure[part] = np.maximum.reduceat(each, starts * over.shape[1])
        grain = grain_of(done.cells.rate_hz)
        thin = (_thinned(each, grain) for each in (programme, stem[:, np.newaxis], mix))
        thin_programme, thin_stem, thin_mix = thin
        six = products(thin_programme, thin_stem[:, 0], thin_mix, self._targets)
        done.sums[part] = np.add.reduceat(six, starts // grain, axis=1).T
        if np.abs(mix).max(initial=0) >= FULL_SCALE:
            more = _at_full_scale(mix) - _at_full_scale(programme)
            done.full[part] = np.add.reduceat(more, starts)


def _thinned(sound: Floats, grain: int) -> NDArray[np.float64]:
    """Return the means of whole grains: (grains, channels)."""
    padded = np.pad(sound, ((0, -len(sound) % grain), (0, 0))) if len(sound) % grain else sound
    grains = padded.reshape(-1, grain, sound.shape[1])
    total = grains[:, 0].astype(np.float64)
    for place in range(1, grain):  # several times quicker than a sum along the middle axis
        total += grains[:, place]
    return np.asarray(total / grain)


def _at_full_scale(sound: Floats) -> NDArray[np.int64]:
    return np.asarray(np.count_nonzero(np.abs(sound) >= FULL_SCALE, axis=1), np.int64)
