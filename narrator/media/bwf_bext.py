"""The bext chunk of a Broadcast Wave, version 2, and its loudness, which is known last.

Format: EBU Tech 3285 version 2; CodingHistory as EBU R 98. The loudness fields are written as
unknown and set in place once the finished file has been measured.
"""

import os
import struct
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from narrator.media.ascii import ascii_text
from narrator.media.bwf_levels import Levels
from narrator.media.files import blaming
from narrator.media.wavefile import Chunk, WaveShape, chunk_place

_VERSION = 2
_FIXED = "<256s32s32s10s8sQH64s"
_RESERVED_BYTES = 180
_UNKNOWN = 0x7FFF
_MOST = 99.99  # of either sign; what is beyond is unknown to a reader
_MODES = {1: "mono", 2: "stereo"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Bext:
    """What a bext chunk says beside loudness: time_reference is in samples since midnight."""

    description: str
    reference: str
    made: datetime
    time_reference: int


def bext_chunk(bext: Bext, shape: WaveShape) -> Chunk:
    """Return the chunk, its loudness unknown as yet."""
    fixed = struct.pack(
        _FIXED,
        ascii_text(bext.description, 256),
        ascii_text(_originator(), 32),
        ascii_text(bext.reference, 32),
        bext.made.strftime("%Y-%m-%d").encode("ascii"),
        bext.made.strftime("%H:%M:%S").encode("ascii"),
        bext.time_reference,
        _VERSION,
        bytes(64),
    )
    unknown, history = level_fields(Levels()), coding_history(shape).encode("ascii")
    body = fixed + unknown + bytes(_RESERVED_BYTES) + history
    # libsndfile 1.2 loses its way in an RF64 file behind a bext chunk of odd length.
    return Chunk(name="bext", body=body + bytes(len(body) % 2))


def coding_history(shape: WaveShape) -> str:
    """Return one line of EBU R 98, which has no word for more channels than two."""
    mode = f"M={_MODES[len(shape.speakers)]}," if len(shape.speakers) in _MODES else ""
    bits = {"s16": 16, "s24": 24}.get(shape.sample_format, 32)
    kind = "; floating point" if shape.sample_format == "f32" else ""
    return f"A=PCM,F={shape.rate_hz},W={bits},{mode}T={_originator()}{kind}\r\n"


def level_fields(levels: Levels) -> bytes:
    """Return the five loudness fields, each in hundredths, 7FFF hex where unknown."""
    values = (
        levels.integrated_lufs,
        levels.range_lu,
        levels.true_peak_dbtp,
        levels.momentary_lufs,
        levels.short_term_lufs,
    )
    known = [value if value is not None and abs(value) <= _MOST else None for value in values]
    return struct.pack(
        "<5h", *(_UNKNOWN if value is None else round(100 * value) for value in known)
    )


def stamp_levels(path: Path, levels: Levels) -> None:
    """Set the loudness fields of a finished Broadcast Wave in place.

    Raises OutputError where it cannot be written, ValueError where the file has no bext chunk.
    """
    with blaming(path), path.open("r+b") as stream:
        place = chunk_place(stream, "bext")
        if place is None:
            raise ValueError(f"no bext chunk in {path}")
        stream.seek(place + struct.calcsize(_FIXED))
        stream.write(level_fields(levels))
        stream.flush()
        os.fsync(stream.fileno())


def _originator() -> str:
    return f"narrator {version('narrator')}"
