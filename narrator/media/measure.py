"""How loud a programme or a finished file is, how high it peaks, and exactly how long it is.

One pass of ffmpeg: its ebur128 (ITU-R BS.1770) logs the momentary loudness, which gives the
curve and, gated, the integrated loudness; the sound itself goes on to the peak meter, which also
counts the samples. ebur128's own true peak would cost more than all the rest together, and it is
printed with three decimals only.
"""

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import numpy as np
from numpy.typing import NDArray

from narrator.curve import LoudnessCurve
from narrator.errors import MediaError, UnreadableInputError
from narrator.media.commands import MOMENTARY_KEY, measure_command, metered
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.probe import probe_sounds
from narrator.media.run import STALL_S, reading
from narrator.media.soundshape import SoundShape, shape_of
from narrator.media.truepeak import TruePeakMeter
from narrator.model import Loudness, Programme

SILENCE_LUFS = -120.691  # of no power, as the ebur128 filter once printed it; now it prints nan
_KEY = f"{MOMENTARY_KEY}=".encode()


@dataclass(frozen=True, kw_only=True, slots=True)
class SoundFacts:
    """What measuring a sound track gives: loudness, and its samples a channel as decoded."""

    loudness: Loudness
    length_samples: int
    curve: LoudnessCurve


SILENCE = SoundFacts(
    loudness=Loudness(integrated_lufs=None, true_peak_dbtp=None),
    length_samples=0,
    curve=LoudnessCurve(momentary_lufs=np.zeros(0, np.float32)),
)


def measure(programme: Programme, *, stall_s: float = STALL_S) -> SoundFacts:
    """Return the facts of the programme's first sound track; silence where it has none.

    A track of one channel is heard on one loudspeaker. The curve is on the programme's clock.
    Raises MediaError where ffmpeg fails, or gives nothing for `stall_s` seconds.
    """
    if not programme.has_sound:
        return SILENCE
    shape, start_ms = shape_of(programme), programme.sound_start_ms
    return _measured(programme.path, 0, shape, start_ms=start_ms, stall_s=stall_s)


def measure_file(path: Path, *, track: int = 0) -> SoundFacts:
    """Return the facts of sound track number `track` of a finished file, -1 for its last.

    A track of one channel is heard on one loudspeaker. Raises UnreadableInputError where there
    is no such track, MediaError where ffmpeg fails.
    """
    shapes = probe_sounds(path)
    if not -len(shapes) <= track < len(shapes):
        raise UnreadableInputError(f"{path} has no sound track number {track}.", "Count from 0.")
    number = track % len(shapes)
    return _measured(path, number, shapes[number])


def momentary(lines: Iterable[bytes]) -> NDArray[np.float32]:
    """Return the values that `lines`, the log of `measure_command`, tell; silence has a number."""
    told = (line[len(_KEY) :] for line in lines if line.startswith(_KEY))
    values = np.fromiter(map(float, told), dtype=np.float32)
    return np.nan_to_num(values, copy=False, nan=SILENCE_LUFS, neginf=SILENCE_LUFS)


class MeteredSound:
    """The sound of a track that is measured while it is read, in the format `metered(shape)`."""

    def __init__(self, stream: IO[bytes], shape: SoundShape) -> None:
        """Measure nothing yet."""
        self.channels = shape.channels
        self.sample_format = "s16" if shape.sample_format == "s16" else "f32"
        self._stream = stream
        self._shape = shape
        self._meter = TruePeakMeter(shape.channels, metered(shape))
        self._samples = 0
        self._curve = SILENCE.curve

    def read(self, frames: int) -> bytes:
        """Return the next frames, interleaved, fewer only at the end."""
        raw = self._stream.read(frames * self._shape.channels * metered(self._shape).width)
        self._samples += self._meter.take(raw) if raw else 0
        return raw

    def end(self, curve: LoudnessCurve) -> None:
        """Take how loud the sound was, which is known only when ffmpeg has ended."""
        self._curve = curve

    def facts(self) -> SoundFacts:
        """Return what was measured, once the sound has ended and is closed. Raises MediaError."""
        if not self._samples:
            hint = "Play the file to see what it holds."
            raise MediaError("ffmpeg found no sound to measure.", hint)
        peak = self._meter.peak()
        return SoundFacts(
            loudness=Loudness(
                integrated_lufs=self._curve.integrated_lufs(),
                true_peak_dbtp=20 * math.log10(peak) if peak > 0 else None,
            ),
            length_samples=self._samples,
            curve=self._curve,
        )


@contextmanager
def metering(
    path: Path, track: int, shape: SoundShape, *, start_ms: int = 0, stall_s: float = STALL_S
) -> Iterator[MeteredSound]:
    """Yield the sound of track number `track`, to be read to its end; then it has its facts.

    Raises MediaError where ffmpeg fails, or gives nothing for `stall_s` seconds.
    """
    with TemporaryDirectory(prefix="narrator-") as folder:
        log = Path(folder) / "loudness"
        command = measure_command(find_ffmpeg(), path, shape, log, track=track)
        with reading(command, stall_s=stall_s) as stream:
            sound = MeteredSound(stream, shape)
            yield sound
        log.touch()  # sound too short for a block leaves none
        with log.open("rb") as lines:
            sound.end(LoudnessCurve(momentary_lufs=momentary(lines), start_ms=start_ms))


def _measured(
    path: Path, track: int, shape: SoundShape, *, start_ms: int = 0, stall_s: float = STALL_S
) -> SoundFacts:
    with metering(path, track, shape, start_ms=start_ms, stall_s=stall_s) as sound:
        while sound.read(shape.rate_hz):
            pass
    return sound.facts()
