"""Segments by the index of a fragmented MP4."""

import struct
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.errors import MediaError
from narrator.media.segments import (
    COPY,
    Segment,
    Segments,
    Sound,
    read_segments,
    segments_command,
)

LENGTHS = st.lists(
    st.tuples(st.integers(1, 1 << 20), st.integers(1, 1 << 20)), min_size=1, max_size=40
)


def box(kind: bytes, content: bytes) -> bytes:
    """Return a box."""
    return struct.pack(">I4s", 8 + len(content), kind) + content


def sidx(version: int, rate_hz: int, first: int, lengths: list[tuple[int, int]]) -> bytes:
    """Return a segment index."""
    times = struct.pack(">III" if version == 0 else ">IQQ", rate_hz, 0, first)
    references = b"".join(struct.pack(">III", *each, 1 << 31) for each in lengths)
    head = bytes([version, 0, 0, 0, 0, 0, 0, 1]) + times
    return box(b"sidx", head + struct.pack(">HH", 0, len(lengths)) + references)


@given(st.sampled_from([0, 1]), st.integers(8_000, 192_000), st.integers(0, 99), LENGTHS)
def test_the_index_is_read_in_both_versions(
    tmp_path_factory: pytest.TempPathFactory,
    version: int,
    rate_hz: int,
    first: int,
    lengths: list[tuple[int, int]],
) -> None:
    """Where each segment starts, and how long it is in bytes and samples."""
    path = tmp_path_factory.mktemp("segments") / "a.mp4"
    front, index = (
        box(b"ftyp", b"iso5") + box(b"moov", b"x" * 9),
        sidx(version, rate_hz, first, lengths),
    )
    path.write_bytes(front + index + box(b"moof", b""))
    found = read_segments(path)
    assert (found.rate_hz, found.init_bytes, found.index_bytes) == (rate_hz, len(front), len(index))
    assert [(each.length_bytes, each.samples) for each in found.segments] == lengths
    places = [each.start_byte for each in found.segments]
    ends = [place + length for place, (length, _) in zip(places, lengths, strict=True)]
    assert places == [len(front) + len(index) + first, *ends[:-1]]


@given(LENGTHS)
def test_the_peak_is_never_below_a_long_segment(lengths: list[tuple[int, int]]) -> None:
    """And the mean lies between the lowest and the highest."""
    parts = tuple(
        Segment(start_byte=0, length_bytes=length, samples=samples) for length, samples in lengths
    )
    found = Segments(rate_hz=48_000, init_bytes=0, index_bytes=0, segments=parts)
    rates = [length * 8 * 48_000 / samples for length, samples in lengths]
    assert min(rates) <= found.average_bps() <= max(rates) + 1
    long = [rate for rate, (_, samples) in zip(rates, lengths, strict=True) if samples >= 144_000]
    assert all(rate <= found.peak_bps() for rate in long)


@pytest.mark.parametrize(
    "content", [b"", b"RIFF", box(b"ftyp", b"") + box(b"moof", b""), b"\x00\x00\x00\x01sidx"]
)
def test_a_file_without_an_index_is_told(tmp_path: Path, content: bytes) -> None:
    """One that ends, has segments first, or claims no length."""
    path = tmp_path / "a.mp4"
    path.write_bytes(content)
    with pytest.raises(MediaError, match="no index"):
        read_segments(path)


def test_the_command_takes_one_sound_and_nothing_else() -> None:
    """No tags and chapters of the source; six seconds a fragment; the index in front."""
    sound = Sound(path=Path("/a b.mkv"), track=2, codec=COPY, flags="dub", language="fin")
    command = segments_command("ffmpeg", sound, Path("/out/-s.mp4"))
    pairs = list(pairwise(command))
    for pair in [
        ("-map", "0:a:2"), ("-map_metadata", "-1"), ("-map_chapters", "-1"), ("-c:a:0", "copy"),
        ("-frag_duration", "6000000"), ("-movflags", "+cmaf+global_sidx+delay_moov"),
        ("-disposition:a:0", "dub"), ("-metadata:s:a:0", "language=fin"),
        ("-i", "file:/a b.mkv"),
    ]:  # fmt: skip
        assert pair in pairs
    assert command[-2:] == ["-y", "file:/out/-s.mp4"]
