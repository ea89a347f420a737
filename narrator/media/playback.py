"""What a receiver makes of programme, narration and control data.

Between two of the control data the fade goes straight, in decibels; the narration is added as it
is, to the centre of a surround programme and to every channel of any other.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from narrator.control.fades import FadeTrack
from narrator.errors import UnreadableInputError
from narrator.media.blending import blend, sound_of
from narrator.media.files import writing_aside
from narrator.media.layouts import speakers
from narrator.media.narration import blocks_of
from narrator.media.receivermix import stem_at
from narrator.media.soundshape import as_delivered
from narrator.media.source import Source, blocks, programme_sound
from narrator.media.wavefile import WaveShape, writing_wave
from narrator.model import MixPlan, Programme

Floats = NDArray[np.float64]

_FORMAT = "s24"
_SPARE_S = 0.05  # what two resamplers may differ by


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Reception:
    """What comes in: the file with the narration on its first channel, the fades, the programme.

    gain_db is what the programme was brought up or down by before it went out; layout is
    that of the mix ("mono", "stereo"), None for the programme's own.
    """

    narration: Path
    fades: FadeTrack
    programme: Programme
    gain_db: float = 0.0
    layout: str | None = None


def play_back(reception: Reception, path: Path) -> int:
    """Write the receiver's mix as a WAV file as long as the narration; return what clipped.

    Its rate is the narration's, its samples have 24 bits. Raises UnreadableInputError for a
    narration that cannot be read and a programme that is longer, MediaError where ffmpeg fails,
    OutputError where the file cannot be written.
    """
    length, rate_hz = _extent(reception.narration)
    programme = as_delivered(
        replace(reception.programme, length_samples=None),
        layout=reception.layout,
        sample_format=_FORMAT,
        rate_hz=rate_hz,
    )
    shape = WaveShape(
        frames=length,
        rate_hz=rate_hz,
        sample_format=_FORMAT,
        speakers=speakers(programme.layout, programme.channels),
    )
    clipped = 0
    with writing_aside(path) as aside, writing_wave(aside, shape) as stream:
        for frames, beyond in _mixed(reception, programme, length, rate_hz):
            stream.write(frames)
            clipped += beyond
    return clipped


def _extent(path: Path) -> tuple[int, int]:
    try:
        info = soundfile.info(path)
    except (OSError, soundfile.SoundFileError) as error:
        raise UnreadableInputError(f"The narration {path} cannot be read: {error}") from error
    return info.frames, info.samplerate


def _mixed(
    reception: Reception, programme: Programme, length: int, rate_hz: int
) -> Iterator[tuple[bytes, int]]:
    """Yield the mix in blocks of a second, and how many samples of each clipped."""
    plan = MixPlan(voicings=(), ducks=(), length_samples=length, rate_hz=rate_hz)
    sound = sound_of(programme, plan)
    with programme_sound(programme) as source:
        whole = Filled(source, len(sound.body) * sound.frame_bytes, rate_hz * sound.frame_bytes)
        raws = blocks(whole, blocks_of(length, rate_hz), sound.body, sound.frame_bytes)
        spoken = stem_at(reception.narration, rate_hz)
        places = blocks_of(length, rate_hz)
        for raw, narration, samples in zip(raws, spoken, places, strict=True):
            times_ms = np.arange(samples.start, samples.stop, dtype=np.float64) * (1000 / rate_hz)
            gain = 10 ** ((reception.gain_db + reception.fades.at(times_ms)) / 20)
            yield blend(raw, narration, gain, sound)


class Filled:
    """A source that goes on in silence where it ends too early, up to `size` bytes."""

    def __init__(self, source: Source, size: int, second: int) -> None:
        """Read nothing yet; `second` counts the bytes of one."""
        self._source = source
        self._left = size
        self._spare = round(second * _SPARE_S)

    def read(self, size: int) -> bytes:
        """Return the next `size` bytes; none after the end.

        Raises UnreadableInputError where the source is longer by more than may be.
        """
        if not self._left:
            self._must_end()
            return b""
        piece = self._source.read(size)
        self._left -= size
        return piece + bytes(size - len(piece))

    def _must_end(self) -> None:
        if len(self._source.read(self._spare + 1)) > self._spare:
            raise UnreadableInputError(
                "The programme is longer than its control data.",
                "Give the programme that was rendered with --programme.",
            )
