"""Clips made ready for the mix: read, and resampled to the programme's rate."""

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from narrator.errors import SpeechError
from narrator.model import Clip

Samples = NDArray[np.float32]
_HINT = "Speak it again: remove the file, or the clip cache."


def load_clip(clip: Clip, rate_hz: int) -> Samples:
    """Return the samples of `clip` at `rate_hz`, one dimension, full scale 1.0.

    soxr at its quality HQ (20 bits) takes its own delay out: the onset stays where it is. Raises
    SpeechError where the file cannot be read or is not mono.
    """
    samples, own_rate_hz = _read(clip)
    if own_rate_hz == rate_hz:
        return samples
    resampled: Samples = soxr.resample(samples, own_rate_hz, rate_hz, quality="HQ")
    return resampled


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
