"""How loud a programme or a finished file is, how high it peaks, and exactly how long it is.

Two ffmpegs read the file side by side. One is ebur128 (ITU-R BS.1770), whose momentary loudness
gives the curve and, gated, the integrated loudness; the other decodes for the peak meter, which
also counts the samples. ebur128's own true peak would cost more than all the rest together, and
it is printed with three decimals only.
"""

import math
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np

from narrator.curve import LoudnessCurve
from narrator.errors import MediaError, UnreadableInputError
from narrator.media.commands import MOMENTARY_KEY, Command, loudness_command, sound_command
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.probe import SoundShape, probe_sounds
from narrator.media.run import STALL_S, reading
from narrator.media.truepeak import TruePeakMeter
from narrator.model import Loudness, Programme

_STEPS_A_SECOND = 10
_SAMPLE_BYTES = 4
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
    shape = SoundShape(
        rate_hz=programme.rate_hz, channels=programme.channels, layout=programme.layout
    )
    return _measured(programme.path, 0, shape, start_ms=programme.sound_start_ms, stall_s=stall_s)


def measure_file(path: Path, *, track: int = 0) -> SoundFacts:
    """Return the facts of sound track number `track` of a finished file, -1 for its last.

    Raises UnreadableInputError where there is no such track, MediaError where ffmpeg fails.
    """
    return _measured_track(path, track, single="single")


def measure_stem(path: Path) -> SoundFacts:
    """Return the facts of a mono stem as it will be heard, on both channels of a pair.

    Raises as `measure_file` does.
    """
    return _measured_track(path, 0, single="both")


def momentary(lines: Iterable[bytes]) -> list[float]:
    """Return the values that `lines`, the output of `loudness_command`, tell."""
    return [float(line[len(_KEY) :]) for line in lines if line.startswith(_KEY)]


def _measured_track(path: Path, track: int, *, single: str) -> SoundFacts:
    shapes = probe_sounds(path)
    if not -len(shapes) <= track < len(shapes):
        raise UnreadableInputError(f"{path} has no sound track number {track}.", "Count from 0.")
    number = track % len(shapes)
    return _measured(path, number, shapes[number], single=single)


def _measured(
    path: Path,
    track: int,
    shape: SoundShape,
    *,
    start_ms: int = 0,
    single: str = "single",
    stall_s: float = STALL_S,
) -> SoundFacts:
    program, rate_hz = find_ffmpeg(), shape.rate_hz
    loudness = loudness_command(program, path, rate_hz=rate_hz, track=track, single=single)
    sound = sound_command(program, path, rate_hz=rate_hz, track=track, layout=shape.layout)
    lufs, samples, peak = _side_by_side(loudness, sound, shape, stall_s)
    if not samples:
        raise MediaError("ffmpeg found no sound to measure.", "Play the file to see what it holds.")
    # A last block that was filled up with silence must not count.
    whole = samples // (rate_hz // _STEPS_A_SECOND)
    curve = LoudnessCurve(
        momentary_lufs=np.array(lufs[:whole], dtype=np.float32), start_ms=start_ms
    )
    return SoundFacts(
        loudness=Loudness(
            integrated_lufs=curve.integrated_lufs(),
            true_peak_dbtp=20 * math.log10(peak) if peak > 0 else None,
        ),
        length_samples=samples,
        curve=curve,
    )


def _side_by_side(
    loudness: Command, sound: Command, shape: SoundShape, stall_s: float
) -> tuple[list[float], int, float]:
    """Return the momentary loudness, and the count of samples and linear true peak."""
    with (
        ThreadPoolExecutor(1) as pool,
        reading(loudness, stall_s=stall_s) as lines,
        reading(sound, stall_s=stall_s) as stream,
    ):
        lufs = pool.submit(momentary, lines)
        samples, peak = _peak(stream, shape)
        return lufs.result(), samples, peak


def _peak(stream: IO[bytes], shape: SoundShape) -> tuple[int, float]:
    meter, samples = TruePeakMeter(shape.channels), 0
    while raw := stream.read(shape.rate_hz * shape.channels * _SAMPLE_BYTES):
        frames = np.frombuffer(raw, dtype="<f4").reshape(-1, shape.channels)
        meter.take(frames)
        samples += len(frames)
    return samples, meter.peak()
