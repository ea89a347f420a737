"""What a supplementary sound is for, written into transport streams."""

from collections.abc import Callable
from pathlib import Path

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.errors import MediaError
from narrator.media.psi import crc32, section_of
from narrator.media.transport import signal_purpose, with_purpose

Make = Callable[..., Path]
LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=3)


def language(code: str, audio_type: int, times: int = 1) -> bytes:
    """Return an ISO_639_language_descriptor."""
    content = (code.encode() + bytes([audio_type])) * times
    return bytes([0x0A, len(content)]) + content


def pmt(*streams: bytes, programme: bytes = b"") -> bytes:
    """Return a PMT section of streams with these descriptors, on PIDs from 0x100."""
    body = b"\x00\x01\xc1\x00\x00\xe1\x00" + (0xF000 | len(programme)).to_bytes(2, "big")
    body += programme
    for number, descriptors in enumerate(streams):
        pid, length = 0xE100 + number, 0xF000 | len(descriptors)
        body += b"\x0f" + pid.to_bytes(2, "big") + length.to_bytes(2, "big") + descriptors
    head = b"\x02" + (0xB000 | len(body) + 4).to_bytes(2, "big")
    return head + body + crc32(head + body).to_bytes(4, "big")


def test_the_crc_is_the_one_of_the_standard() -> None:
    """The check value of CRC-32/MPEG-2; over a whole section it comes to nothing."""
    assert crc32(b"123456789") == 0x0376E6E7
    assert crc32(pmt(language("eng", 0))) == 0


@pytest.mark.parametrize(("editorial_class", "told"), [(1, 0x86), (3, 0x8E)])
def test_the_second_language_gives_way_to_the_descriptor(editorial_class: int, told: int) -> None:
    """mix_type 1, the class, a reserved one, and no language of its own; nothing else changes."""
    before = pmt(
        language("swe", 0), language("eng", 3, times=2), b"\x59\x02ab", programme=b"\x05\x00"
    )
    wanted = language("eng", 3) + bytes([0x7F, 2, 0x06, told])
    after = pmt(language("swe", 0), wanted, b"\x59\x02ab", programme=b"\x05\x00")
    assert with_purpose(before, editorial_class) == after


@given(LETTERS, st.integers(0, 3), st.lists(LETTERS, max_size=5), st.sampled_from([1, 3]))
def test_any_language_and_any_number_of_other_sounds(
    code: str, audio_type: int, others: list[str], editorial_class: int
) -> None:
    """The section keeps its length and has a CRC that is right."""
    before = pmt(*(language(each, 0) for each in others), language(code, audio_type, times=2))
    after = with_purpose(before, editorial_class)
    assert len(after) == len(before)
    assert section_of(b"\x00" + after) == (1, after)
    assert after.count(language(code, audio_type) + b"\x7f\x02\x06") == 1


def test_a_sound_of_two_languages_is_left_alone() -> None:
    """Only one that has the same twice was written for it."""
    two = b"\x0a\x08deu\x00fra\x00"
    with pytest.raises(MediaError, match="twice"):
        with_purpose(pmt(two), 1)


def many_sounds(make: Make, path: Path, count: int) -> Path:
    """Return a transport stream with so many sounds, the last with its language twice."""
    maps = [word for _ in range(count) for word in ("-map", "0")]
    names = [word for number in range(count - 1)
             for word in (f"-metadata:s:a:{number}", "language=swe")]  # fmt: skip
    return make(
        "-f", "lavfi", "-i", "sine=d=1:r=32000", *maps, "-c:a", "mp2", "-b:a", "32k", *names,
        f"-metadata:s:a:{count - 1}", "language=fin,fin", path=path,
    )  # fmt: skip


@pytest.mark.parametrize("count", [1, 2, 40])
def test_libav_reads_it_back_however_long_the_table(tmp_path: Path, make: Make, count: int) -> None:
    """Forty sounds make a PMT of several packets; every repetition is rewritten."""
    path = many_sounds(make, tmp_path / "a.ts", count)
    size, old = path.stat().st_size, path.read_bytes().count(b"fin\x00fin\x00")
    signal_purpose(path, 1)
    assert path.stat().st_size == size
    assert path.read_bytes().count(b"fin\x00\x7f\x02\x06\x86") == old > 1
    with av.open(str(path)) as result:
        sounds = result.streams.audio
        flags = [{flag.name for flag in each.disposition} for each in sounds]
        assert flags == [set()] * (count - 1) + [{"visual_impaired", "descriptions"}]
        assert sounds[count - 1].metadata["language"] == "fin"
        assert sum(1 for packet in result.demux() if packet.is_corrupt) == 0


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "no PAT"),
        (b"\x47" * 200, "out of step"),
        (b"\x00" * 188, "out of step"),
        (b"\x47\x1f\xff\x10" + b"\xff" * 184, "no PAT"),
    ],
)
def test_what_is_no_transport_stream_is_told(tmp_path: Path, content: bytes, what: str) -> None:
    """And left as it was."""
    path = tmp_path / "a.ts"
    path.write_bytes(content)
    with pytest.raises(MediaError, match=what):
        signal_purpose(path, 1)
    assert path.read_bytes() == content


def test_a_damaged_table_is_told(tmp_path: Path, make: Make) -> None:
    """One wrong bit of it shows in its CRC."""
    path = many_sounds(make, tmp_path / "a.ts", 1)
    path.write_bytes(path.read_bytes().replace(b"fin\x00fin\x00", b"fin\x00fin\x01"))
    with pytest.raises(MediaError, match="damaged"):
        signal_purpose(path, 1)
