"""How loud a stem is: a mono WAV file that is silent most of the time.

Read straight from the file, and filtered only where something sounds, it costs a small part of
what ffmpeg's meter would. The filter is that of loudness.py; each block of 3 s is filtered with
the second before it, after which what came earlier rings no more.
"""

import math
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

from narrator.curve import STEP_MS, WINDOW_MS, LoudnessCurve
from narrator.errors import UnreadableInputError
from narrator.media.loudness import heard_on, k_response, lufs_of, weighted
from narrator.media.measure import SoundFacts
from narrator.media.pcm import PCM_FORMATS
from narrator.media.truepeak import TruePeakMeter
from narrator.model import Loudness

_BLOCK_S, _BEFORE_S = 3, 1
_STEPS_A_SECOND = 1000 // STEP_MS
_STEPS_A_WINDOW = WINDOW_MS // STEP_MS


def measure_stem(path: Path) -> Loudness:
    """Return the loudness of a mono WAV file as it will be heard, on both channels of a pair.

    Raises UnreadableInputError where it cannot be read or is not mono.
    """
    return stem_facts(path).loudness


def stem_facts(path: Path) -> SoundFacts:
    """Return what measuring a mono WAV file gives, as it will be heard. Raises as measure_stem."""
    try:
        with soundfile.SoundFile(path) as stem:
            return _measured(stem, path)
    except (OSError, soundfile.SoundFileError) as error:
        raise UnreadableInputError(f"The stem {path} cannot be read: {error}") from error


def _measured(stem: soundfile.SoundFile, path: Path) -> SoundFacts:
    if stem.channels != 1:
        raise UnreadableInputError(f"The stem {path} has {stem.channels} channels, not one.")
    step = stem.samplerate // _STEPS_A_SECOND
    before = np.zeros(_BEFORE_S * _STEPS_A_SECOND * step, dtype=np.float32)
    block_samples = _BLOCK_S * _STEPS_A_SECOND * step
    response = k_response(stem.samplerate, len(before) + block_samples)
    meter, powers = TruePeakMeter(1, PCM_FORMATS["f32"]), [np.zeros(_STEPS_A_WINDOW - 1)]
    for block in stem.blocks(block_samples, dtype="float32"):
        meter.take(block.tobytes())
        sound = np.concatenate((before, block))
        heard = weighted(sound, response) if sound.any() else sound
        powers.append(_step_powers(heard[len(before) :], step))
        before = sound[-len(before) :]
    peak, curve = meter.peak(), _curve(powers)
    loudness = Loudness(
        integrated_lufs=curve.integrated_lufs(),
        true_peak_dbtp=20 * math.log10(peak) if peak > 0 else None,
    )
    return SoundFacts(loudness=loudness, length_samples=stem.frames, curve=curve)


def _step_powers(heard: NDArray[np.floating[Any]], step: int) -> NDArray[np.float64]:
    """Return the power of each whole step."""
    count = len(heard) // step
    power = np.square(heard[: count * step], dtype=np.float64)
    return np.asarray(power.reshape(count, step).mean(axis=1))


def _curve(powers: list[NDArray[np.float64]]) -> LoudnessCurve:
    steps = np.concatenate((*powers, np.zeros(1)))  # one too many, so that there is a window
    windows = np.lib.stride_tricks.sliding_window_view(steps, _STEPS_A_WINDOW).mean(axis=1)[:-1]
    heard_lu = heard_on((1.0, 1.0))
    return LoudnessCurve(momentary_lufs=(lufs_of(windows) + heard_lu).astype(np.float32))
