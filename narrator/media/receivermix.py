"""The studio signal as a file: the narration left, the control data right, 48 kHz and 24 bits."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from narrator.control.constants import FRAME_MS, SIGNAL_HZ
from narrator.control.fades import curve_db, fade_bytes, moments
from narrator.control.settings import ControlSettings
from narrator.control.whp198 import FRAME_SAMPLES, signal_blocks
from narrator.errors import UnreadableInputError
from narrator.media.bwf import Broadcast, control_chunks
from narrator.media.files import writing_aside
from narrator.media.pcm import PCM_FORMATS, bytes_of
from narrator.media.wavefile import WaveShape, writing_wave
from narrator.model import MixPlan

Floats = NDArray[np.float64]

_FORMAT = "s24"


def write_receiver_mix(
    stem: Path,
    plan: MixPlan,
    settings: ControlSettings,
    path: Path,
    about: Broadcast | None = None,
) -> None:
    """Write the stem and the control data of `plan` as one stereo WAV file, as long as the stem.

    Where `about` tells of the episode, it is a Broadcast Wave that starts as the stem does. A stem
    of another rate is resampled. Raises UnreadableInputError where the stem cannot be read,
    OutputError where the file cannot be written.
    """
    length = -(-plan.length_samples * SIGNAL_HZ // plan.rate_hz)
    fades = control_fades(plan, -(-length * 1000 // SIGNAL_HZ), settings)
    shape = WaveShape(
        frames=length, rate_hz=SIGNAL_HZ, sample_format=_FORMAT, speakers=("FL", "FR")
    )
    spoken = in_frames(stem_at(stem, SIGNAL_HZ), length)
    data = signal_blocks(fades, length, settings)
    chunks = () if about is None else control_chunks(about, shape)
    with writing_aside(path) as aside, writing_wave(aside, shape, chunks) as stream:
        for left, right in zip(spoken, data, strict=True):
            pair = np.stack((left, right), axis=1) * PCM_FORMATS[_FORMAT].full_scale
            stream.write(bytes_of(pair, PCM_FORMATS[_FORMAT])[0].tobytes())


def control_fades(plan: MixPlan, length_ms: int, settings: ControlSettings) -> bytes:
    """Return the fade of each frame of the studio signal."""
    times_ms = moments(length_ms, FRAME_MS) + settings.offset_ms
    return fade_bytes(curve_db(plan.ducks, times_ms)).tobytes()


def stem_at(path: Path, rate_hz: int) -> Iterator[Floats]:
    """Yield the first channel of a WAV file in blocks of a second, resampled to `rate_hz`.

    Raises UnreadableInputError where it cannot be read.
    """
    try:
        with soundfile.SoundFile(path) as sound:
            blocks = sound.blocks(sound.samplerate, dtype="float64", always_2d=True)
            mono = (block[:, 0] for block in blocks)
            yield from mono if sound.samplerate == rate_hz else _resampled(sound, mono, rate_hz)
    except (OSError, soundfile.SoundFileError) as error:
        raise UnreadableInputError(f"The sound {path} cannot be read: {error}") from error


def _resampled(
    sound: soundfile.SoundFile, blocks: Iterator[Floats], rate_hz: int
) -> Iterator[Floats]:
    stream = soxr.ResampleStream(sound.samplerate, rate_hz, 1, dtype="float64", quality="VHQ")
    for block in blocks:
        yield stream.resample_chunk(block)
    yield stream.resample_chunk(np.zeros(0), last=True)


def in_frames(blocks: Iterator[Floats], length: int) -> Iterator[Floats]:
    """Yield `length` samples in blocks of a control frame; silence follows where there are less."""
    held = np.zeros(0)
    for start in range(0, length, FRAME_SAMPLES):
        wanted = min(FRAME_SAMPLES, length - start)
        while len(held) < wanted:
            block = next(blocks, None)
            held = np.concatenate((held, np.zeros(wanted) if block is None else block))
        yield held[:wanted]
        held = held[wanted:]
