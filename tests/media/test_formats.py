"""The deliverables, read back: tracks, order, flags, languages, titles, and the sound itself."""

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from narrator.errors import JobError
from narrator.levels import MixSettings
from narrator.media.commands import decode_command
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.formats import FORMATS
from narrator.media.measure import measure_file
from narrator.media.mixdown import Deliverables, Described, MixResult, mix_down
from narrator.media.probe import probe, probe_sounds, probe_tracks
from narrator.media.run import run
from narrator.media.tracks import HOLDS, kept_tracks
from narrator.mix import plan_mix
from narrator.model import Clip, Placement, Programme

Place = Callable[..., list[tuple[Placement, Clip, float]]]
Know = Callable[[Path], Programme]
Make = Callable[..., Path]
Deliver = Callable[..., MixResult]
SETTINGS = MixSettings()
AAC_PADDING = 3 * 1024  # a transport stream cannot say how much of its first and last frames is so


@pytest.fixture(scope="session")
def deliver(place_in: Place) -> Deliver:
    """Return a function that mixes a clip into described files in the folder it is given."""

    def make_all(folder: Path, programme: Programme, *formats: str) -> MixResult:
        described = tuple(
            Described(format=name, path=folder / f"described{FORMATS[name].suffix}")
            for name in formats
        )
        deliverables = Deliverables(
            stem=folder / "narration.wav", described=described, language="en-GB"
        )
        plan = plan_mix(place_in(folder, 1_000), programme, SETTINGS)
        return mix_down(plan, programme, deliverables, SETTINGS)

    return make_all


def decoded(path: Path, track: int) -> NDArray[np.int16]:
    """Return sound track number `track` of a file as 16-bit stereo (frames, channels)."""
    source = f"file:{path}"
    command = [find_ffmpeg(), "-v", "error", "-i", source, "-map", f"0:a:{track}", "-f", "s16le"]
    raw = run([*command, "-c:a", "pcm_s16le", "pipe:1"])
    return np.frombuffer(raw, dtype="<i2").reshape(-1, 2)


def pgs(path: Path) -> Path:
    """Write the shortest of picture subtitles: two empty screens."""
    segments = b""
    for stamp in (90_000, 180_000):
        head = b"PG" + stamp.to_bytes(4, "big") + bytes(4)
        screen = (64).to_bytes(2, "big") + (48).to_bytes(2, "big") + bytes([16, 0, 0, 128, 0, 0, 0])
        segments += head + b"\x16" + len(screen).to_bytes(2, "big") + screen
        segments += head + b"\x80" + bytes(2)
    path.write_bytes(segments)
    return path


@pytest.fixture(scope="module")
def folder(
    tmp_path_factory: pytest.TempPathFactory, make: Make, known: Know, deliver: Deliver
) -> Path:
    """Return a folder with `episode.mkv` and the described mix of it in every format.

    The episode has a picture, two sound tracks, two subtitles, a font and chapters.
    """
    tmp_path = tmp_path_factory.mktemp("episode")
    (tmp_path / "a.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nHarbour, dawn\n")
    (tmp_path / "font.ttf").write_bytes(b"not really a font")
    (tmp_path / "meta.txt").write_text(
        ";FFMETADATA1\ntitle=The Lighthouse\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=2000\n"
        "title=Opening\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=2000\nEND=4000\ntitle=Storm\n"
    )
    noise = "anoisesrc=d=4:r=48000:a=0.05:seed={}"
    episode = make(
        "-f", "lavfi", "-i", "testsrc=d=4:r=25:s=64x48",
        "-f", "lavfi", "-i", noise.format(1), "-f", "lavfi", "-i", noise.format(2),
        "-i", tmp_path / "a.srt", "-i", tmp_path / "meta.txt", "-i", pgs(tmp_path / "a.sup"),
        "-map", 0, "-map", 1, "-map", 2, "-map", 3, "-map", 5, "-map_metadata", 4,
        "-attach", tmp_path / "font.ttf", "-metadata:s:t", "mimetype=font/ttf",
        "-c:v", "mpeg4", "-c:a", "aac", "-ac", 2, "-c:s:0", "srt", "-c:s:1", "copy",
        "-metadata:s:a:0", "language=swe", "-metadata:s:a:1", "language=fin",
        "-metadata:s:s:0", "language=eng", "-disposition:a:0", "original",
        "-disposition:a:1", "comment", path=tmp_path / "episode.mkv",
    )  # fmt: skip
    deliver(tmp_path, known(episode), *FORMATS)
    return tmp_path


@pytest.mark.parametrize("name", ["mkv", "mp4"])
def test_the_described_track_stands_beside_all_there_was(folder: Path, name: str) -> None:
    """The original sound is first and default; the described is last, flagged, never default."""
    with av.open(str(folder / f"described.{name}")) as result:
        sound = result.streams.audio
        assert [each.metadata["language"] for each in sound] == ["swe", "fin", "eng"]
        flags = [{flag.name for flag in each.disposition} for each in sound]
        assert "default" in flags[0]
        assert "default" not in flags[2]
        assert "visual_impaired" in flags[2]
        assert ("descriptions" in flags[2]) == (name == "mp4")
        title = sound[2].metadata["title" if name == "mkv" else "handler_name"]
        assert title == "Audio description"
        assert sound[2].codec_context.name == ("flac" if name == "mkv" else "aac")
        assert [each.codec_context.name for each in result.streams.video] == ["mpeg4"]
        assert [each["metadata"]["title"] for each in result.chapters()] == ["Opening", "Storm"]
        assert result.metadata["title"] == "The Lighthouse"
        assert abs((result.duration or 0) - 4_000_000) < 60_000


def test_mkv_keeps_every_track_and_flag(folder: Path) -> None:
    """Subtitles of both kinds and the font go along as they are; nothing needs telling."""
    tracks = probe_tracks(folder / "described.mkv")
    assert [(each.kind, each.codec) for each in tracks] == [
        ("video", "mpeg4"),
        ("audio", "aac"),
        ("audio", "aac"),
        ("audio", "flac"),
        ("subtitle", "subrip"),
        ("subtitle", "hdmv_pgs_subtitle"),
        ("attachment", "font.ttf"),
    ]
    assert {"default", "original"} <= set(tracks[1].flags)
    assert tracks[2].flags == ("comment",)
    assert kept_tracks(probe_tracks(folder / "episode.mkv"), HOLDS["mkv"])[1] == ()


def test_mp4_tells_what_it_cannot_hold(folder: Path) -> None:
    """Text subtitles become MP4's own; picture subtitles and the font are findings."""
    findings = kept_tracks(probe_tracks(folder / "episode.mkv"), HOLDS["mp4"])[1]
    tracks = probe_tracks(folder / "described.mp4")
    assert [each.codec for each in tracks if each.kind == "subtitle"] == ["mov_text"]
    assert [finding.code for finding in findings] == ["track-left-out"] * 2
    assert "hdmv_pgs_subtitle" in findings[0].message
    assert not any(finding.blocking for finding in findings)


def test_copied_tracks_are_the_same_packets(folder: Path) -> None:
    """The original sound is not encoded again."""
    for track in (0, 1):
        copied = decoded(folder / "described.mkv", track)
        assert np.array_equal(copied, decoded(folder / "episode.mkv", track))


def test_in_mkv_and_flac_the_sound_is_that_of_the_wav(folder: Path) -> None:
    """No loss, not a sample more or less: the decoded bytes are equal."""
    wav = run(decode_command(find_ffmpeg(), probe(folder / "described.wav")))
    assert run(decode_command(find_ffmpeg(), probe(folder / "described.flac"))) == wav
    command = [find_ffmpeg(), "-v", "error", "-i", str(folder / "described.mkv"), "-map", "0:a:2"]
    assert run([*command, "-f", "s24le", "-c:a", "pcm_s24le", "pipe:1"]) == wav


@pytest.mark.parametrize("name", ["mkv", "mp4", "mov", "m4a"])
def test_described_and_original_sound_stay_together(folder: Path, name: str) -> None:
    """Outside the dip the described track is the original, to the sample, after encoding."""
    result = folder / f"described.{name}"
    original = decoded(folder / "episode.mkv", 0)
    described = decoded(result, len(probe_sounds(result)) - 1)
    tail = slice(3 * 48_000, 3 * 48_000 + 16_384)
    spectrum = np.fft.rfft(original[tail, 0]).conj() * np.fft.rfft(described[tail, 0])
    assert int(np.argmax(np.fft.irfft(spectrum))) == 0


@pytest.mark.parametrize("name", ["mkv", "mp4", "mov"])
def test_tracks_start_together_where_the_sound_is_late(
    tmp_path: Path, make: Make, known: Know, deliver: Deliver, name: str
) -> None:
    """A programme whose sound starts half a second in keeps it there in both tracks."""
    path = make(
        "-f", "lavfi", "-i", "testsrc=d=4:r=25:s=64x48", "-itsoffset", "0.5",
        "-f", "lavfi", "-i", "anoisesrc=d=3.5:r=48000:a=0.05", "-c:v", "mpeg4", "-c:a", "aac",
        path=tmp_path / "late.mp4",
    )  # fmt: skip
    deliver(tmp_path, known(path), name)
    with av.open(str(tmp_path / f"described.{name}")) as result:
        original, described = result.streams.audio
        first = next(iter(result.decode(original))).time
        result.seek(0)
        samples = np.concatenate([each.to_ndarray()[0] for each in result.decode(described)])
    onset = int(np.flatnonzero(np.abs(samples / np.abs(samples).max()) > 0.01)[0])
    assert first == pytest.approx(0.5, abs=0.03)
    assert onset / 48_000 == pytest.approx(first, abs=0.03)


def test_a_programme_without_sound(
    tmp_path: Path, make: Make, known: Know, deliver: Deliver
) -> None:
    """A silent film gets the described track as its only sound."""
    path = make(
        "-f", "lavfi", "-i", "testsrc=d=4:r=25:s=64x48", "-c:v", "mpeg4", path=tmp_path / "a.mp4"
    )
    deliver(tmp_path, known(path), "mkv", "mp4")
    for name in ("mkv", "mp4"):
        tracks = probe_tracks(tmp_path / f"described.{name}")
        assert [each.kind for each in tracks] == ["video", "audio"]
        assert "visual_impaired" in tracks[1].flags
    assert "default" not in probe_tracks(tmp_path / "described.mkv")[1].flags


def test_a_sound_file_fits_every_format(
    tmp_path: Path, noisy: Callable[..., Programme], deliver: Deliver
) -> None:
    """Containers without a picture hold both tracks; the PCM that MP4 and TS lack becomes AAC."""
    result = deliver(tmp_path, noisy(4, 44_100, 1, "s24"), *FORMATS)
    assert [finding.code for finding in result.findings] == ["track-encoded-again"] * 2
    loudness = {name: measure_file(tmp_path / f"described.{name}", track=-1) for name in FORMATS}
    for name, facts in loudness.items():
        spare = AAC_PADDING if name == "ts" else 0
        assert 0 <= facts.length_samples - 4 * 44_100 <= spare
        assert facts.loudness.integrated_lufs == pytest.approx(
            loudness["wav"].loudness.integrated_lufs,
            abs=1.0,  # AAC leaves out some of a white noise
        )
    assert [each.codec for each in probe_tracks(tmp_path / "described.mkv")] == [
        "pcm_s24le",
        "flac",
    ]


@pytest.mark.parametrize("layout", ["5.1", "5.1(side)", "7.1"])
def test_surround_keeps_its_layout(
    tmp_path: Path, make: Make, known: Know, deliver: Deliver, layout: str
) -> None:
    """In every format that names its speakers; AAC knows only one 5.1."""
    count = 8 if layout == "7.1" else 6
    pan = f"pan={layout}|" + "|".join(f"c{place}=c0" for place in range(count))
    path = make(
        "-f", "lavfi", "-i", "anoisesrc=d=3:r=16000:a=0.05", "-af", pan, path=tmp_path / "p.wav"
    )
    deliver(tmp_path, known(path), "wav", "flac", "mkv", "m4a")
    for name in ("wav", "flac", "m4a"):
        found = probe(tmp_path / f"described.{name}").layout
        assert found == ("5.1" if name == "m4a" and count == 6 else layout)


@pytest.mark.parametrize("kind", ["s32", "f32"])
def test_thirty_two_bits(
    tmp_path: Path,
    noisy: Callable[..., Programme],
    deliver: Deliver,
    kind: str,
) -> None:
    """MKV keeps them as PCM; FLAC has 24 and says so."""
    result = deliver(tmp_path, noisy(3, 48_000, 2, kind), "flac", "mkv")
    assert [finding.code for finding in result.findings] == ["flac-24-bit"]
    codecs = [each.codec for each in probe_tracks(tmp_path / "described.mkv")]
    assert codecs == [f"pcm_{kind}le", f"pcm_{kind}le"]
    assert probe(tmp_path / "described.flac").sample_format == "s24"


def test_too_many_channels_are_refused_before_work(
    tmp_path: Path, make: Make, known: Know, deliver: Deliver
) -> None:
    """FLAC holds eight; nothing is begun."""
    pan = "pan=12c|c0=c0|c11=c0"
    path = make("-f", "lavfi", "-i", "anoisesrc=d=1:r=8000", "-af", pan, path=tmp_path / "p.wav")
    with pytest.raises(JobError, match="at most 8"):
        deliver(tmp_path, known(path), "flac")
    assert not list(tmp_path.glob("*.flac"))
