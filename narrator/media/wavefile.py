"""WAV files written in one pass with their length known beforehand: RIFF, or RF64 over 4 GB.

The layout is that of Microsoft's WAVEFORMATEX and WAVEFORMATEXTENSIBLE, and of RF64 in EBU
Tech 3306 (the ds64 chunk). Other chunks stand between the format and the samples. Samples are
written as the raw bytes they came as, and a full disk shows itself as the OSError it is.
"""

import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from narrator.media.pcm import PCM_FORMATS

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_SIZE_ELSEWHERE = 0xFFFFFFFF
_GUID_TAIL = bytes.fromhex("000000001000800000aa00389b71")

# The speaker bits of WAVEFORMATEXTENSIBLE, by the names ffmpeg has for them.
_NAMES = "FL FR FC LFE BL BR FLC FRC BC SL SR TC TFL TFC TFR TBL TBC TBR"
_SPEAKERS = _NAMES.split()


@dataclass(frozen=True, kw_only=True, slots=True)
class WaveShape:
    """What a WAV file holds: its frames (samples a channel), rate, format and speakers.

    sample_format is a key of PCM_FORMATS; speakers are channel names in order ("FL", "FR"),
    one a channel; a name WAV does not know leaves every speaker unnamed.
    """

    frames: int
    rate_hz: int
    sample_format: str
    speakers: tuple[str, ...]

    @property
    def frame_bytes(self) -> int:
        """Bytes of one frame."""
        return len(self.speakers) * PCM_FORMATS[self.sample_format].width


@dataclass(frozen=True, kw_only=True, slots=True)
class Chunk:
    """A chunk of a WAV file: its name, four ASCII characters, and what is in it."""

    name: str
    body: bytes

    @property
    def raw(self) -> bytes:
        """The chunk as it stands in the file, padded to an even length."""
        head = struct.pack("<4sI", self.name.encode("ascii"), len(self.body))
        return head + self.body + bytes(len(self.body) % 2)


@contextmanager
def writing_wave(path: Path, shape: WaveShape, chunks: Sequence[Chunk] = ()) -> Iterator[IO[bytes]]:
    """Yield the stream that takes exactly shape.frames frames of interleaved samples.

    The chunks stand before them. Raises OSError where the file cannot be written, ValueError
    where the frames are not as many as the header says.
    """
    length = shape.frames * shape.frame_bytes
    with path.open("wb") as stream:
        header = wave_header(shape, chunks)
        stream.write(header)
        yield stream
        if stream.tell() != len(header) + length:
            raise ValueError(f"{stream.tell() - len(header)} bytes of sound for {length}")
        stream.write(bytes(length % 2))


def wave_header(shape: WaveShape, chunks: Sequence[Chunk] = ()) -> bytes:
    """Return everything that stands before the samples."""
    data_bytes = shape.frames * shape.frame_bytes
    before = _fmt_chunk(shape).raw + b"".join(chunk.raw for chunk in chunks)
    riff_bytes = 4 + len(before) + 8 + data_bytes + data_bytes % 2
    if riff_bytes < _SIZE_ELSEWHERE:
        return b"RIFF" + struct.pack("<I", riff_bytes) + b"WAVE" + before + _data_head(data_bytes)
    ds64 = struct.pack("<4sIQQQI", b"ds64", 28, riff_bytes + 36, data_bytes, shape.frames, 0)
    head = b"RF64" + struct.pack("<I", _SIZE_ELSEWHERE) + b"WAVE"
    return head + ds64 + before + _data_head(_SIZE_ELSEWHERE)


def chunk_place(stream: IO[bytes], name: str) -> int | None:
    """Return where the body of the chunk `name` starts, None where none stands before the samples.

    Raises struct.error where the file ends within the head of a chunk.
    """
    place = 12  # behind the file's own head
    while True:
        stream.seek(place)
        found, size = struct.unpack("<4sI", stream.read(8))
        if found == name.encode("ascii"):
            return place + 8
        if found == b"data":
            return None
        place += 8 + size + size % 2


def _data_head(size: int) -> bytes:
    return b"data" + struct.pack("<I", size)


def _fmt_chunk(shape: WaveShape) -> Chunk:
    tag = _FLOAT if shape.sample_format == "f32" else _PCM
    if shape.speakers in {("FC",), ("FL", "FR")}:
        body = _common(shape, tag)
    else:
        bits = PCM_FORMATS[shape.sample_format].width * 8
        more = struct.pack("<HHIH", 22, bits, speaker_mask(shape.speakers), tag)
        body = _common(shape, _EXTENSIBLE) + more + _GUID_TAIL
    return Chunk(name="fmt ", body=body)


def _common(shape: WaveShape, tag: int) -> bytes:
    width = PCM_FORMATS[shape.sample_format].width
    frame_bytes = shape.frame_bytes
    return struct.pack(
        "<HHIIHH",
        tag,
        len(shape.speakers),
        shape.rate_hz,
        shape.rate_hz * frame_bytes,
        frame_bytes,
        width * 8,
    )


def speaker_mask(speakers: tuple[str, ...]) -> int:
    """Return the speaker bits, 0 (unnamed) where a name is unknown or out of WAV's order."""
    places = [_SPEAKERS.index(name) for name in speakers if name in _SPEAKERS]
    if len(places) != len(speakers) or places != sorted(set(places)):
        return 0
    return sum(1 << place for place in places)
