"""The described mix over HLS, read by the package m3u8 and played by libav."""

from collections.abc import Callable
from pathlib import Path

import av
import m3u8
import pytest

from narrator.derived import hls
from narrator.model import Mode, Rendering

Stage = Callable[[str], Path]
Renders = Callable[..., Rendering]


def test_description_is_offered_as_such(staged_mix: Stage, rendering: Renders) -> None:
    """To those who asked for it, and never as the default."""
    stage = staged_mix("m4a")
    assert hls.make(rendering("captions", "en-GB"), stage) == ()
    playlist = m3u8.load(str(stage / "multivariant.m3u8"))
    (offered,) = playlist.media
    assert (offered.type, offered.language, offered.name) == ("AUDIO", "en-GB", "Audio description")
    assert (offered.default, offered.autoselect, offered.channels) == ("NO", "YES", "2")
    assert offered.characteristics == "public.accessibility.describes-video"
    (variant,) = playlist.playlists
    assert variant.media == [offered]
    assert variant.stream_info.codecs == "mp4a.40.2"
    assert variant.stream_info.bandwidth >= variant.stream_info.average_bandwidth > 30_000


@pytest.mark.parametrize(
    ("language", "name", "characteristics"),
    [
        ("en", "Spoken subtitles", "public.translation,public.translation.voice-over"),
        ("sv", "Uppläst text", None),
    ],
)
def test_spoken_subtitles_are_offered_as_what_they_are(
    staged_mix: Stage, rendering: Renders, language: str, name: str, characteristics: str | None
) -> None:
    """Never as description, and never chosen by a player because of their language."""
    stage = staged_mix("m4a")
    hls.make(rendering("all", language), stage)
    (offered,) = m3u8.load(str(stage / "multivariant.m3u8")).media
    assert (offered.name, offered.characteristics) == (name, characteristics)
    assert (offered.default, offered.autoselect) == ("NO", "NO")


@pytest.mark.parametrize("source", ["m4a", "wav"])
def test_the_playlist_covers_the_file(staged_mix: Stage, rendering: Renders, source: str) -> None:
    """Every range is one fragment, they follow each other, and their lengths add up."""
    stage = staged_mix(source)
    hls.make(rendering("captions", "en"), stage)
    playlist = m3u8.load(str(stage / "stream.m3u8"))
    content = (stage / "stream.mp4").read_bytes()
    length, start = map(int, playlist.segment_map[0].byterange.split("@"))
    assert (start, content[4:8], content[length + 4 : length + 8]) == (0, b"ftyp", b"sidx")
    place = None
    for segment in playlist.segments:
        length, start = map(int, segment.byterange.split("@"))
        assert content[start + 4 : start + 8] == b"moof"
        assert place in {None, start}
        assert round(segment.duration) <= playlist.target_duration
        place = start + length
    assert len(playlist.segments) == 4
    assert content[(place or 0) + 4 :][:4] in {b"mfra", b""}
    assert sum(each.duration for each in playlist.segments) == pytest.approx(20, abs=0.03)
    assert (playlist.is_endlist, playlist.playlist_type) == (True, "vod")


@pytest.mark.parametrize(
    ("mode", "flags"), [("captions", {"visual_impaired", "descriptions"}), ("all", {"dub"})]
)
def test_libav_plays_it(staged_mix: Stage, rendering: Renders, mode: Mode, flags: set[str]) -> None:
    """From the multivariant playlist to the last sample, and knows what it is for."""
    stage = staged_mix("mkv")
    hls.make(rendering(mode, "fi"), stage)
    with av.open(str(stage / "multivariant.m3u8")) as played:
        sound = played.streams.audio[0]
        assert {flag.name for flag in sound.disposition} - {"default"} == flags
        samples = sum(frame.samples for frame in played.decode(sound))
    assert 0 <= samples - 20 * 48_000 <= 2 * 1024
