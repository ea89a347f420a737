"""The broadcast extension of a WAV file, read by itself: the time of its first sample, and levels.

Format: EBU Tech 3285 (version 2, 2011), chunk "bext", in RIFF, RF64 (EBU Tech 3306) or BW64
(ITU-R BS.2088). Nothing of narrator's own writer is used here: what it wrote is to be proven.
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_HEADS = (b"RIFF", b"RF64", b"BW64")
_FIXED = 602  # bytes before the coding history
_TIME_AT, _VERSION_AT, _LOUDNESS_AT = 338, 346, 412
_UNSET = 0x7FFF
_MOST_CHUNKS = 1000
_LOUDNESS_VERSION = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Bext:
    """What a bext chunk tells: samples since midnight, and loudness where its version has any."""

    time_reference: int
    version: int
    integrated_lufs: float | None = None
    true_peak_dbtp: float | None = None


def read_bext(path: Path) -> Bext | None:
    """Return the bext chunk of a WAV file, None where it has none or is no WAV. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(12)
        if head[:4] not in _HEADS or head[8:] != b"WAVE":
            return None
        body = _chunk(file, b"bext")
    return _bext(body) if len(body) >= _FIXED else None


def bytes_after(path: Path) -> int:
    """Return how many bytes stand in a WAV file after the end that it tells. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(28)
        size = file.seek(0, 2)
    if head[:4] not in _HEADS or head[8:12] != b"WAVE" or len(head) < 28:
        return 0
    is_short = head[:4] == b"RIFF"
    told = int.from_bytes(head[4:8] if is_short else head[20:28], "little")
    return max(0, size - told - 8)


def _chunk(file: BinaryIO, wanted: bytes) -> bytes:
    """Return the first bytes of a chunk, none where there is no such chunk."""
    data_bytes = None
    for _ in range(_MOST_CHUNKS):
        head = file.read(8)
        if len(head) < 8:
            break
        name, size = head[:4], struct.unpack("<I", head[4:])[0]
        if name == wanted:
            return file.read(min(size, _FIXED))
        if name == b"ds64":
            body = file.read(min(size, 28))
            data_bytes = struct.unpack("<Q", body[8:16])[0] if len(body) >= 16 else None
            file.seek(size - len(body), 1)
        else:
            whole = data_bytes if name == b"data" and size == 0xFFFFFFFF else size
            file.seek((whole or 0) + (whole or 0) % 2, 1)
    return b""


def _bext(body: bytes) -> Bext:
    low, high, version = struct.unpack_from("<IIH", body, _TIME_AT)
    loudness, _, peak = struct.unpack_from("<hhh", body, _LOUDNESS_AT)
    has_levels = version >= _LOUDNESS_VERSION
    return Bext(
        time_reference=high << 32 | low,
        version=version,
        integrated_lufs=loudness / 100 if has_levels and loudness != _UNSET else None,
        true_peak_dbtp=peak / 100 if has_levels and peak != _UNSET else None,
    )
