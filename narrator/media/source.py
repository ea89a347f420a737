"""The programme's sound as a stream of raw bytes, with silence where it has none."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from narrator.errors import MediaError
from narrator.media.commands import decode_command
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.run import STALL_S, reading
from narrator.model import Programme

_HINT = "The programme may be damaged, or was changed while narrator worked on it."


@contextmanager
def programme_sound(
    programme: Programme | None, *, stall_s: float = STALL_S
) -> Iterator[IO[bytes]]:
    """Yield the decoded first sound track as raw bytes; nothing where there is none.

    Raises MediaError where ffmpeg fails, or gives nothing for `stall_s` seconds.
    """
    if programme is None or not programme.has_sound:
        yield io.BytesIO()
        return
    with reading(decode_command(find_ffmpeg(), programme), stall_s=stall_s) as source:
        yield source


def blocks(
    source: IO[bytes], spans: Iterator[range], body: range, frame_bytes: int
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
