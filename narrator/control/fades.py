"""The fades of a mix plan as a receiver is told them: a byte a moment.

The curve is the mixer's own (ramp.py). A byte counts steps of -0.3 dB (ETSI TS 101 154 Annex E),
so that what a receiver does is within 0.15 dB of the mix at every such moment.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from narrator.control.constants import DEEPEST_FADE, FADE_STEP_DB, MUTED
from narrator.model import Duck
from narrator.ramp import dip_curve

Floats = NDArray[np.float64]
Bytes = NDArray[np.uint8]

MUTE_DB = -120.0


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class FadeTrack:
    """Fades and the moments they are for: times_ms rises, fades_db is 0 or less."""

    times_ms: Floats
    fades_db: Floats

    def at(self, times_ms: Floats) -> Floats:
        """Return the fade at any moment: in decibels, straight from one to the next.

        Before the first it is the first, after the last the last; none at all is no fade.
        """
        if not self.times_ms.size:
            return np.zeros(len(times_ms))
        return np.asarray(np.interp(times_ms, self.times_ms, self.fades_db))


def moments(length_ms: int, interval_ms: int) -> NDArray[np.int_]:
    """Return the moments, `interval_ms` apart from 0 on, that lie before `length_ms`."""
    return np.arange(0, length_ms, interval_ms)


def curve_db(ducks: Sequence[Duck], times_ms: NDArray[np.int_]) -> Floats:
    """Return the decibels that the dips have at each of `times_ms`, which rise."""
    lowest = np.zeros(len(times_ms))
    for duck in ducks:
        start, end = duck.span.start_ms, duck.span.end_ms
        corners = (start - duck.fade_in_ms, start, end, end + duck.fade_out_ms)
        first, last = np.searchsorted(times_ms, (corners[0], corners[3] + 1))
        near = slice(int(first), int(last))
        depth = dip_curve(times_ms[near], corners, duck.gain_db)
        lowest[near] = np.minimum(lowest[near], depth)
    return lowest


def fade_bytes(fades_db: Floats) -> Bytes:
    """Return fades as bytes, the nearest step; what is deeper than -76.2 dB becomes that."""
    steps = np.rint(-fades_db / FADE_STEP_DB)
    return np.clip(steps, 0, DEEPEST_FADE).astype(np.uint8)


def fades_db_of(fades: Bytes) -> Floats:
    """Return the decibels of fade bytes; the one that mutes counts as -120 dB."""
    return np.where(fades == MUTED, MUTE_DB, -FADE_STEP_DB * fades.astype(np.float64))
