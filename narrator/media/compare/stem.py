"""A finished stem read once: how loud it is when, where it jumps, and how long it is."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from narrator.beside import beside
from narrator.errors import UnreadableInputError
from narrator.media.compare.clicks import StemClicks
from narrator.media.stemmeter import measure_stem
from narrator.model import Loudness, Span

STEPS_A_SECOND = 100
STEP_MS = 1000 // STEPS_A_SECOND
_LOWEST_HZ = 1_000  # less is no sound, and hours of it a small file


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class StemSound:
    """What stands in a stem; peaks are the largest values of each 10 ms, full scale 1.0.

    clicks are sample numbers.
    """

    name: str
    loudness: Loudness
    length_samples: int
    rate_hz: int
    peaks: NDArray[np.float32]
    clicks: list[int] = field(default_factory=list)

    @property
    def length_ms(self) -> int:
        """How long it is, in whole milliseconds."""
        return self.length_samples * 1000 // self.rate_hz

    def within(self, span: Span) -> NDArray[np.float32]:
        """Return the peaks of the steps that a span touches."""
        return self.peaks[max(0, span.start_ms // STEP_MS) : max(0, -(-span.end_ms // STEP_MS))]


def listen_to_stem(path: Path) -> StemSound:
    """Return what stands in the stem at `path`.

    Raises UnreadableInputError where it cannot be read, is not mono, or has a rate of no sound.
    """
    _must_be_sound(path)
    loudness = beside(lambda: measure_stem(path))
    try:
        with soundfile.SoundFile(path) as stem:
            peaks, clicks = _watched(stem)
            length, rate_hz = stem.frames, stem.samplerate
    except (OSError, soundfile.SoundFileError) as error:
        raise UnreadableInputError(f"The stem {path} cannot be read: {error}") from error
    return StemSound(
        name=path.name,
        loudness=loudness(),
        length_samples=length,
        rate_hz=rate_hz,
        peaks=peaks,
        clicks=clicks,
    )


def _must_be_sound(path: Path) -> None:
    try:
        rate_hz = soundfile.info(path).samplerate
    except (OSError, soundfile.SoundFileError) as error:
        raise UnreadableInputError(f"The stem {path} cannot be read: {error}") from error
    if rate_hz < _LOWEST_HZ:
        raise UnreadableInputError(f"The stem {path} has {rate_hz} Hz, which is no rate of sound.")


def _watched(stem: soundfile.SoundFile) -> tuple[NDArray[np.float32], list[int]]:
    starts = np.arange(STEPS_A_SECOND) * stem.samplerate // STEPS_A_SECOND
    clicks = StemClicks(stem.samplerate)
    peaks = [np.zeros(0, np.float32)]
    for block in stem.blocks(stem.samplerate, dtype="float32", always_2d=True):
        mono = block[:, 0]
        clicks.take(mono)
        peaks.append(np.maximum.reduceat(np.abs(mono), starts[starts < len(mono)]))
    clicks.end()
    return np.concatenate(peaks), clicks.places
