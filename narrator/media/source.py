"""The programme's sound as a stream of raw bytes, with silence where it has none."""

import io
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from narrator.errors import MediaError
from narrator.media.commands import decode_command
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.pcm import PCM_FORMATS
from narrator.media.run import STALL_S, reading
from narrator.mix import sample_at
from narrator.model import Hold, Programme

_HINT = "The programme may be damaged, or was changed while narrator worked on it."


class Source(Protocol):
    """What raw sound is read from."""

    def read(self, size: int, /) -> bytes:
        """Return the next `size` bytes, fewer only at the end."""
        ...


@contextmanager
def programme_sound(
    programme: Programme | None, holds: Sequence[Hold] = (), *, stall_s: float = STALL_S
) -> Iterator[Source]:
    """Yield the decoded first sound track as raw bytes; nothing where there is none.

    Where the programme is held, there is silence.

    Raises MediaError where ffmpeg fails, or gives nothing for `stall_s` seconds.
    """
    if programme is None or not programme.has_sound:
        yield io.BytesIO()
        return
    with reading(decode_command(find_ffmpeg(), programme), stall_s=stall_s) as source:
        yield held_sound(source, programme, holds) if holds else source


class HeldSound:
    """Raw sound with silence put in: gaps are (place, length) in bytes, in order of place."""

    def __init__(self, source: Source, gaps: Iterable[tuple[int, int]]) -> None:
        """Read nothing yet."""
        self._source = source
        self._gaps = deque(gaps)
        self._position = 0

    def read(self, size: int) -> bytes:
        """Return the next `size` bytes, fewer only where the source ends."""
        pieces: list[bytes] = []
        while size > 0:
            piece = self._silence(size) or self._sound(size)
            if not piece:
                break
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def _silence(self, size: int) -> bytes:
        if not self._gaps or self._position < self._gaps[0][0]:
            return b""
        place, left = self._gaps.popleft()
        if left > size:
            self._gaps.appendleft((place, left - size))
        return bytes(min(left, size))

    def _sound(self, size: int) -> bytes:
        if self._gaps:
            size = min(size, self._gaps[0][0] - self._position)
        piece = self._source.read(size)
        self._position += len(piece)
        return piece


def held_sound(source: Source, programme: Programme, holds: Iterable[Hold]) -> HeldSound:
    """Return the programme's sound with silence where the programme is held."""
    return HeldSound(source, held_gaps(programme, holds, most=programme.length_samples or 0))


def held_gaps(
    programme: Programme, holds: Iterable[Hold], *, most: int
) -> Iterator[tuple[int, int]]:
    """Yield the place and length in bytes of each hold, none later than `most` samples."""
    pcm = PCM_FORMATS[programme.sample_format]
    frame_bytes = programme.channels * pcm.width
    start = sample_at(programme.sound_start_ms, programme.rate_hz)
    for hold in holds:
        yield (
            min(most, max(0, sample_at(hold.at_ms, programme.rate_hz) - start)) * frame_bytes,
            sample_at(hold.length_ms, programme.rate_hz) * frame_bytes,
        )


def blocks(
    source: Source, spans: Iterator[range], body: range, frame_bytes: int
) -> Iterator[bytes]:
    """Yield the bytes of each of `spans`, in order, of which `body` comes from `source`.

    Stops early where `source` does. Raises MediaError where `source` has more than `body`.
    """
    for span in spans:
        before = max(0, min(span.stop, body.start) - span.start)
        within = max(0, min(span.stop, body.stop) - max(span.start, body.start))
        after = len(span) - before - within
        sound = source.read(within * frame_bytes)
        if len(sound) < within * frame_bytes:
            return
        yield bytes(before * frame_bytes) + sound + bytes(after * frame_bytes)
    if source.read(1):
        raise wrong_length("longer")


def wrong_length(than: str) -> MediaError:
    """Return the error for sound that is "longer" or "shorter" than it was measured."""
    return MediaError(f"The programme's sound came out {than} than it was measured.", _HINT)
