"""The highest momentary and short-term loudness of a stream, as it goes by (EBU Tech 3341).

A meter that looks ten times a second may pass the very 400 ms by in which a sound is loudest, and
reads up to 0.6 LU too little. So this one looks more often, and keeps nothing but the highest.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from narrator.curve import STEP_MS, WINDOW_MS

Floats = NDArray[np.float64]

_SHORT_TERM_MS = 3_000
_OFTEN_ENOUGH = 10  # looks in 100 ms: 400 ms of sound between two of them read 0.06 LU too little


@dataclass(frozen=True, kw_only=True, slots=True)
class Highest:
    """The loudest 400 ms and the loudest 3 s of a sound; None where it is shorter, or silent."""

    momentary_lufs: float | None = None
    short_term_lufs: float | None = None

    def louder(self, by_lu: float) -> "Highest":
        """Return the same of the sound made louder."""
        momentary, short_term = self.momentary_lufs, self.short_term_lufs
        return Highest(
            momentary_lufs=None if momentary is None else momentary + by_lu,
            short_term_lufs=None if short_term is None else short_term + by_lu,
        )


UNKNOWN = Highest()


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class HighestPowers:
    """The highest mean powers so far, of a stream whose powers come in so many parts of 100 ms.

    last are the latest powers, in which the next windows begin.
    """

    parts: int
    momentary: float = 0.0
    short_term: float = 0.0
    last: Floats = field(default_factory=lambda: np.zeros(0))

    def after(self, powers: Floats) -> "HighestPowers":
        """Return the same once these have come."""
        known = np.concatenate((self.last, powers))
        sums = np.concatenate((np.zeros(1), known.cumsum()))
        longest = self.parts * _SHORT_TERM_MS // STEP_MS
        return HighestPowers(
            parts=self.parts,
            momentary=_highest(sums, self.parts * WINDOW_MS // STEP_MS, self.momentary),
            short_term=_highest(sums, longest, self.short_term),
            last=known[max(0, len(known) - longest + 1) :],
        )


def parts_of(blocks: int) -> int:
    """Return in how many parts of whole blocks to look at 100 ms of so many blocks.

    As few as are often enough; every block where all of them are not.
    """
    enough = range(min(_OFTEN_ENOUGH, blocks), blocks + 1)
    return next(parts for parts in enough if blocks % parts == 0)


def _highest(sums: Floats, length: int, before: float) -> float:
    """Return the highest mean of so many powers in a row, by the sums up to each, or `before`."""
    return float((sums[length:] - sums[:-length]).max(initial=before * length)) / length
