"""How loud a stem is: a mono WAV file, as it will be heard, on both channels of a pair."""

from dataclasses import replace
from pathlib import Path

import soundfile

from narrator.curve import heard_on
from narrator.errors import UnreadableInputError
from narrator.media.measure import SILENCE, measure_file
from narrator.model import Loudness


def measure_stem(path: Path) -> Loudness:
    """Return the loudness of a mono file on both channels of a pair.

    Raises UnreadableInputError where it cannot be read or is not mono.
    """
    try:
        stem = soundfile.info(path)
    except (OSError, soundfile.SoundFileError) as error:
        raise UnreadableInputError(f"The stem {path} cannot be read: {error}") from error
    if stem.channels != 1:
        raise UnreadableInputError(f"The stem {path} has {stem.channels} channels, not one.")
    return on_pair(measure_file(path).loudness) if stem.frames else SILENCE.loudness


def on_pair(mono: Loudness) -> Loudness:
    """Return the loudness of a mono sound, measured on one loudspeaker, on both of a pair."""
    if mono.integrated_lufs is None:
        return mono
    return replace(mono, integrated_lufs=mono.integrated_lufs + heard_on((1.0, 1.0)))
