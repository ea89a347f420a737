"""What a fragmented MP4 really holds: its fragments by their boxes, their lengths by their packets.

Format: ISO/IEC 14496-12, clauses 4.2 (boxes) and 8.8 (fragments). The index that the file has of
itself is read beside it, and is held against it by a rule.
"""

import os
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from narrator.errors import UnreadableInputError
from narrator.media.opening import opened
from narrator.media.segments import read_segments

_HEADER, _WIDE = 8, 16
_MOST_BOXES = 200_000
_LARGEST_INDEX = 16 << 20
_UNTIL_END, _IS_WIDE = 0, 1
_NO_KIND = bytes(4)


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Some bytes of a file, and for how long they sound; None where that is not told."""

    start_byte: int
    length_bytes: int
    seconds: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FragmentedFile:
    """A fragmented MP4: its initialisation, its index, its fragments, and what the index tells.

    indexed_s is when the first fragment begins, by the index.
    """

    name: str
    start: Part
    index: Part
    fragments: tuple[Part, ...]
    indexed: tuple[Part, ...]
    indexed_s: float

    @property
    def seconds(self) -> float:
        """How long all fragments sound."""
        return sum(each.seconds or 0.0 for each in self.fragments)


def read_fragments(path: Path) -> FragmentedFile:
    """Return what a fragmented MP4 holds. Raises UnreadableInputError, OSError."""
    try:
        with path.open("rb") as file:
            boxes = tuple(_boxes(file, path.name))
        index = next((each for each in boxes if each[0] == b"sidx"), None)
        if index is None or index[2] > _LARGEST_INDEX:
            raise UnreadableInputError(f"{path.name} has no index of its fragments.")
        told = read_segments(path)
        indexed_s = told.start_samples / told.rate_hz
        indexed = [_told(each.start_byte, each.length_bytes, each.samples / told.rate_hz)
                   for each in told.segments]  # fmt: skip
    except (struct.error, LookupError, ArithmeticError) as error:
        raise UnreadableInputError(f"{path.name} has an index that cannot be read.") from error
    return FragmentedFile(
        name=path.name,
        start=Part(start_byte=0, length_bytes=index[1]),
        index=Part(start_byte=index[1], length_bytes=index[2]),
        fragments=tuple(_sounding(path, tuple(_fragments(boxes)))),
        indexed=tuple(indexed),
        indexed_s=indexed_s,
    )


_Box = tuple[bytes, int, int]  # kind, first byte, bytes


def _boxes(file: BinaryIO, name: str) -> Iterator[_Box]:
    end, place = os.fstat(file.fileno()).st_size, 0
    for _ in range(_MOST_BOXES):
        if place == end:
            return
        file.seek(place)
        head = file.read(_WIDE)
        size, kind = struct.unpack(">I4s", head[:_HEADER])
        if size == _IS_WIDE:
            size = struct.unpack(">Q", head[_HEADER:])[0]
        elif size == _UNTIL_END:
            size = end - place
        if not _HEADER <= size <= end - place or kind == _NO_KIND:
            raise UnreadableInputError(f"{name} is cut short or damaged at byte {place}.")
        yield kind, place, size
        place += size
    raise UnreadableInputError(f"{name} has more than {_MOST_BOXES} boxes.")


def _fragments(boxes: tuple[_Box, ...]) -> Iterator[tuple[int, int]]:
    """Yield the first byte and the length of each run of a moof and the media that it tells of."""
    first, length = -1, 0
    for kind, place, size in (*boxes, (b"", 0, 0)):
        if first >= 0 and kind == b"mdat":
            length += size
            continue
        if first >= 0:
            yield first, length
        first, length = (place, size) if kind == b"moof" else (-1, 0)


def _sounding(path: Path, fragments: tuple[tuple[int, int], ...]) -> Iterator[Part]:
    """Yield the fragments with how long they sound: what comes before time 0 is not heard."""
    starts, seconds = [first for first, _ in fragments], [0.0] * len(fragments)
    with opened(path) as container:
        for packet in container.demux(audio=0):
            at = bisect_right(starts, packet.pos or -1) - 1
            if at >= 0 and packet.pts is not None and packet.duration:
                heard = min(packet.duration, max(0, packet.pts + packet.duration))
                seconds[at] += float(heard * packet.time_base)
    for (first, length), sounds in zip(fragments, seconds, strict=True):
        yield _told(first, length, sounds)


def _told(start_byte: int, length_bytes: int, seconds: float) -> Part:
    return Part(start_byte=start_byte, length_bytes=length_bytes, seconds=seconds)
