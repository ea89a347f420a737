"""A receiver mix read back: its control data by the decoder that knows only the standard."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from narrator.control.constants import SIGNAL_HZ
from narrator.control.demodulate import Heard, demodulated
from narrator.errors import UnreadableInputError

_CHANNELS = 2


def read_control(path: Path) -> Heard:
    """Return the frames of the right channel of a receiver mix.

    Raises UnreadableInputError where it is no stereo sound of 48 kHz that can be read.
    """
    try:
        with soundfile.SoundFile(path) as sound:
            if sound.channels != _CHANNELS:
                raise UnreadableInputError(f"{path.name} has {sound.channels} channels, not two.")
            if sound.samplerate != SIGNAL_HZ:
                raise UnreadableInputError(f"{path.name} has {sound.samplerate} Hz, not 48000.")
            return demodulated(_right(sound), sound.samplerate)
    except (OSError, soundfile.SoundFileError) as error:
        raise UnreadableInputError(f"{path.name} cannot be read: {error}") from error


def _right(sound: soundfile.SoundFile) -> Iterator[NDArray[np.float64]]:
    for block in sound.blocks(sound.samplerate, dtype="float64", always_2d=True):
        yield block[:, 1]
