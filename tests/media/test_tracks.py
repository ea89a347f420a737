"""Which tracks a container takes over."""

import pytest

from narrator.media.tracks import HOLDS, Track, kept_tracks


def track(kind: str, codec: str, *flags: str, is_named: bool = False) -> Track:
    """Return a track with index 3."""
    return Track(index=3, kind=kind, codec=codec, flags=flags, is_named=is_named)


@pytest.mark.parametrize(
    ("container", "kind", "codec", "how"),
    [
        ("mp4", "video", "h264", "copy"),
        ("mp4", "audio", "ac3", "copy"),
        ("mp4", "audio", "pcm_s24le", "aac"),
        ("mp4", "subtitle", "subrip", "mov_text"),
        ("mp4", "subtitle", "mov_text", "copy"),
        ("mov", "video", "prores", "copy"),
        ("mov", "audio", "pcm_s24le", "copy"),
        ("mov", "audio", "opus", "pcm_s24le"),
        ("mov", "subtitle", "subrip", "mov_text"),
        ("ts", "video", "h264", "copy"),
        ("ts", "audio", "mp2", "copy"),
        ("ts", "audio", "flac", "ac3"),
        ("ts", "subtitle", "dvb_subtitle", "copy"),
        ("mkv", "video", "prores", "copy"),
        ("mkv", "audio", "pcm_s24le", "copy"),
        ("mkv", "audio", "pcm_bluray", "flac"),
        ("mkv", "subtitle", "mov_text", "subrip"),
        ("mkv", "subtitle", "hdmv_pgs_subtitle", "copy"),
    ],
)
def test_tracks_that_go_along(container: str, kind: str, codec: str, how: str) -> None:
    """Copied where the container holds them, converted where it can be done."""
    kept, findings = kept_tracks([track(kind, codec)], HOLDS[container])
    assert [each.codec for each in kept] == [how]
    assert bool(findings) == (kind == "audio" and how != "copy")


@pytest.mark.parametrize(
    ("container", "left_out", "blocking"),
    [
        ("mp4", track("subtitle", "hdmv_pgs_subtitle"), False),
        ("mp4", track("subtitle", "dvb_subtitle"), False),
        ("mp4", track("attachment", "ttf", is_named=True), False),
        ("mp4", track("data", "bin_data"), False),
        ("mp4", track("video", "prores"), True),
        ("mp4", track("video", "bmp", "attached_pic"), False),
        ("mov", track("video", "vp9x"), True),
        ("ts", track("video", "prores"), True),
        ("ts", track("subtitle", "subrip"), False),
        ("ts", track("attachment", "ttf", is_named=True), False),
        ("mkv", track("attachment", "ttf"), False),
        ("mkv", track("subtitle", "unknown"), False),
        ("mkv", track("data", "timed_id3"), False),
    ],
)
def test_tracks_that_stay_behind_are_told(
    container: str,
    left_out: Track,
    blocking: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """Each gives a finding; only losing the picture is blocking."""
    kept, (finding,) = kept_tracks([left_out], HOLDS[container])
    assert kept == ()
    assert (finding.code, finding.blocking) == ("track-left-out", blocking)
    assert "3" in finding.message


def test_a_named_attachment_goes_into_mkv() -> None:
    """MKV demands a file name and a media type."""
    kept, findings = kept_tracks([track("attachment", "ttf", is_named=True)], HOLDS["mkv"])
    assert (len(kept), findings) == (1, ())
