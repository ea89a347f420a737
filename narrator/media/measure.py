"""How loud a programme or a finished file is, how high it peaks, and exactly how long it is.

One pass: ffmpeg decodes, and the sound is metered as it comes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

from narrator.errors import MediaError, UnreadableInputError
from narrator.media.commands import track_command
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.probe import probe_sounds
from narrator.media.run import STALL_S, reading
from narrator.media.soundmeter import SILENCE, SoundFacts, SoundMeter, metered
from narrator.media.soundshape import SoundShape, shape_of
from narrator.model import Programme

_BLOCK_S = 2


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


class MeteredSound:
    """The sound of a track that is measured while it is read, in the format `metered(shape)`."""

    def __init__(self, stream: IO[bytes], shape: SoundShape, start_ms: int = 0) -> None:
        """Measure nothing yet."""
        self.channels = shape.channels
        self.sample_format = "f32" if metered(shape).is_float else "s16"
        self._stream = stream
        self._frame_bytes = shape.channels * metered(shape).width
        self._start_ms = start_ms
        self._meter = SoundMeter(replace(shape, sample_format=self.sample_format))

    def read(self, frames: int) -> bytes:
        """Return the next frames, interleaved, fewer only at the end."""
        raw = self._stream.read(frames * self._frame_bytes)
        self._meter.take(raw)
        return raw

    def facts(self) -> SoundFacts:
        """Return what was measured, once the sound has ended and is closed. Raises MediaError."""
        facts = self._meter.facts(start_ms=self._start_ms)
        if not facts.length_samples:
            hint = "Play the file to see what it holds."
            raise MediaError("ffmpeg found no sound to measure.", hint)
        return facts


@contextmanager
def metering(
    path: Path, track: int, shape: SoundShape, *, start_ms: int = 0, stall_s: float = STALL_S
) -> Iterator[MeteredSound]:
    """Yield the sound of track number `track`, to be read to its end; then it has its facts.

    Raises MediaError where ffmpeg fails, or gives nothing for `stall_s` seconds.
    """
    with reading(track_command(find_ffmpeg(), path, shape, track=track), stall_s=stall_s) as stream:
        yield MeteredSound(stream, shape, start_ms)


def _measured(
    path: Path, track: int, shape: SoundShape, *, start_ms: int = 0, stall_s: float = STALL_S
) -> SoundFacts:
    with metering(path, track, shape, start_ms=start_ms, stall_s=stall_s) as sound:
        while sound.read(_BLOCK_S * shape.rate_hz):
            pass
    return sound.facts()
