"""The left channel of a receiver mix held against the stem that it should be."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from narrator.control.constants import FRAME_MS, SIGNAL_HZ
from narrator.control.whp198 import FRAME_SAMPLES
from narrator.errors import UnreadableInputError
from narrator.media.receivermix import in_frames, stem_at

STEP_MS = FRAME_MS


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class LeftBeside:
    """How far the left channel is from the stem: the most in each 100 ms, full scale 1.0.

    The lengths are those of the mix and of the stem at its rate; resampled says that the stem
    has another.
    """

    name: str
    apart: NDArray[np.float64]
    length_samples: int
    stem_samples: int
    resampled: bool


def left_beside(path: Path, stem: Path) -> LeftBeside:
    """Return how the left channel of a receiver mix is beside the stem.

    Raises UnreadableInputError where one of them cannot be read.
    """
    try:
        with soundfile.SoundFile(path) as sound:
            spoken = in_frames(stem_at(stem, SIGNAL_HZ), sound.frames)
            blocks = sound.blocks(FRAME_SAMPLES, dtype="float64", always_2d=True)
            apart = [
                np.abs(block[:, 0] - due[: len(block)]).max()
                for block, due in zip(blocks, spoken, strict=False)
            ]
            length = sound.frames
        told = soundfile.info(stem)
    except (OSError, soundfile.SoundFileError) as error:
        raise UnreadableInputError(f"{path.name} cannot be read: {error}") from error
    return LeftBeside(
        name=path.name,
        apart=np.array(apart, np.float64),
        length_samples=length,
        stem_samples=-(-told.frames * SIGNAL_HZ // told.samplerate),
        resampled=told.samplerate != SIGNAL_HZ,
    )
