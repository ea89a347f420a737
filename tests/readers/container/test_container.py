"""Subtitle tracks inside MKV and MP4 files."""

import struct
import subprocess
from pathlib import Path

import pytest

from narrator.errors import UnreadableInputError
from narrator.media.ffmpeg import find_ffmpeg
from narrator.model import Span
from narrator.readers import read_subtitles
from narrator.readers.container import take_out_command
from narrator.readers.container.tracks import SubtitleTrack, subtitle_tracks

SRT = (
    "1\n00:00:01,000 --> 00:00:02,500\n<i>Low tide</i>\n\n"
    "2\n00:00:03,000 --> 00:00:04,000\nHARBOUR OFFICE\nCLOSED\n"
)
VTT = "WEBVTT\n\n00:01.000 --> 00:02.500 line:10% align:start\n<v Ada>Low tide\n"
TONE = ("-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono:d=5")


def mux(folder: Path, name: str, *arguments: str) -> Path:
    """Return a media file with a silent sound track and what the arguments add."""
    path = folder / name
    command = [find_ffmpeg(), "-nostdin", "-loglevel", "error", *TONE, *arguments, str(path)]
    subprocess.run(command, check=True, cwd=folder)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with subtitle files in three formats."""
    (tmp_path / "a.srt").write_text(SRT, encoding="utf-8")
    (tmp_path / "a.vtt").write_text(VTT, encoding="utf-8")
    (tmp_path / "a.sup").write_bytes(picture_subtitles())
    return tmp_path


def picture_subtitles() -> bytes:
    """Return a Presentation Graphic Stream with one empty picture."""

    def segment(kind: int, payload: bytes, pts: int) -> bytes:
        return b"PG" + struct.pack(">IIBH", pts, 0, kind, len(payload)) + payload

    composition = struct.pack(">HHBHBBBB", 1920, 1080, 0x10, 0, 0x80, 0, 0, 0)
    return b"".join(
        segment(0x16, composition, pts) + segment(0x80, b"", pts) for pts in (90_000, 180_000)
    )


def test_the_tracks_of_a_file_are_listed(folder: Path) -> None:
    """With language in two letters, title, and the forced flag."""
    path = mux(
        *(folder, "a.mkv", "-i", "a.srt", "-i", "a.vtt", "-map", "0", "-map", "1", "-map", "2"),
        *("-c:s", "copy", "-metadata:s:s:0", "language=ger", "-metadata:s:s:1", "title=Signs"),
        *("-disposition:s:1", "forced"),
    )
    assert subtitle_tracks(path) == (
        SubtitleTrack(number=1, index=1, codec="subrip", kind="text", language="de"),
        SubtitleTrack(number=2, index=2, codec="webvtt", kind="text", title="Signs", forced=True),
    )


def test_a_track_is_read_as_its_own_format(folder: Path) -> None:
    """SubRip keeps its slant, WebVTT its voice and place; the forced one is meant by default."""
    path = mux(
        *(folder, "a.mkv", "-i", "a.srt", "-i", "a.vtt", "-map", "0", "-map", "1", "-map", "2"),
        *("-c:s", "copy", "-metadata:s:s:0", "language=ger", "-disposition:s:1", "forced"),
    )
    first, second = read_subtitles(path, track=1), read_subtitles(path)
    assert first.language == "de"
    assert [[line.text for line in cue.lines] for cue in first.cues] == [
        ["Low tide"],
        ["HARBOUR OFFICE", "CLOSED"],
    ]
    assert first.cues[0].lines[0].italic
    assert first.cues[0].span == Span(start_ms=1000, end_ms=2500)
    (cue,) = second.cues
    assert cue.forced
    assert cue.lines[0].speaker == "Ada"
    assert cue.position is not None
    assert cue.position.y_percent == pytest.approx(10)


@pytest.mark.parametrize(
    ("name", "codec"), [("a.mp4", "mov_text"), ("b.mp4", "ttml"), ("a.mkv", "ass")]
)
def test_timed_text_of_other_kinds_is_read(name: str, codec: str, folder: Path) -> None:
    """MP4 timed text, TTML in MP4, and ASS, with line breaks and times."""
    path = mux(folder, name, "-i", "a.srt", "-map", "0", "-map", "1", "-c:a", "flac", "-c:s", codec)
    subtitles = read_subtitles(path)
    assert [[line.text for line in cue.lines] for cue in subtitles.cues] == [
        ["Low tide"],
        ["HARBOUR OFFICE", "CLOSED"],
    ]
    assert [cue.span for cue in subtitles.cues] == [
        Span(start_ms=1000, end_ms=2500),
        Span(start_ms=3000, end_ms=4000),
    ]


def test_times_count_from_the_start_of_the_file(folder: Path) -> None:
    """A file whose clock starts at ten seconds."""
    path = mux(
        *(folder, "a.mkv", "-i", "a.srt", "-map", "0", "-map", "1", "-c:s", "copy"),
        *("-output_ts_offset", "10"),
    )
    assert read_subtitles(path).cues[0].span == Span(start_ms=1000, end_ms=2500)


def test_pictures_of_text_are_refused_by_name(folder: Path) -> None:
    """Without OCR nothing can be read; the one text track beside them is meant."""
    path = mux(
        *(folder, "a.mkv", "-i", "a.sup", "-i", "a.srt", "-map", "0", "-map", "1", "-map", "2"),
        *("-c:s", "copy"),
    )
    assert len(read_subtitles(path).cues) == 2
    with pytest.raises(UnreadableInputError, match=r"pictures of text.*OCR") as caught:
        read_subtitles(path, track=1)
    assert "OCR" in caught.value.hint


def test_a_choice_that_cannot_be_made_names_the_tracks(folder: Path) -> None:
    """Two tracks and none forced, a number that there is not, no track at all."""
    two = mux(
        *(folder, "two.mkv", "-i", "a.srt", "-i", "a.vtt", "-map", "0", "-map", "1", "-map", "2"),
        *("-c:s", "copy"),
    )
    with pytest.raises(UnreadableInputError, match="2 subtitle tracks") as caught:
        read_subtitles(two)
    assert caught.value.hint == "Choose one with --track: 1: subrip; 2: webvtt."
    with pytest.raises(UnreadableInputError, match="no subtitle track 3"):
        read_subtitles(two, track=3)
    with pytest.raises(UnreadableInputError, match="holds no subtitle track"):
        read_subtitles(mux(folder, "none.mkv", "-map", "0"))


def test_a_track_of_a_subtitle_file_is_refused(folder: Path) -> None:
    """There is nothing to choose."""
    with pytest.raises(UnreadableInputError, match="has no tracks"):
        read_subtitles(folder / "a.srt", track=1)


def test_a_damaged_file_is_refused(folder: Path) -> None:
    """Cut short, or with rubbish after its first bytes."""
    path = mux(folder, "a.mkv", "-i", "a.srt", "-map", "0", "-map", "1", "-c:s", "copy")
    path.write_bytes(path.read_bytes()[:40] + b"\xff" * 400)
    with pytest.raises(UnreadableInputError, match=r"a\.mkv"):
        read_subtitles(path)


def test_the_command_keeps_ffmpeg_to_the_one_file(tmp_path: Path) -> None:
    """A hostile name is a name, and only local files and true containers are opened."""
    track = SubtitleTrack(number=1, index=3, codec="mov_text", kind="text")
    command = take_out_command("ffmpeg", tmp_path / "-y; 'x'.mp4", track)
    assert command[:5] == ["ffmpeg", "-nostdin", "-hide_banner", "-loglevel", "error"]
    assert f"file:{tmp_path}/-y; 'x'.mp4" in command
    assert command[command.index("-map") + 1] == "0:3"
    assert "-protocol_whitelist" in command
    assert command[-1] == "pipe:1"


@pytest.mark.parametrize("name", ["-i.mkv", "'a\" b'.mkv", "a\nb.mkv", "%d:a;b.mkv", "file:a.mkv"])
def test_awkward_names_of_media_are_names(name: str, folder: Path) -> None:
    """Nothing in a name is an option, a pattern or an address; a number too high is refused."""
    mux(folder, "a.mkv", "-i", "a.srt", "-c:s", "copy").rename(folder / name)
    subtitles = read_subtitles(folder / name, track=1)
    assert [len(cue.lines) for cue in subtitles.cues] == [1, 2]
    for track in (0, -1, 2):
        with pytest.raises(UnreadableInputError, match=f"no subtitle track {track}"):
            read_subtitles(folder / name, track=track)
