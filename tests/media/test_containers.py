"""Every container in both modes, read back by readers that are not ours.

libav (through PyAV) reads them all; MediaInfo is independent of it, and ebmlite reads MKV bare.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import av
import ebmlite
import numpy as np
import pytest
from numpy.typing import NDArray
from pymediainfo import MediaInfo

from narrator.errors import JobError
from narrator.levels import MixSettings
from narrator.media.formats import FORMATS
from narrator.media.mixdown import Deliverables, Described, mix_down
from narrator.media.probe import probe
from narrator.mix import plan_mix
from narrator.model import Clip, Finding, Hold, Mode, Placement, Programme

Place = Callable[..., list[tuple[Placement, Clip, float]]]
Make = Callable[..., Path]
Surround = Callable[[str, int], Programme]
SETTINGS = MixSettings()
BESIDE = ("mkv", "mp4", "mov", "ts")
MODES: tuple[Mode, ...] = ("captions", "all")
TITLES: dict[Mode, str] = {"captions": "Audiodeskription", "all": "Gesprochene Untertitel"}
VOICE_OVER = "Dubbed / public.translation.voice-over"  # as MediaInfo shows the two


@dataclass(frozen=True)
class Shelf:
    """A folder with `mode.format` of a Swedish programme, described in German."""

    folder: Path

    def path(self, mode: Mode, name: str) -> Path:
        """Return one file."""
        return self.folder / f"{mode}{FORMATS[name].suffix}"

    def sounds(self, mode: Mode, name: str) -> list[tuple[set[str], dict[str, str]]]:
        """Return the dispositions and metadata of each sound, by libav."""
        with av.open(str(self.path(mode, name))) as result:
            return [
                ({flag.name or "" for flag in each.disposition}, dict(each.metadata))
                for each in result.streams.audio
            ]

    def shown(self, mode: Mode, name: str, kind: str = "Audio") -> list[Any]:
        """Return the tracks of a kind, by MediaInfo."""
        tracks: Sequence[Any] = MediaInfo.parse(self.path(mode, name)).tracks
        return [each for each in tracks if each.track_type == kind]


@pytest.fixture(scope="module")
def programme(
    tmp_path_factory: pytest.TempPathFactory, make: Make, known: Callable[[Path], Programme]
) -> Programme:
    """Return a programme with a picture and Swedish sound."""
    path = tmp_path_factory.mktemp("programme") / "programme.mkv"
    return known(make(
        "-f", "lavfi", "-i", "testsrc=d=3:r=25:s=64x48",
        "-f", "lavfi", "-i", "anoisesrc=d=3:r=48000:a=0.05:seed=3",
        "-c:v", "mpeg2video", "-c:a", "aac", "-ac", 2, "-metadata:s:a:0", "language=swe", path=path,
    ))  # fmt: skip


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory, place_in: Place, programme: Programme) -> Shelf:
    """Return every format of the described mix in both modes."""
    shelf = Shelf(tmp_path_factory.mktemp("shelf"))
    plan = plan_mix(place_in(shelf.folder, 1_000), programme, SETTINGS)
    for mode in MODES:
        described = tuple(
            Described(format=name, path=shelf.path(mode, name)) for name in FORMATS if name != "wav"
        )
        wanted = Deliverables(
            stem=shelf.folder / "stem.wav", described=described, language="de-DE", mode=mode
        )
        assert mix_down(plan, programme, wanted, SETTINGS).findings == ()
    return shelf


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", BESIDE)
def test_the_described_track_is_the_last_and_never_the_default(
    shelf: Shelf, mode: Mode, name: str
) -> None:
    """Its language is its own, the programme's own sound keeps its."""
    own, described = shelf.sounds(mode, name)
    assert (own[1]["language"], described[1]["language"]) == ("swe", "deu")
    assert "default" not in described[0]
    assert ("default" in own[0]) == (name != "ts")  # a transport stream has no default


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", BESIDE)
def test_mediainfo_agrees(shelf: Shelf, mode: Mode, name: str) -> None:
    """On language and default, which it does not know of a transport stream."""
    own, described = shelf.shown(mode, name)
    assert (own.language, described.language) == ("sv", "de")
    assert (own.default, described.default) == ((None, None) if name == "ts" else ("Yes", "No"))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", ["mkv", "mp4", "mov"])
def test_the_title_tells_which_it_is(shelf: Shelf, mode: Mode, name: str) -> None:
    """In the language of the track; a transport stream has none for a track."""
    tags = shelf.sounds(mode, name)[1][1]
    assert tags["title" if name == "mkv" else "name"] == TITLES[mode]
    assert shelf.shown(mode, name)[1].title.startswith(TITLES[mode])


@pytest.mark.parametrize(
    ("name", "description", "spoken"),
    [
        ("mkv", {"visual_impaired"}, {"visual_impaired", "dub"}),
        ("mp4", {"visual_impaired", "descriptions"}, {"dub"}),
        ("ts", {"visual_impaired", "descriptions"}, {"visual_impaired"}),
        ("mov", set(), set()),
    ],
)
def test_flags_as_libav_reads_them(
    shelf: Shelf, name: str, description: set[str], spoken: set[str]
) -> None:
    """Spoken subtitles are told from description in all but MOV, which has no such flags."""
    assert shelf.sounds("captions", name)[1][0] == description
    assert shelf.sounds("all", name)[1][0] == spoken


@pytest.mark.parametrize(
    ("name", "description", "spoken"),
    [("mp4", "VI", "Dubbed"), ("mov", "VI", VOICE_OVER), ("m4a", "VI", VOICE_OVER)],
)
def test_kinds_and_characteristics_as_mediainfo_reads_them(
    shelf: Shelf, name: str, description: str, spoken: str
) -> None:
    """The kind of MP4, and what Apple's players look for in MOV and M4A."""
    assert shelf.shown("captions", name)[-1].service_kind == description
    assert shelf.shown("all", name)[-1].service_kind == spoken


@pytest.mark.parametrize("mode", MODES)
def test_a_transport_stream_says_it_is_a_broadcast_mix(shelf: Shelf, mode: Mode) -> None:
    """To MediaInfo; the programme's own sound is not supplementary."""
    own, described = shelf.shown(mode, "ts")
    assert (own.mix_type, described.mix_type) == (None, "Independent")


def track_entries(path: Path) -> list[dict[int, Any]]:
    """Return the elements of each TrackEntry of an MKV file, by their identifier."""
    with path.open("rb") as stream:
        document = ebmlite.loadSchema("matroska.xml").load(stream)
        (segment,) = [each for each in document if each.name == "Segment"]
        (tracks,) = [each for each in segment if each.name == "Tracks"]
        return [
            {each.id: bytes(each.value) if isinstance(each.value, bytearray) else each.value
             for each in entry}
            for entry in tracks if entry.name == "TrackEntry"
        ]  # fmt: skip


@pytest.mark.parametrize("mode", MODES)
def test_the_elements_of_mkv(shelf: Shelf, mode: Mode) -> None:
    """FlagDefault 0, FlagVisualImpaired 1; FlagOriginal 0 for a translation; no commentary."""
    default, visual_impaired, text_descriptions, original, commentary = (
        0x88, 0x55AC, 0x55AD, 0x55AE, 0x55AF,
    )  # fmt: skip
    _, own, described = track_entries(shelf.path(mode, "mkv"))
    assert own.get(default, 1) == 1
    assert described[default] == 0
    assert described[visual_impaired] == b"\x01"
    assert described.get(original) == (None if mode == "captions" else b"\x00")
    assert not {text_descriptions, commentary} & described.keys()
    assert (described[0x536E], described[0x22B59C]) == (TITLES[mode], "deu")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", ["flac", "m4a"])
def test_files_of_the_mix_alone(shelf: Shelf, mode: Mode, name: str) -> None:
    """The title of the file tells which it is."""
    (general,) = shelf.shown(mode, name, "General")
    (sound,) = shelf.shown(mode, name)
    assert (general.title, sound.language) == (TITLES[mode], "de")
    with av.open(str(shelf.path(mode, name))) as result:
        tags = {key.lower(): value for key, value in result.metadata.items()}
    assert tags["title"] == TITLES[mode]


def test_without_a_translation_nothing_says_there_is_one(
    tmp_path: Path, place_in: Place, programme: Programme
) -> None:
    """Swedish subtitles, spoken over Swedish: the title alone tells in MP4 and MOV."""
    described = tuple(Described(format=name, path=tmp_path / f"a.{name}") for name in BESIDE)
    plan = plan_mix(place_in(tmp_path, 1_000), programme, SETTINGS)
    wanted = Deliverables(
        stem=tmp_path / "stem.wav", described=described, language="sv", mode="all"
    )
    mix_down(plan, programme, wanted, SETTINGS)
    for each in described:
        with av.open(str(each.path)) as result:
            flags = {flag.name for flag in result.streams.audio[1].disposition}
        assert flags == ({"visual_impaired"} if each.format in {"mkv", "ts"} else set())
        assert MediaInfo.parse(each.path).audio_tracks[1].service_kind is None


def held_mix(
    folder: Path, place_in: Place, programme: Programme, name: str
) -> tuple[Path, Sequence[Finding]]:
    """Make a mix of a programme that is held for a second at 1.5 s; return it and what was told."""
    plan = plan_mix(place_in(folder, 1_000), programme, SETTINGS)
    hold = Hold(at_ms=1_500, length_ms=1_000)
    held = replace(plan, holds=(hold,), length_samples=plan.length_samples + 48_000)
    path = folder / f"a.{name}"
    wanted = Deliverables(
        stem=folder / "stem.wav", described=(Described(format=name, path=path),), language="fi"
    )
    return path, mix_down(held, programme, wanted, SETTINGS).findings


@pytest.mark.parametrize("name", ["mov", "ts"])
def test_a_held_programme(tmp_path: Path, place_in: Place, programme: Programme, name: str) -> None:
    """With its picture encoded again, and the mix as its only sound."""
    path, findings = held_mix(tmp_path, place_in, programme, name)
    assert [finding.code for finding in findings] == ["picture-held"]
    with av.open(str(path)) as made:
        (sound,) = made.streams.audio
        assert sound.metadata["language"] == "fin"
        assert len(made.streams.video) == 1
    assert probe(path).duration_ms == pytest.approx(4_000, abs=100)


def seen(path: Path, at_s: float) -> NDArray[np.float32]:
    """Return the picture that stands at a time after the first one."""
    with av.open(str(path)) as container:
        picture = container.streams.video[0]
        first = float((picture.start_time or 0) * (picture.time_base or 0))
        shown = [f for f in container.decode(picture) if (f.time or 0) - first <= at_s + 0.001]
        return shown[-1].to_ndarray(format="gray").astype(np.float32)


@pytest.mark.parametrize("name", ["mkv", "mp4", "mov", "ts"])
def test_the_picture_stands_still_while_the_programme_is_held(
    tmp_path: Path, place_in: Place, programme: Programme, name: str
) -> None:
    """And goes on after it as it would have: seen against the programme's own pictures."""
    path, _ = held_mix(tmp_path, place_in, programme, name)

    def unlike(at_s: float, own_s: float) -> float:
        return float(np.abs(seen(path, at_s) - seen(programme.path, own_s)).mean())

    moved = float(np.abs(seen(programme.path, 1.9) - seen(programme.path, 1.48)).mean())
    assert moved > 4
    for at_s, own_s in ((0.5, 0.5), (1.7, 1.48), (2.3, 1.48), (2.9, 1.9), (3.8, 2.8)):
        assert unlike(at_s, own_s) < moved / 2


def heard(path: Path, track: int) -> tuple[float, NDArray[np.float32]]:
    """Return when a sound track's first frame is, after the first picture, and its samples."""
    with av.open(str(path)) as container:
        picture, sound = container.streams.video[0], container.streams.audio[track]
        first = float((picture.start_time or 0) * (picture.time_base or 0))
        frames = list(container.decode(sound))
        return (frames[0].time or 0) - first, np.concatenate([f.to_ndarray()[0] for f in frames])


def test_in_a_transport_stream_described_and_original_sound_stay_together(
    tmp_path: Path, place_in: Place, make: Make, known: Callable[[Path], Programme]
) -> None:
    """To a millisecond by their time stamps, where the sound starts half a second in."""
    path = make(
        "-f", "lavfi", "-i", "testsrc=d=4:r=25:s=64x48", "-itsoffset", "0.5",
        "-f", "lavfi", "-i", "anoisesrc=d=3.5:r=48000:a=0.05", "-c:v", "mpeg4", "-c:a", "aac",
        path=tmp_path / "late.mp4",
    )  # fmt: skip
    described = (Described(format="ts", path=tmp_path / "a.ts"),)
    plan = plan_mix(place_in(tmp_path, 1_000), known(path), SETTINGS)
    wanted = Deliverables(stem=tmp_path / "stem.wav", described=described)
    mix_down(plan, known(path), wanted, SETTINGS)
    (own_s, own), (mix_s, mix) = (heard(tmp_path / "a.ts", track) for track in (0, 1))
    assert own_s == pytest.approx(0.5, abs=0.03)
    own, mix = (sound[round((3 - start_s) * 48_000) :][:16_384]
                for start_s, sound in ((own_s, own), (mix_s, mix)))  # fmt: skip
    alike = np.fft.irfft(np.fft.rfft(own).conj() * np.fft.rfft(mix))
    lag = (int(np.argmax(alike)) + 8_192) % 16_384 - 8_192
    assert abs(lag) <= 48


@pytest.fixture
def surround(tmp_path: Path, make: Make, known: Callable[[Path], Programme]) -> Surround:
    """Return a maker of programmes of a layout."""

    def make_programme(layout: str, channels: int) -> Programme:
        pan = f"pan={layout}|" + "|".join(f"c{place}=c0" for place in range(channels))
        noise = "anoisesrc=d=3:r=48000:a=0.05"
        return known(make("-f", "lavfi", "-i", noise, "-af", pan, path=tmp_path / "p.wav"))

    return make_programme


def test_surround_in_a_transport_stream_is_ac3(
    tmp_path: Path, place_in: Place, surround: Surround
) -> None:
    """By DVB's descriptors, and told to be a broadcast mix like any other."""
    programme = surround("5.1", 6)
    described = (Described(format="ts", path=tmp_path / "a.ts"),)
    wanted = Deliverables(stem=tmp_path / "stem.wav", described=described, language="de")
    mix_down(plan_mix(place_in(tmp_path, 1_000), programme, SETTINGS), programme, wanted, SETTINGS)
    _, shown = MediaInfo.parse(tmp_path / "a.ts").audio_tracks
    assert (shown.format, shown.channel_s, shown.codec_id) == ("AC-3", 6, "6")
    assert (shown.mix_type, shown.language) == ("Independent", "de")


def test_more_channels_than_a_transport_stream_takes(
    tmp_path: Path, place_in: Place, surround: Surround
) -> None:
    """Are refused before any work."""
    programme = surround("7.1", 8)
    described = (Described(format="ts", path=tmp_path / "a.ts"),)
    plan = plan_mix(place_in(tmp_path, 1_000), programme, SETTINGS)
    with pytest.raises(JobError, match="at most 6"):
        mix_down(
            plan, programme, Deliverables(stem=tmp_path / "s.wav", described=described), SETTINGS
        )
    assert not (tmp_path / "a.ts").exists()
