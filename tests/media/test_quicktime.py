"""Characteristics and languages, written into QuickTime files."""

from collections.abc import Callable
from pathlib import Path

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymediainfo import MediaInfo

from narrator.errors import MediaError
from narrator.media.quicktime import packed, tag_last_sound, tagged

Make = Callable[..., Path]
DESCRIBES = ("public.accessibility.describes-video",)


@pytest.fixture
def movie(tmp_path: Path, make: Make) -> Path:
    """Return a QuickTime file with a picture, two sounds and a timecode track."""
    return make(
        "-f", "lavfi", "-i", "testsrc=d=1:r=25:s=64x48", "-f", "lavfi", "-i", "sine=d=1:r=48000",
        "-map", 0, "-map", 1, "-map", 1, "-c:v", "mpeg4", "-c:a", "pcm_s16le",
        "-timecode", "10:00:00:00", "-metadata:s:a:1", "title=Harbour", path=tmp_path / "a.mov",
    )  # fmt: skip


def decoded(path: Path) -> list[bytes]:
    """Return every packet of a file."""
    with av.open(str(path)) as container:
        return [bytes(packet) for packet in container.demux() if packet.size]


def test_two_readers_find_both(movie: Path) -> None:
    """MediaInfo knows the characteristic, libav the languages; the sound is as it was."""
    before = decoded(movie)
    tag_last_sound(movie, DESCRIBES, ("und", "swe", "deu"))
    sounds = [each for each in MediaInfo.parse(movie).tracks if each.track_type == "Audio"]
    assert [each.service_kind for each in sounds] == [None, "VI"]
    assert [each.language for each in sounds] == ["sv", "de"]
    assert sounds[1].title.startswith("Harbour")
    with av.open(str(movie)) as result:
        assert [each.metadata.get("language") for each in result.streams.audio] == ["swe", "deu"]
        assert result.streams.audio[1].metadata["name"] == "Harbour"
    assert decoded(movie) == before


def test_none_to_tell_leaves_no_atom(movie: Path) -> None:
    """Spoken subtitles that are no translation have no characteristic."""
    tag_last_sound(movie, (), ("und", "swe", "deu"))
    assert b"tagc" not in movie.read_bytes()


def test_a_moov_at_the_front_is_told(tmp_path: Path, make: Make) -> None:
    """It could not grow there."""
    path = make("-f", "lavfi", "-i", "sine=d=1", "-movflags", "faststart", path=tmp_path / "a.mov")
    content = path.read_bytes()
    with pytest.raises(MediaError, match="not at its end"):
        tag_last_sound(path, DESCRIBES, ())
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x00\x00\x00moov", b"\x00\x00\x00\x01mdat" + b"\xff" * 8]
)
def test_what_is_no_quicktime_file_is_told(tmp_path: Path, content: bytes) -> None:
    """Whatever lengths it claims."""
    path = tmp_path / "a.mov"
    path.write_bytes(content)
    with pytest.raises(MediaError, match="QuickTime"):
        tag_last_sound(path, DESCRIBES, ())


@given(st.binary(max_size=64))
def test_no_atoms_of_any_kind_bring_it_down(content: bytes) -> None:
    """A movie without a sound track, or one that is no movie, is a sentence for the user."""
    movie = (8 + len(content)).to_bytes(4, "big") + b"moov" + content
    with pytest.raises(MediaError):
        tagged(movie, DESCRIBES, ())


@pytest.mark.parametrize(("code", "written"), [("und", 0x55C4), ("eng", 0x15C7), ("jpn", 0x2A0E)])
def test_three_letters_take_two_bytes(code: str, written: int) -> None:
    """Five bits a letter, as in ISO/IEC 14496-12."""
    assert int.from_bytes(packed(code), "big") == written
