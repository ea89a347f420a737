"""The file of segments: what it is made from, under which names, and when there is none."""

from collections.abc import Callable
from pathlib import Path

import av
import m3u8
import pytest
from mpegdash.parser import MPEGDASHParser

from narrator.cache import ClipCache
from narrator.derived import DERIVED, OF_THE_MIX, dash, hls
from narrator.errors import MediaError
from narrator.job import Job
from narrator.kit import Kit
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.run import run
from narrator.model import Rendering
from narrator.pipeline import narrate

Stage = Callable[[str], Path]
Renders = Callable[..., Rendering]

CARD = "1\n00:00:01,000 --> 00:00:03,000\nHARBOUR POLICE\n"


def packets(path: Path) -> list[bytes]:
    """Return the packets of the last sound of a file."""
    with av.open(str(path)) as container:
        sound = container.streams.audio[-1]
        return [bytes(packet) for packet in container.demux(sound) if packet.size]


@pytest.mark.parametrize("source", ["m4a", "mp4"])
def test_aac_is_not_encoded_again(staged_mix: Stage, rendering: Renders, source: str) -> None:
    """The stream has the very packets of the mix."""
    stage = staged_mix(source)
    hls.make(rendering("captions", "en"), stage)
    assert packets(stage / "stream.mp4") == packets(stage / f"described.{source}")


def test_names_of_the_job_are_used_and_escaped(staged_mix: Stage, rendering: Renders) -> None:
    """A manifest holds URLs, in which a letter beyond ASCII is written in percent."""
    stage = staged_mix("m4a")
    (stage / "described.m4a").rename(stage / "Ebbe_é.m4a")
    rendered = rendering("captions", "sv", described="Ebbe_é", stream="Ström", multivariant="Alla")
    hls.make(rendered, stage)
    dash.make(rendered, stage)
    playlist = m3u8.load(str(stage / "Alla.m3u8"))
    assert playlist.media[0].uri == playlist.playlists[0].uri == "Str%C3%B6m.m3u8"
    assert m3u8.load(str(stage / "Ström.m3u8")).segments[0].uri == "Str%C3%B6m.mp4"
    (period,) = MPEGDASHParser.parse(str(stage / "Ström.mpd")).periods
    (offered,) = period.adaptation_sets[0].representations
    assert offered.base_urls[0].base_url_value == "Str%C3%B6m.mp4"


def test_a_stage_without_a_mix_is_told(tmp_path: Path, rendering: Renders) -> None:
    """And nothing is left on it."""
    with pytest.raises(MediaError, match="no described mix"):
        hls.make(rendering("captions", "en"), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_job_without_a_programme_streams_nothing(tmp_path: Path) -> None:
    """There is no mix to stream; the narration is made all the same."""
    source = tmp_path / "a.srt"
    source.write_text(CARD, encoding="utf-8")
    job = Job(source=source, output=tmp_path / "out", profile="web")
    assert not OF_THE_MIX & set(job.derived)
    assert not {name for key in OF_THE_MIX for name in DERIVED[key].FILES} & set(job.products)


def test_a_page_gets_both_from_one_render(tmp_path: Path) -> None:
    """The profile `web`, whole: every file is there once, and both manifests play."""
    source, programme = tmp_path / "a.srt", tmp_path / "a.mkv"
    source.write_text(CARD, encoding="utf-8")
    noise = ["-f", "lavfi", "-i", "anoisesrc=d=8:a=0.05:r=48000"]
    run([find_ffmpeg(), "-nostdin", "-v", "error", *noise, f"file:{programme}"])
    job = Job(
        source=source, programme=programme, output=tmp_path / "out", engine="tone", profile="web"
    )
    kit = Kit(cache=ClipCache(tmp_path / "cache"), heard_folder=tmp_path / "heard")
    files = [path.name for path in narrate(job, kit).files]
    assert {*hls.FILES, *dash.FILES, "described.m4a"} <= set(files)
    assert len(files) == len(set(files)) == len(list(job.output.iterdir()))
    for manifest in ("multivariant.m3u8", "stream.mpd"):
        command = [find_ffmpeg(), "-v", "error", "-i", str(job.output / manifest)]
        raw = run([*command, "-f", "s16le", "-c:a", "pcm_s16le", "pipe:1"])
        assert 0 <= len(raw) // 4 - 8 * 48_000 <= 2 * 1024


def test_spoken_subtitles_are_told_by_a_whole_job(tmp_path: Path) -> None:
    """The mode reaches the container and the playlist."""
    source, programme = tmp_path / "a.srt", tmp_path / "a.mkv"
    source.write_text("1\n00:00:01,000 --> 00:00:03,000\nYou came back.\n", encoding="utf-8")
    noise = ["-f", "lavfi", "-i", "anoisesrc=d=8:a=0.05:r=48000", "-metadata:s:a:0", "language=fra"]
    run([find_ffmpeg(), "-nostdin", "-v", "error", *noise, f"file:{programme}"])
    job = Job(
        source=source, programme=programme, output=tmp_path / "out", engine="tone",
        profile="web", formats=("ts",), mode="all", language="en",
    )  # fmt: skip
    narrate(job, Kit(cache=ClipCache(tmp_path / "cache"), heard_folder=tmp_path / "heard"))
    with av.open(str(job.output / "described.ts")) as made:
        flags = [{flag.name for flag in each.disposition} for each in made.streams.audio]
    assert flags == [set(), {"visual_impaired"}]
    (offered,) = m3u8.load(str(job.output / "multivariant.m3u8")).media
    assert offered.name == "Spoken subtitles"
    assert offered.characteristics == "public.translation,public.translation.voice-over"
