"""The described mix over DASH, read by the package mpegdash and played by ffmpeg."""

from collections.abc import Callable
from pathlib import Path

import pytest
from mpegdash.parser import MPEGDASHParser

from narrator.derived import dash, hls
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.run import run
from narrator.model import Mode, Rendering

Stage = Callable[[str], Path]
Renders = Callable[..., Rendering]

ROLES = "urn:mpeg:dash:role:2011"
PURPOSES = "urn:tva:metadata:cs:AudioPurposeCS:2007"


@pytest.mark.parametrize(
    ("mode", "language", "told"),
    [
        ("captions", "en", [(ROLES, "description"), (PURPOSES, "1"), (ROLES, "alternate")]),
        ("all", "en", [(ROLES, "alternate"), (ROLES, "dub")]),
        ("all", "sv-FI", [(ROLES, "alternate")]),
    ],
)
def test_what_the_sound_is_for(
    staged_mix: Stage, rendering: Renders, mode: Mode, language: str, told: list[tuple[str, str]]
) -> None:
    """Description in both schemes; spoken subtitles in neither, and never the main sound."""
    stage = staged_mix("m4a")
    assert dash.make(rendering(mode, language), stage) == ()
    (period,) = MPEGDASHParser.parse(str(stage / "stream.mpd")).periods
    (offered,) = period.adaptation_sets
    assert (offered.lang, offered.mime_type) == (language, "audio/mp4")
    found = [*(offered.accessibilities or []), *offered.roles]
    assert [(each.scheme_id_uri, each.value) for each in found] == told
    assert len(offered.accessibilities or []) == (2 if mode == "captions" else 0)


def test_the_index_is_where_the_manifest_says(staged_mix: Stage, rendering: Renders) -> None:
    """And the initialisation before it; the length is that of the mix."""
    stage = staged_mix("flac")
    dash.make(rendering("captions", "en"), stage)
    manifest = MPEGDASHParser.parse(str(stage / "stream.mpd"))
    (offered,) = manifest.periods[0].adaptation_sets[0].representations
    assert (offered.codecs, offered.audio_sampling_rate) == ("mp4a.40.2", "48000")
    (base,) = offered.segment_bases
    content = (stage / offered.base_urls[0].base_url_value).read_bytes()
    first, last = map(int, base.index_range.split("-"))
    assert base.initializations[0].range == f"0-{first - 1}"
    assert content[first + 4 : first + 8] == b"sidx"
    assert content[last + 5 : last + 9] == b"moof"
    assert float(manifest.media_presentation_duration[2:-1]) == pytest.approx(20, abs=0.03)


def test_ffmpeg_plays_it(staged_mix: Stage, rendering: Renders) -> None:
    """To the last sample."""
    stage = staged_mix("ts")
    dash.make(rendering("captions", "en"), stage)
    command = [find_ffmpeg(), "-v", "error", "-i", str(stage / "stream.mpd")]
    raw = run([*command, "-f", "s16le", "-c:a", "pcm_s16le", "pipe:1"])
    assert 0 <= len(raw) // 4 - 20 * 48_000 <= 3 * 1024


def test_both_play_the_same_file(staged_mix: Stage, rendering: Renders) -> None:
    """It is made once."""
    stage = staged_mix("m4a")
    rendered = rendering("captions", "en")
    hls.make(rendered, stage)
    made = (stage / "stream.mp4").stat()
    dash.make(rendered, stage)
    assert (stage / "stream.mp4").stat().st_ino == made.st_ino
    assert set(hls.FILES) & set(dash.FILES) == {"stream.mp4"}
