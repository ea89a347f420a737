"""Clips made ready for the mix: resampled to the programme's rate, and kept under a peak."""

from typing import Any

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from narrator.errors import SpeechError
from narrator.model import Clip

Samples = NDArray[np.float32]


_LOOKAHEAD_S = 0.005
_HINT = "Speak it again: remove the file, or the clip cache."


def load_clip(clip: Clip, rate_hz: int) -> Samples:
    """Return the samples of `clip` at `rate_hz`, one dimension, full scale 1.0.

    soxr at its quality VHQ takes its own delay out: the onset stays where it is. Raises
    SpeechError where the file cannot be read or is not mono.
    """
    samples, own_rate_hz = _read(clip)
    if own_rate_hz == rate_hz:
        return samples
    resampled: Samples = soxr.resample(samples, own_rate_hz, rate_hz, quality="VHQ")
    return resampled


def limit(samples: NDArray[np.floating[Any]], ceiling: float, rate_hz: int) -> Samples:
    """Return `samples` with no sample beyond `ceiling` (linear, above 0).

    The gain falls within 5 ms, is at its depth for 5 ms before and after a peak, and rises
    within 5 ms. A sound that stays below the ceiling comes back as it is, and so does all that
    is more than 10 ms from a peak.
    """
    loud = np.abs(samples, dtype=np.float64)
    if not loud.size or loud.max() <= ceiling:
        return samples.astype(np.float32, copy=False)
    wanted = ceiling / np.maximum(loud, ceiling)
    reach = max(1, round(_LOOKAHEAD_S * rate_hz) // 2)
    gain = _mean(_mean(_least(wanted, 2 * reach), reach), reach)
    held = (samples * np.minimum(gain, wanted)).astype(np.float32)
    edge = _below(ceiling)
    clipped: Samples = np.clip(held, -edge, edge)
    return clipped


def _read(clip: Clip) -> tuple[Samples, int]:
    try:
        samples: Samples
        samples, rate_hz = soundfile.read(clip.path, dtype="float32", always_2d=True)
    except (OSError, soundfile.SoundFileError) as error:
        message = f"The clip of narration {clip.narration_id} cannot be read: {error}"
        raise SpeechError(message, _HINT) from error
    if samples.shape[1] != 1:
        raise SpeechError(f"The clip of narration {clip.narration_id} is not mono.", _HINT)
    return samples[:, 0], rate_hz


def _below(ceiling: float) -> np.float32:
    """Return the largest float32 that is not above `ceiling`."""
    nearest = np.float32(ceiling)
    return nearest if float(nearest) <= ceiling else np.nextafter(nearest, np.float32(0))


def _least(values: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """Return the least of each value and its `reach` neighbours on both sides.

    The block method of M. van Herk, "A fast algorithm for local minimum and maximum filters",
    Pattern Recognition Letters 13 (1992): as quick for a long reach as for a short one.
    """
    width = 2 * reach + 1
    whole = -(-(len(values) + 2 * reach) // width) * width
    padded = np.ones(whole)
    padded[reach : reach + len(values)] = values
    blocks = padded.reshape(-1, width)
    ahead = np.minimum.accumulate(blocks, axis=1).reshape(-1)
    behind = np.minimum.accumulate(blocks[:, ::-1], axis=1)[:, ::-1].reshape(-1)
    return np.minimum(behind[: len(values)], ahead[width - 1 : width - 1 + len(values)])


def _mean(values: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """Return the mean of each value and its `reach` neighbours on both sides, 1.0 outside."""
    padded = np.pad(values, (reach + 1, reach), constant_values=1.0)
    total = np.cumsum(padded)
    width = 2 * reach + 1
    return (total[width:] - total[:-width]) / width
