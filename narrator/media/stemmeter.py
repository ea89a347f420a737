"""How loud a stem is: a mono WAV file, as it will be heard, on both channels of a pair."""

from dataclasses import replace
from pathlib import Path

import soundfile

from narrator.curve import LoudnessCurve, heard_on
from narrator.errors import UnreadableInputError
from narrator.media.measure import measure_file
from narrator.media.soundmeter import SILENCE, SoundFacts
from narrator.model import Loudness

_PAIR_LU = heard_on((1.0, 1.0))


def measure_stem(path: Path) -> Loudness:
    """Return the loudness of a mono file on both channels of a pair.

    Raises UnreadableInputError where it cannot be read or is not mono.
    """
    return stem_facts(path).loudness


def stem_facts(path: Path) -> SoundFacts:
    """Return the facts of a mono file on both channels of a pair. Raises as `measure_stem` does."""
    try:
        stem = soundfile.info(path)
    except (OSError, soundfile.SoundFileError) as error:
        raise UnreadableInputError(f"The stem {path} cannot be read: {error}") from error
    if stem.channels != 1:
        raise UnreadableInputError(f"The stem {path} has {stem.channels} channels, not one.")
    return on_pair(measure_file(path)) if stem.frames else SILENCE


def on_pair(mono: SoundFacts) -> SoundFacts:
    """Return the facts of a mono sound, measured on one loudspeaker, as heard on both of a pair."""
    lufs = mono.loudness.integrated_lufs
    return replace(
        mono,
        loudness=replace(mono.loudness, integrated_lufs=None if lufs is None else lufs + _PAIR_LU),
        curve=LoudnessCurve(
            momentary_lufs=mono.curve.momentary_lufs + _PAIR_LU, start_ms=mono.curve.start_ms
        ),
        highest=mono.highest.louder(_PAIR_LU),
    )
