"""The described mix as one fragmented MP4 with an index: what HLS and DASH both play from.

Format: CMAF (ISO/IEC 23000-19); the segment index is the `sidx` of ISO/IEC 14496-12 clause 8.16.3.
"""

import struct
from dataclasses import dataclass
from pathlib import Path

import ffmpeg

from narrator.errors import MediaError
from narrator.media.commands import Command, compiled, graph_url, media_input
from narrator.media.packing import Options

SEGMENT_MS = 6_000  # what Apple's authoring specification asks of HLS
COPY: Options = {"c": "copy"}

_HEADER = 8
_BEFORE_TIMES, _BEFORE_REFERENCES = 8, 4  # version, flags and track; how many references
_TIMES = {0: ">III", 1: ">IQQ"}  # timescale, earliest time, offset of the first segment
_REFERENCE = ">III"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sound:
    """A sound track, counted from 0 in its file, and how it goes into the segments.

    codec is COPY for what is AAC already; flags are ffmpeg's dispositions; language has three
    letters.
    """

    path: Path
    track: int
    codec: Options
    flags: str
    language: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """A part of the file that can be fetched by itself, of so many samples."""

    start_byte: int
    length_bytes: int
    samples: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Segments:
    """A fragmented file: its initialisation comes first, then the index, then the segments.

    start_samples is the time of the first sample, as the index tells it.
    """

    rate_hz: int
    init_bytes: int
    index_bytes: int
    segments: tuple[Segment, ...]
    start_samples: int = 0

    @property
    def samples(self) -> int:
        """The samples of all segments."""
        return sum(each.samples for each in self.segments)

    def average_bps(self) -> int:
        """Return the mean bit rate."""
        length_bytes = sum(each.length_bytes for each in self.segments)
        return -(-length_bytes * 8 * self.rate_hz // self.samples)

    def peak_bps(self) -> int:
        """Return the highest bit rate of a segment of at least half the usual length.

        A shorter one would say little (RFC 8216 clause 4.1); where all are, it is the mean.
        """
        least = SEGMENT_MS * self.rate_hz // 2000
        rates = [-(-each.length_bytes * 8 * self.rate_hz // each.samples)
                 for each in self.segments if each.samples >= least]  # fmt: skip
        return max(rates, default=self.average_bps())


def segments_command(program: str, sound: Sound, path: Path) -> Command:
    """Return the command that cuts a sound track into a fragmented MP4 at `path`."""
    options = {f"{name}:a:0": value for name, value in sound.codec.items()}
    options |= {"disposition:a:0": sound.flags, "metadata:s:a:0": f"language={sound.language}"}
    output = ffmpeg.output(
        media_input(sound.path)[f"a:{sound.track}"],
        graph_url(path),
        format="mp4",
        movflags="+cmaf+global_sidx+delay_moov",
        frag_duration=SEGMENT_MS * 1000,
        map_metadata=-1,
        map_chapters=-1,
        **options,
    )
    *front, url = compiled(output, program)
    return [*front, "-y", url]


def read_segments(path: Path) -> Segments:
    """Return where the segments of a fragmented MP4 are, by its index.

    Raises MediaError where it has none before the first segment, OSError where it cannot be read.
    """
    with path.open("rb") as stream:
        place = 0
        while len(head := stream.read(_HEADER)) == _HEADER:
            size, kind = struct.unpack(">I4s", head)
            if size < _HEADER or kind == b"moof":
                break
            if kind == b"sidx":
                return _indexed(stream.read(size - _HEADER), place, size)
            place = stream.seek(place + size)
    raise MediaError("The fragmented MP4 that ffmpeg wrote has no index.", "Try another ffmpeg.")


def _indexed(content: bytes, place: int, size: int) -> Segments:
    times = _TIMES[content[0]]
    rate_hz, start_samples, first = struct.unpack_from(times, content, _BEFORE_TIMES)
    references = content[_BEFORE_TIMES + struct.calcsize(times) + _BEFORE_REFERENCES :]
    start_byte, segments = place + size + first, []
    for length_bytes, samples, _ in struct.iter_unpack(_REFERENCE, references):
        segments.append(Segment(start_byte=start_byte, length_bytes=length_bytes, samples=samples))
        start_byte += length_bytes
    return Segments(
        rate_hz=rate_hz,
        init_bytes=place,
        index_bytes=size,
        segments=tuple(segments),
        start_samples=start_samples,
    )
