"""Probing: what a programme is, and what is refused."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from narrator.errors import UnreadableInputError
from narrator.media.measure import measure
from narrator.media.probe import probe, probe_sounds, probe_tracks
from narrator.media.sampleformat import sample_format
from narrator.media.tracks import HOLDS, kept_tracks

Noise = Callable[..., NDArray[np.float64]]
Make = Callable[..., Path]
PICTURE = ("-f", "lavfi", "-i", "testsrc=d=2:r=25:s=64x48")
TONE = ("-f", "lavfi", "-i", "sine=440:d=2:r=48000")
CODECS = ("-c:v", "mpeg4", "-c:a", "aac")


@pytest.mark.parametrize("kind", ["s16", "s24", "s32", "f32"])
def test_a_wav_file(tmp_path: Path, write_sound: Make, noise: Noise, kind: str) -> None:
    """Rate, channels, layout, format and length are those of the file."""
    path = write_sound(tmp_path / "programme.wav", noise(1.25, 44_100, 2), 44_100, kind)
    programme = probe(path)
    assert (programme.rate_hz, programme.channels, programme.layout) == (44_100, 2, "stereo")
    assert (programme.sample_format, programme.duration_ms) == (kind, 1_250)
    assert (programme.has_sound, programme.has_video, programme.centre) == (True, False, None)


@pytest.mark.parametrize(
    ("codec", "kind"),
    [
        (("flac", "-sample_fmt", "s16"), "s16"),
        (("flac", "-sample_fmt", "s32"), "s24"),
        (("pcm_u8",), "s16"),
        (("pcm_alaw",), "s16"),
        (("pcm_s24be",), "s24"),
        (("pcm_f64le",), "f32"),
        (("alac",), "s16"),
        (("ac3",), "s24"),
        (("libopus",), "s24"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else value,
)
def test_the_format_follows_the_codec(
    tmp_path: Path, make: Make, codec: tuple[str, ...], kind: str
) -> None:
    """Enough bits for what the codec carries."""
    path = (
        make(*TONE, "-c:a", *codec, path=tmp_path / "sound.mov")
        if codec[0] in {"alac", "ac3", "pcm_s24be", "pcm_f64le"}
        else make(*TONE, "-c:a", *codec, path=tmp_path / "sound.mkv")
    )
    assert probe(path).sample_format == kind


def test_formats_of_rare_codecs() -> None:
    """The rule holds for codecs that the test program cannot write."""
    assert sample_format("truehd", "s32", b"") == "s24"
    assert sample_format("wavpack", "fltp", b"") == "f32"
    assert sample_format("pcm_s64le", "s64", b"") == "s32"
    assert sample_format("pcm_bluray", "s32", b"") == "s24"
    assert sample_format("flac", "s32", b"") == "s24"
    assert sample_format("dsd_lsbf", "flt", b"") == "s24"


@pytest.mark.parametrize(
    ("layout", "channels", "centre"),
    [("mono", 1, None), ("stereo", 2, None), ("5.1(side)", 6, 2), ("quad", 4, None), ("3.0", 3, 2)],
)
def test_layouts_and_their_centre(
    tmp_path: Path, make: Make, layout: str, channels: int, centre: int | None
) -> None:
    """Only a layout of more than two channels has a centre for the narration."""
    pan = f"pan={layout}|" + "|".join(f"c{place}=c0" for place in range(channels))
    path = make(*TONE, "-af", pan, path=tmp_path / "sound.wav")
    programme = probe(path)
    assert (programme.layout, programme.channels) == (layout, channels)
    assert programme.centre == centre


def test_picture_and_sound(tmp_path: Path, make: Make) -> None:
    """The longest track gives the length, the first sound track the language."""
    path = make(
        *PICTURE, *TONE, *TONE, "-map", 0, "-map", 1, "-map", 2, *CODECS, "-metadata:s:a:0",
        "language=swe", "-metadata:s:a:1", "language=fin", path=tmp_path / "programme.mkv",
    )  # fmt: skip
    programme = probe(path)
    assert (programme.has_video, programme.language, programme.sound_start_ms) == (True, "swe", 0)
    assert 2_000 <= programme.duration_ms <= 2_050
    assert [each.kind for each in probe_tracks(path)] == ["video", "audio", "audio"]
    assert [each.rate_hz for each in probe_sounds(path)] == [48_000, 48_000]


def test_tracks_of_quicktime_that_are_written_anew(tmp_path: Path, make: Make) -> None:
    """Chapters and timecode are known for what they are, and are no loss."""
    (tmp_path / "meta.txt").write_text(
        ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\ntitle=Opening\n"
    )
    path = make(
        *PICTURE, *TONE, "-i", tmp_path / "meta.txt", "-map_metadata", 2, *CODECS, "-timecode",
        "10:00:00:00", path=tmp_path / "master.mov",
    )  # fmt: skip
    tracks = probe_tracks(path)
    assert [each.codec for each in tracks if each.kind == "data"] == ["chapters", "timecode"]
    for holds in HOLDS.values():
        assert kept_tracks(tracks, holds)[1] == ()


@pytest.mark.parametrize("suffix", [".mkv", ".mp4", ".ts"])
def test_late_sound(tmp_path: Path, make: Make, suffix: str) -> None:
    """How late the sound starts is counted from the picture."""
    path = make(*PICTURE, "-itsoffset", "0.5", *TONE, *CODECS, path=tmp_path / f"programme{suffix}")
    assert probe(path).sound_start_ms == pytest.approx(500, abs=25)


def test_a_silent_picture(tmp_path: Path, make: Make) -> None:
    """No sound track: the length is the picture's and the mix is to be 48 kHz stereo."""
    programme = probe(make(*PICTURE, "-c:v", "mpeg4", path=tmp_path / "silent.mp4"))
    assert (programme.has_sound, programme.has_video) == (False, True)
    assert (programme.rate_hz, programme.layout, programme.sample_format) == (
        48_000, "stereo", "s24",
    )  # fmt: skip
    assert programme.duration_ms == 2_000
    assert measure(programme).length_samples == 0


def test_a_cover_is_no_picture(tmp_path: Path, make: Make) -> None:
    """An attached picture does not make a sound file a video."""
    cover = make(*PICTURE, "-frames:v", 1, path=tmp_path / "cover.png")
    path = make(
        *TONE, "-i", cover, "-map", 0, "-map", 1, "-c:v", "copy", "-disposition:v", "attached_pic",
        path=tmp_path / "programme.m4a",
    )  # fmt: skip
    assert not probe(path).has_video


def test_a_file_without_a_stated_length(tmp_path: Path, make: Make) -> None:
    """A stream recorded live is read through for its length."""
    path = make(*TONE, "-c:a", "aac", "-f", "matroska", "-live", 1, path=tmp_path / "live.mkv")
    assert probe(path).duration_ms == pytest.approx(2_000, abs=50)


@pytest.mark.parametrize("kind", ["missing", "folder", "empty", "text", "text.wav", "nul", "pipe"])
def test_what_is_no_media_file(tmp_path: Path, kind: str) -> None:
    """One sentence and a hint, and never a wait on a pipe."""
    path = tmp_path / kind
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "nul":
        path = tmp_path / "nul\0.wav"
    elif kind != "missing":
        path.write_text("" if kind == "empty" else "This is a letter, not a programme.\n" * 50)
    with pytest.raises(UnreadableInputError) as caught:
        probe(path)
    assert caught.value.hint
    assert caught.value.message.endswith(".")
    assert caught.value.message.count(". ") == 0


def test_tags_that_are_not_unicode_do_no_harm(tmp_path: Path, make: Make) -> None:
    """A title in Latin-1 is no reason to refuse a programme."""
    path = make(*TONE, "-metadata", "title=harbour", path=tmp_path / "a.wav")
    path.write_bytes(path.read_bytes().replace(b"harbour", b"h\xe4rb\xf6ur"))
    assert probe(path).duration_ms == 2_000


def test_subtitles_alone_are_refused(tmp_path: Path, make: Make) -> None:
    """A container with neither sound nor picture is no programme."""
    (tmp_path / "a.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nHarbour, dawn\n")
    path = make("-i", tmp_path / "a.srt", path=tmp_path / "subtitles.mkv")
    with pytest.raises(UnreadableInputError, match="neither sound nor picture"):
        probe(path)


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("a.wav", "pcm_s16le"), ("a.flac", "flac"), ("a.mkv", "aac"), ("a.mov", "aac"),
        ("a.aiff", "pcm_s16be"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("part", [0.5, 0.01])
def test_a_file_cut_short_is_refused(
    tmp_path: Path, make: Make, name: str, codec: str, part: float
) -> None:
    """Half a copy would make half a described episode."""
    noise = ("-f", "lavfi", "-i", "anoisesrc=d=12:r=16000")
    faststart = ("-movflags", "+faststart") if name.endswith("mov") else ()
    path = make(*noise, "-c:a", codec, *faststart, path=tmp_path / name)
    assert probe(path).duration_ms == pytest.approx(12_000, abs=100)
    with path.open("r+b") as stream:
        stream.truncate(int(path.stat().st_size * part))
    with pytest.raises(UnreadableInputError):
        probe(path)


def test_a_wav_file_written_to_a_pipe_is_whole(tmp_path: Path, make: Make) -> None:
    """Its header cannot know the size, which does not make it cut short."""
    path = make(*TONE, path=tmp_path / "a.wav")
    whole = bytearray(path.read_bytes())
    whole[4:8] = b"\xff\xff\xff\xff"
    path.write_bytes(whole)
    assert probe(path).duration_ms == 2_000


@pytest.mark.parametrize(
    "playlist",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n{target}\n#EXT-X-ENDLIST\n",
        "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile {target}\n",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 9 RTP/AVP 0\n",
    ],
    ids=["hls", "hls over the network", "concat", "sdp"],
)
@pytest.mark.parametrize("suffix", [".m3u8", ".wav"])
def test_a_list_of_other_files_is_not_followed(
    tmp_path: Path, make: Make, playlist: str, suffix: str
) -> None:
    """Whatever its name says, a list is refused even where its target is a fine local file."""
    target = make(*TONE, "-c:a", "aac", path=tmp_path / "target.ts")
    path = tmp_path / f"list{suffix}"
    path.write_text(playlist.format(target=target.name))
    with pytest.raises(UnreadableInputError):
        probe(path)
