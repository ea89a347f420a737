"""HLS and DASH, broken on purpose: the stream, its playlists, its manifest."""

import shutil
import struct
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from narrator.checks.finding import CheckFinding
from narrator.checks.gather import gather
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.run import run

Found = Callable[..., Mapping[str, Sequence[CheckFinding]]]
Render = Callable[..., Path]

STREAM, PLAYLIST, OFFER, MANIFEST = "stream.mp4", "stream.m3u8", "multivariant.m3u8", "stream.mpd"
DESCRIBES = "public.accessibility.describes-video"
ROLE = "urn:mpeg:dash:role:2011"
PURPOSE = "urn:tva:metadata:cs:AudioPurposeCS:2007"


@pytest.fixture
def streamed(render: Render, tmp_path: Path) -> Path:
    """Return a copy of what the profile web makes."""
    return Path(shutil.copytree(render(profile="web"), tmp_path / "out"))


@pytest.fixture
def spoken(render: Render, tmp_path: Path) -> Path:
    """Return a copy of what the profile web makes of spoken subtitles."""
    return Path(shutil.copytree(render(profile="web", mode="all"), tmp_path / "spoken"))


def replaced(path: Path, before: str, after: str) -> None:
    """Change a text that stands in a file."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def only(found: Mapping[str, Sequence[CheckFinding]], code: str, name: str) -> CheckFinding:
    """Return the one finding of a rule; it blocks, and is about a file."""
    (told,) = found[code]
    assert (told.file, told.blocks) == (name, True)
    return told


def test_clean_streams_pass(streamed: Path, spoken: Path, found_in: Found, tmp_path: Path) -> None:
    """Description and spoken subtitles; the stream is one of the mixes, as long as the rest."""
    for folder in (streamed, spoken):
        found = found_in(folder)
        assert not [each for findings in found.values() for each in findings if each.blocks]
    delivered = gather(streamed, None, tmp_path)
    assert [mix.name for mix in delivered.mixes] == ["described.m4a", STREAM]
    assert delivered.stream is not None
    assert delivered.stream.seconds == pytest.approx(24, abs=0.05)
    assert len(delivered.stream.fragments) == 4
    assert len(delivered.playlists) == 3


OFFERS = [
    (OFFER, f',CHARACTERISTICS="{DESCRIBES}"', "", "no such label", DESCRIBES),
    (OFFER, "AUTOSELECT=YES", "AUTOSELECT=NO", "no such label", "AUTOSELECT=YES"),
    (OFFER, "DEFAULT=NO", "DEFAULT=YES", "DEFAULT=YES", "no such label"),
    (OFFER, 'LANGUAGE="en"', 'LANGUAGE="de"', "de", "en"),
    (OFFER, ',LANGUAGE="en"', "", "none", "en"),
    (OFFER, 'NAME="Audio description"', 'NAME="English"', "English", "Audio description"),
    (OFFER, "TYPE=AUDIO", "TYPE=VIDEO", "nothing", "the described mix"),
    (MANIFEST, f'<Accessibility schemeIdUri="{ROLE}" value="description"/>', "", "no such label",
     f"Accessibility {ROLE} description"),
    (MANIFEST, f'<Accessibility schemeIdUri="{PURPOSE}" value="1"/>', "", "no such label",
     f"Accessibility {PURPOSE} 1"),
    (MANIFEST, f'<Role schemeIdUri="{ROLE}" value="alternate"/>',
     f'<Role schemeIdUri="{ROLE}" value="alternate"/><Role schemeIdUri="{ROLE}" value="main"/>',
     f"Role {ROLE} main", "no such label"),
    (MANIFEST, 'lang="en"', 'lang="fr"', "fr", "en"),
    (MANIFEST, "<Label>Audio description</Label>", "", "none", "Audio description"),
    (MANIFEST, 'contentType="audio" mimeType="audio/mp4"', 'mimeType="video/mp4"', "nothing",
     "the described mix"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "before", "after", "measured", "wanted"), OFFERS)
def test_a_description_that_is_not_offered_as_one(  # noqa: PLR0913, PLR0917 - what is broken
    name: str,
    before: str,
    after: str,
    measured: str,
    wanted: str,
    streamed: Path,
    found_in: Found,
) -> None:
    """A label that lacks, another language, the default, no sound at all."""
    replaced(streamed / name, before, after)
    told = only(found_in(streamed), "rendition-labels", name)
    assert (told.measured, told.wanted) == (measured, wanted)


@pytest.mark.parametrize(
    ("name", "before", "after", "measured"),
    [
        (OFFER, 'CHANNELS="2"', f'CHANNELS="2",CHARACTERISTICS="{DESCRIBES}"', DESCRIBES),
        (OFFER, "AUTOSELECT=NO", "AUTOSELECT=YES", "AUTOSELECT=YES"),
        (OFFER, "Spoken subtitles", "Audio description", "Audio description"),
        (MANIFEST, "<Role ", f'<Accessibility schemeIdUri="{PURPOSE}" value="1"/><Role ',
         f"Accessibility {PURPOSE} 1"),
        (MANIFEST, "<Role ", f'<Role schemeIdUri="{ROLE}" value="description"/><Role ',
         f"Role {ROLE} description"),
    ],
)  # fmt: skip
def test_spoken_subtitles_that_are_offered_as_description(  # noqa: PLR0913, PLR0917 - what is broken
    name: str, before: str, after: str, measured: str, spoken: Path, found_in: Found
) -> None:
    """They are a class of their own."""
    replaced(spoken / name, before, after)
    told = only(found_in(spoken), "rendition-labels", name)
    assert told.measured == measured


def test_a_stream_whose_flags_are_those_of_the_other(
    streamed: Path, spoken: Path, found_in: Found
) -> None:
    """The streams of description and of spoken subtitles, changed for each other."""
    shutil.copy(spoken / STREAM, streamed / "aside.mp4")
    shutil.copy(streamed / STREAM, spoken / STREAM)
    (streamed / "aside.mp4").replace(streamed / STREAM)
    for folder, wanted in ((streamed, "descriptions"), (spoken, "no descriptions")):
        told = only(found_in(folder), "rendition-labels", STREAM)
        assert told.wanted == wanted


URLS = [
    (PLAYLIST, f"\n{STREAM}\n", "\n../../../etc/passwd\n"),
    (PLAYLIST, f"\n{STREAM}\n", "\nhttp://localhost/x.mp4\n"),
    (PLAYLIST, f'URI="{STREAM}"', 'URI="file:///etc/passwd"'),
    (PLAYLIST, "#EXTINF", '#EXT-X-KEY:METHOD=AES-128,URI="https://localhost/key"\n#EXTINF'),
    (OFFER, f'URI="{PLAYLIST}"', 'URI="%2e%2e/other.m3u8"'),
    (OFFER, f"\n{PLAYLIST}\n", "\n/other.m3u8\n"),
    (MANIFEST, f"<BaseURL>{STREAM}</BaseURL>", "<BaseURL>../../etc/passwd</BaseURL>"),
    (MANIFEST, "<Period>", "<BaseURL>http://localhost/</BaseURL><Period>"),
    (MANIFEST, "<Period>",
     '<Period xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="http://localhost/p.xml">'),
    (MANIFEST, "<Initialization ", '<Initialization sourceURL="other.mp4" '),
]  # fmt: skip


@pytest.mark.parametrize(("name", "before", "after"), URLS)
def test_a_file_that_is_not_of_the_result(
    name: str, before: str, after: str, streamed: Path, found_in: Found
) -> None:
    """Outside the folder, on a server, a key: told, and not opened."""
    replaced(streamed / name, before, after)
    told = only(found_in(streamed), "segments-differ", name)
    assert "names what is not its stream" in told.message
    assert told.wanted == (PLAYLIST if name == OFFER else STREAM)


def test_segments_in_another_place_or_of_another_length(streamed: Path, found_in: Found) -> None:
    """The second segment is told a byte late, a tenth too long, then not at all."""
    path = streamed / PLAYLIST
    text = path.read_text(encoding="utf-8")
    second = text.split("#EXTINF:")[2]
    length, start = second.splitlines()[1].partition(":")[2].split("@")
    late = second.replace(f"{length}@{start}", f"{length}@{int(start) + 1}")
    for changed, what in (
        (late, f"bytes {int(start) + 1} to {int(start) + int(length)}"),
        (second.replace(second.split(",")[0], "6.116000"), "6.116 s"),
    ):
        path.write_text(text.replace(second, changed), encoding="utf-8")
        told = only(found_in(streamed), "segments-differ", PLAYLIST)
        assert told.measured == what
        assert told.span is not None
        assert told.span.start_ms // 1000 in {5, 6}
    path.write_text(text.replace(f"#EXTINF:{second}", ""), encoding="utf-8")
    told = only(found_in(streamed), "segments-differ", PLAYLIST)
    assert "no fragment" in told.message


@pytest.mark.parametrize(
    ("name", "before", "after", "measured"),
    [
        (PLAYLIST, "#EXT-X-ENDLIST\n", "", "no EXT-X-ENDLIST"),
        (PLAYLIST, "TARGETDURATION:6", "TARGETDURATION:5", "6.016 s"),
        (PLAYLIST, '@0"', '@1"', "bytes 1 to"),
        (MANIFEST, 'Duration="PT24', 'Duration="PT25', "25"),
        (MANIFEST, 'range="0-', 'range="1-', "bytes 1 to"),
        (MANIFEST, 'indexRange="', 'indexRange="1', "bytes 1"),
    ],
)
def test_playlists_that_tell_otherwise(  # noqa: PLR0913, PLR0917 - what is broken
    name: str, before: str, after: str, measured: str, streamed: Path, found_in: Found
) -> None:
    """Not whole, too short a target, another length, another place of what comes first."""
    replaced(streamed / name, before, after)
    told = only(found_in(streamed), "segments-differ", name)
    assert str(told.measured).startswith(measured)


def test_a_stream_that_is_cut(streamed: Path, found_in: Found) -> None:
    """In a fragment, or followed by nothing: damaged. Before one: index and playlist tell more."""
    raw = (streamed / STREAM).read_bytes()
    last = raw.rindex(b"moof") - 4
    (streamed / STREAM).write_bytes(raw[: last + 3_000])
    assert STREAM in {each.file for each in found_in(streamed)["file-unreadable"]}
    (streamed / STREAM).write_bytes(raw + bytes(64))
    assert STREAM in {each.file for each in found_in(streamed)["file-unreadable"]}
    (streamed / STREAM).write_bytes(raw[:last])
    found = found_in(streamed)["segments-differ"]
    assert {each.file for each in found} == {STREAM, PLAYLIST}
    assert {each.wanted for each in found} >= {"no segment"}


@pytest.mark.parametrize("content", [b"", b"#EXTM3U\n#EXTINF:nan,\nstream.mp4\n", b"\xff\xfe",
                                     b"#EXTM3U\n#EXTINF:6,\nstream.mp4\n", b"not one"])  # fmt: skip
def test_a_playlist_that_is_none(content: bytes, streamed: Path, found_in: Found) -> None:
    """Empty, no number, no text, no ranges, another text."""
    (streamed / PLAYLIST).write_bytes(content)
    assert only(found_in(streamed), "file-unreadable", PLAYLIST)


@pytest.mark.parametrize(
    "content",
    [
        "<a/>",
        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        '<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" mediaPresentationDuration="PT1e9S"/>',
        '<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"',
    ],
)
def test_a_manifest_that_is_none(content: str, streamed: Path, found_in: Found) -> None:
    """Another document, one with entities, no duration, cut short."""
    (streamed / MANIFEST).write_text(content, encoding="utf-8")
    assert only(found_in(streamed), "file-unreadable", MANIFEST)


@pytest.mark.parametrize("place", [8, 12, 28, 40])
def test_an_index_that_is_noise(place: int, streamed: Path, found_in: Found) -> None:
    """Its version, its time scale, where the first segment is, and how long."""
    raw = bytearray((streamed / STREAM).read_bytes())
    start = raw.index(b"sidx") - 4
    raw[start + place : start + place + 8] = struct.pack(">Q", 0xFEDCBA9876543210)
    (streamed / STREAM).write_bytes(raw)
    found = found_in(streamed)
    assert STREAM in {
        each.file for code in ("file-unreadable", "segments-differ") for each in found.get(code, ())
    }


def test_an_index_that_begins_at_another_time(streamed: Path, found_in: Found) -> None:
    """A player that goes by it would start the sound late."""
    raw = bytearray((streamed / STREAM).read_bytes())
    times = raw.index(b"sidx") + 4
    assert raw[times] == 1  # 64-bit times: after version, flags, track and time scale
    (rate_hz,) = struct.unpack_from(">I", raw, times + 8)
    struct.pack_into(">Q", raw, times + 12, rate_hz * 3 // 2)
    (streamed / STREAM).write_bytes(raw)
    told = only(found_in(streamed), "segments-differ", STREAM)
    assert (told.measured, told.wanted) == ("1.500 s", "0.000 s")


def test_a_stream_that_peaks_higher_than_it_should(streamed: Path, found_in: Found) -> None:
    """It is measured as it is delivered, whatever it was made from."""
    louder = ["-af", "volume=12dB", "-c:a", "aac", "-b:a", "192k", "-movflags",
              "+cmaf+global_sidx+delay_moov", "-frag_duration", "6000000"]  # fmt: skip
    marks = ["-metadata:s:a:0", "language=eng", "-disposition:a:0", "visual_impaired+descriptions"]
    made = streamed / "louder.mp4"
    run([find_ffmpeg(), "-v", "error", "-i", str(streamed / "described.m4a"), *louder, *marks,
         str(made)])  # fmt: skip
    made.replace(streamed / STREAM)
    found = found_in(streamed)
    for code, unit in (("true-peak-high", "dBTP"), ("loudness-off-target", "LUFS")):
        told = only(found, code, STREAM)
        assert told.unit == unit
        assert told.measured is not None
