"""The five figures of a sound's loudness that broadcasters hand over."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from narrator.curve import SILENT_LUFS, STEP_MS, WINDOW_MS
from narrator.media.measure import SoundFacts

Floats = NDArray[np.float64]

_FIRST_WHOLE = WINDOW_MS // STEP_MS - 1
_SHORT_TERM_STEPS = 3_000 // STEP_MS
_LRA_GATE_LU = -20.0
_LRA_PERCENT = (10, 95)


@dataclass(frozen=True, kw_only=True, slots=True)
class Levels:
    """Loudness by ITU-R BS.1770 and EBU R 128: overall, its range, and the highest of each kind.

    None is what is unknown, or what silence has not.
    """

    integrated_lufs: float | None = None
    range_lu: float | None = None
    true_peak_dbtp: float | None = None
    momentary_lufs: float | None = None
    short_term_lufs: float | None = None


def levels_of(facts: SoundFacts) -> Levels:
    """Return the figures of a measured sound; those that it is too short for are None."""
    momentary = facts.curve.momentary_lufs[_FIRST_WHOLE:].astype(np.float64)
    short_term = short_term_lufs(momentary)
    return Levels(
        integrated_lufs=facts.loudness.integrated_lufs,
        range_lu=range_lu(short_term),
        true_peak_dbtp=facts.loudness.true_peak_dbtp,
        momentary_lufs=_highest(momentary),
        short_term_lufs=_highest(short_term),
    )


def short_term_lufs(momentary_lufs: Floats) -> Floats:
    """Return the loudness of every 3 s (EBU Tech 3341) from that of every 400 ms, 100 ms apart.

    Windows of 400 ms cannot tell 3 s exactly. The 27 within them are weighted so that each tenth
    of a second counts as nearly as much as any other as can be, which is within 7 %: a sound that
    goes on is told exactly, one that comes and goes four times a second within 0.3 LU.
    """
    weights = _weights()
    if len(momentary_lufs) < len(weights):
        return np.zeros(0)
    powers = np.convolve(np.power(10.0, momentary_lufs / 10), weights, mode="valid")
    return np.asarray(10 * np.log10(np.maximum(powers, np.finfo(np.float64).tiny)))


def range_lu(short_term: Floats) -> float | None:
    """Return the loudness range by EBU Tech 3342, None where nothing passes its gates."""
    loud = short_term[short_term > SILENT_LUFS]
    if not loud.size:
        return None
    gate = 10 * np.log10(np.mean(np.power(10.0, loud / 10))) + _LRA_GATE_LU
    low, high = np.percentile(loud[loud > gate], _LRA_PERCENT, method="nearest")
    return float(high - low)


def _weights() -> Floats:
    steps = WINDOW_MS // STEP_MS
    count = _SHORT_TERM_STEPS - steps + 1
    spread = np.array([np.convolve(row, np.full(steps, 1 / steps)) for row in np.eye(count)])
    even = np.full(_SHORT_TERM_STEPS, 1 / _SHORT_TERM_STEPS)
    weights = np.linalg.lstsq(spread.T, even, rcond=None)[0]
    return np.asarray(weights / weights.sum())


def _highest(lufs: Floats) -> float | None:
    return float(lufs.max()) if lufs.size and lufs.max() > SILENT_LUFS else None
