"""The five figures of a sound's loudness that broadcasters hand over."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from narrator.curve import SILENT_LUFS, STEP_MS, WINDOW_MS
from narrator.media.soundmeter import SoundFacts

Floats = NDArray[np.float64]

_WINDOW_STEPS = WINDOW_MS // STEP_MS
_FIRST_WHOLE = _WINDOW_STEPS - 1
_SHORT_TERM_STEPS = 3_000 // STEP_MS
_SILENT_POWER = 10 ** (SILENT_LUFS / 10)
_RANGE_GATE = 10 ** (-20 / 10)
_RANGE_PERCENT = (10, 95)


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
    windows = np.power(10.0, facts.curve.momentary_lufs.astype(np.float64) / 10)
    return Levels(
        integrated_lufs=facts.loudness.integrated_lufs,
        range_lu=range_lu(short_term_powers(windows)),
        true_peak_dbtp=facts.loudness.true_peak_dbtp,
        momentary_lufs=_audible(facts.highest.momentary_lufs),
        short_term_lufs=_audible(facts.highest.short_term_lufs),
    )


def short_term_powers(windows: Floats) -> Floats:
    """Return the power of every 3 s, of quiet sound too, within 0.3 LU.

    The 27 windows within the 3 s are weighted so that each tenth counts as nearly as much as any
    other as can be, which is within 7 %.
    """
    count = _SHORT_TERM_STEPS - _FIRST_WHOLE
    spread = [np.convolve(row, np.full(_WINDOW_STEPS, 1 / _WINDOW_STEPS)) for row in np.eye(count)]
    even = np.full(_SHORT_TERM_STEPS, 1 / _SHORT_TERM_STEPS)
    weights = np.linalg.lstsq(np.array(spread).T, even, rcond=None)[0]
    return _means(windows[_FIRST_WHOLE:], weights / weights.sum())


def range_lu(powers: Floats) -> float | None:
    """Return the loudness range by EBU Tech 3342, None where nothing passes its gates."""
    loud = powers[powers > _SILENT_POWER]
    if not loud.size:
        return None
    loud = loud[loud > loud.mean() * _RANGE_GATE]
    low, high = np.percentile(loud, _RANGE_PERCENT, method="nearest")
    return float(10 * np.log10(high / low))


def _means(powers: Floats, weights: Floats) -> Floats:
    """Return the weighted mean of every so many powers that follow one another."""
    if len(powers) < len(weights):
        return np.zeros(0)
    return np.asarray(np.convolve(powers, weights, mode="valid"))


def _audible(lufs: float | None) -> float | None:
    """Return a loudness, None for silence."""
    return None if lufs is None or lufs <= SILENT_LUFS else lufs
