"""Integrated loudness of mono sounds by ITU-R BS.1770-4: of one, or of many clips at once."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrator.curve import STEP_MS, WINDOW_MS, LoudnessCurve
from narrator.media.momentary import MomentaryMeter

Samples = NDArray[np.floating[Any]]

_STEPS_A_SECOND = 1000 // STEP_MS
_STEPS_A_WINDOW = WINDOW_MS // STEP_MS
_SETTLE_STEPS = 2  # silence after a sound, in which the meter's filters stop ringing


def integrated_lufs(samples: Samples, rate_hz: int) -> float | None:
    """Return the gated loudness of `samples` (one dimension, full scale 1.0) heard on one channel.

    Blocks of 400 ms every 100 ms; the gates are -70 LUFS and 10 LU below the mean of what
    passes the first. A sound shorter than 400 ms is one block of its own length. None means
    silence: nothing passes the gates.
    """
    return integrated_each([samples], rate_hz)[0]


def integrated_each(sounds: Iterable[Samples], rate_hz: int) -> list[float | None]:
    """Return `integrated_lufs` of each of the sounds, by one meter for all of them."""
    meter, lengths = MomentaryMeter(rate_hz, (1.0,)), []
    for sound in sounds:
        meter.take(_padded(sound, rate_hz)[:, np.newaxis])
        lengths.append(len(sound))
    values, found, first = meter.values(), list[float | None](), 0
    for length in lengths:
        last = first + _steps(length, rate_hz)
        found.append(_gated(values[first:last], length * _STEPS_A_SECOND / rate_hz))
        first = last
    return found


def _padded(sound: Samples, rate_hz: int) -> NDArray[np.float32]:
    """Return a sound with silence up to the step that the next one may begin at."""
    padded = np.zeros(_steps(len(sound), rate_hz) * (rate_hz // _STEPS_A_SECOND), np.float32)
    padded[: len(sound)] = sound
    return padded


def _steps(length: int, rate_hz: int) -> int:
    whole = -(-length * _STEPS_A_SECOND // rate_hz)
    return max(whole, _STEPS_A_WINDOW) + _SETTLE_STEPS


def _gated(momentary_lufs: NDArray[np.float32], steps: float) -> float | None:
    """Return the loudness of a sound of so many steps, at the start of its values."""
    if 0 < steps < _STEPS_A_WINDOW:
        alone = momentary_lufs[:_STEPS_A_WINDOW] + 10 * np.log10(_STEPS_A_WINDOW / steps)
        return LoudnessCurve(momentary_lufs=alone.astype(np.float32)).integrated_lufs()
    return LoudnessCurve(momentary_lufs=momentary_lufs[: int(steps)]).integrated_lufs()
