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
from narrator.media.commands import MOMENTARY_KEY, loudness_command, sound_command
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.pcm import PCM_FORMATS, PcmFormat
from narrator.media.probe import probe_sounds
from narrator.media.run import STALL_S, reading
from narrator.media.soundshape import SoundShape, shape_of
from narrator.media.truepeak import TruePeakMeter
from narrator.model import Loudness, Programme

_STEPS_A_SECOND = 10
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
    shape = shape_of(programme)
    return _measured(programme.path, 0, shape, start_ms=programme.sound_start_ms, stall_s=stall_s)


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


def momentary(lines: Iterable[bytes]) -> list[float]:
    """Return the values that `lines`, the output of `loudness_command`, tell."""
    return [float(line[len(_KEY) :]) for line in lines if line.startswith(_KEY)]


def _measured(
    path: Path, track: int, shape: SoundShape, *, start_ms: int = 0, stall_s: float = STALL_S
) -> SoundFacts:
    program = find_ffmpeg()
    loudness = loudness_command(program, path, shape, track=track)
    # In floats, what a codec decodes beyond full scale is seen.
    pcm = PCM_FORMATS["s16" if shape.sample_format == "s16" else "f32"]
    sound = sound_command(program, path, shape, pcm=pcm, track=track)
    with (
        ThreadPoolExecutor(1) as pool,
        reading(loudness, stall_s=stall_s) as lines,
        reading(sound, stall_s=stall_s) as stream,
    ):
        values = pool.submit(momentary, lines)
        samples, peak = _peak(stream, shape, pcm)
        lufs = values.result()
    if not samples:
        raise MediaError("ffmpeg found no sound to measure.", "Play the file to see what it holds.")
    # A last block that was filled up with silence must not count.
    whole = samples // (shape.rate_hz // _STEPS_A_SECOND)
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


def _peak(stream: IO[bytes], shape: SoundShape, pcm: PcmFormat) -> tuple[int, float]:
    meter, samples = TruePeakMeter(shape.channels, pcm), 0
    while raw := stream.read(shape.rate_hz * shape.channels * pcm.width):
        samples += meter.take(raw)
    return samples, meter.peak()
