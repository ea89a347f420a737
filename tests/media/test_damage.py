"""A floating-point programme with samples that are no numbers: told, and mixed as silence."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from narrator.cache import ClipCache
from narrator.cli import run
from narrator.errors import MediaError
from narrator.job import Job
from narrator.kit import Kit
from narrator.media.damage import DamageMeter
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.measure import measure_file
from narrator.media.measured import measured
from narrator.media.probe import probe, probe_tracks
from narrator.media.run import run as execute
from narrator.media.soundmeter import SoundFacts
from narrator.model import Damage, Outcome, Programme, Span
from narrator.pipeline import narrate

RATE_HZ = 48_000
SUBTITLES = """1
00:00:01,000 --> 00:00:03,000
LOWER QUAY, 1911

2
00:00:08,000 --> 00:00:10,000
HARBOUR OFFICE
"""
DAMAGED = ((2 * RATE_HZ, 2 * RATE_HZ + 100, np.nan), (6 * RATE_HZ, 6 * RATE_HZ + 20, np.inf),
           (9 * RATE_HZ, 9 * RATE_HZ + 1, -np.inf))  # fmt: skip
BITS = 'description = "16 bits"\n[deliver]\nbits = "16"\n'

Floats = NDArray[np.float64]


def test_damage_is_counted_across_blocks() -> None:
    """A moment counts once, in however many channels."""
    frames = np.zeros((1_000, 2), np.float32)
    frames[480] = np.nan, np.inf
    frames[720, 1] = -np.inf
    meter = DamageMeter()
    for block in (frames[:500], frames[500:700], frames[700:]):
        meter.take(block)
    assert meter.found(RATE_HZ, 40) == Damage(samples=2, span=Span(start_ms=50, end_ms=56))
    assert DamageMeter().found(RATE_HZ, 0) is None


def test_numbers_too_large_to_be_squared_are_damage(tmp_path: Path) -> None:
    """As bits that were never samples give them; a sound in steps of 32 bits is none."""
    sound = np.random.default_rng(4).standard_normal((12 * RATE_HZ, 2)).astype(np.float32) * 0.05
    sound[RATE_HZ, 1], sound[5 * RATE_HZ : 5 * RATE_HZ + 3] = 2.0**31, (1e22, -3e38)
    soundfile.write(tmp_path / "ep.wav", sound, RATE_HZ, subtype="FLOAT")
    (tmp_path / "ep.srt").write_text(SUBTITLES, encoding="utf-8")
    outcome = rendered(tmp_path, tmp_path, "broadcast", ("wav",))
    (told,) = (f for f in outcome.rendering.findings if f.code == "not-a-number")
    assert (told.span, outcome.exit_code) == (Span(start_ms=5_000, end_ms=5_001), 7)
    mix, _ = soundfile.read(tmp_path / "out" / "described.wav", always_2d=True)
    assert np.abs(mix[5 * RATE_HZ :]).max() < 0.9
    assert not mix[5 * RATE_HZ : 5 * RATE_HZ + 3].any()


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with subtitles and a damaged programme, in stereo."""
    folder = tmp_path_factory.mktemp("damaged")
    sound = np.random.default_rng(3).standard_normal((12 * RATE_HZ, 2)).astype(np.float32) * 0.05
    for first, end, value in DAMAGED:
        sound[first:end, first // RATE_HZ % 2] = value
    soundfile.write(folder / "ep.wav", sound, RATE_HZ, subtype="FLOAT")
    (folder / "ep.srt").write_text(SUBTITLES, encoding="utf-8")
    (folder / "sixteen.toml").write_text(BITS, encoding="utf-8")
    return folder


def rendered(source: Path, folder: Path, profile: str, formats: tuple[str, ...]) -> Outcome:
    """Render with the tone engine."""
    job = Job(source=source / "ep.srt", programme=source / "ep.wav", output=folder / "out",
              engine="tone", language="en", profile=profile, formats=formats)  # fmt: skip
    return narrate(job, Kit(cache=ClipCache(folder / "cache"), heard_folder=folder / "heard"))


def test_what_was_measured_of_it_is_kept(source: Path, tmp_path: Path) -> None:
    """The second time it is told from there."""

    def never(_: Programme) -> SoundFacts:
        raise MediaError("measured again")

    programme = probe(source / "ep.wav")
    facts = measured(programme, tmp_path)
    assert facts.damage == Damage(samples=121, span=Span(start_ms=2_000, end_ms=9_001))
    assert measured(programme, tmp_path, listen=never).damage == facts.damage
    assert facts.loudness.true_peak_dbtp is not None
    assert facts.loudness.true_peak_dbtp < 0


@pytest.mark.parametrize("bits", ["as they are", "16"])
def test_it_is_silence_in_every_mix_and_told_where(source: Path, tmp_path: Path, bits: str) -> None:
    """In floats and in whole numbers, in which it would be as loud as can be; beside narration too.

    All that was whole is as it was.
    """
    profile = str(source / "sixteen.toml") if bits == "16" else "broadcast"
    outcome = rendered(source, tmp_path, profile, ("wav", "m4a"))
    (told,) = (f for f in outcome.rendering.findings if f.code == "not-a-number")
    assert (told.blocking, outcome.exit_code) == (True, 7)
    assert told.span == Span(start_ms=2_000, end_ms=9_001)
    for words in ("121 samples (2.52 ms in all)", "between 00:00:02.000 and 00:00:09.001"):
        assert words in told.message
    mix, _ = soundfile.read(tmp_path / "out" / "described.wav", always_2d=True)
    whole = np.nan_to_num(soundfile.read(source / "ep.wav", always_2d=True)[0],
                          nan=0.0, posinf=0.0, neginf=0.0)  # fmt: skip
    assert np.isfinite(mix).all()
    free = np.ones(len(mix), bool)
    for duck in outcome.rendering.plan.ducks:
        first, last = duck.span.start_ms - duck.fade_in_ms, duck.span.end_ms + duck.fade_out_ms
        free[first * 48 : last * 48 + 1] = False
    assert free[6 * RATE_HZ]
    assert np.abs(mix - whole)[free].max() <= (2.0**-15 if bits == "16" else 0)
    assert np.abs(mix).max() < 0.9
    assert run(["check", str(tmp_path / "out"), "--profile", profile]) == 0


def test_the_programmes_own_track_is_encoded_again_in_mp4(source: Path, tmp_path: Path) -> None:
    """The encoder of AAC refuses what is no number; it is silence there too."""
    picture = ["-f", "lavfi", "-i", "testsrc=d=12:s=64x48:r=25", "-i", str(source / "ep.wav")]
    kept = ["-c:v", "mpeg4", "-c:a", "copy", "-metadata:s:a:0", "language=fra"]
    programme = tmp_path / "ep.mkv"
    execute([find_ffmpeg(), "-v", "error", *picture, *kept, str(programme)])
    job = Job(source=source / "ep.srt", programme=programme, output=tmp_path / "out",
              engine="tone", language="en", formats=("mp4",))  # fmt: skip
    outcome = narrate(job, Kit(cache=ClipCache(tmp_path / "cache"), heard_folder=tmp_path / "h"))
    codes = {finding.code for finding in outcome.rendering.findings}
    assert {"not-a-number", "track-encoded-again"} <= codes
    path = tmp_path / "out" / "described.mp4"
    assert [t.language for t in probe_tracks(path) if t.kind == "audio"] == ["fra", "eng"]
    levels = [measure_file(path, track=track).loudness.true_peak_dbtp for track in (0, 1)]
    assert all(level is not None and level < -6 for level in levels)


def test_a_whole_programme_in_floats_is_told_of_nothing(
    tmp_path: Path, write_sound: Callable[..., Path]
) -> None:
    """And comes through to the bit."""
    folder = tmp_path / "whole"
    folder.mkdir()
    (folder / "ep.srt").write_text(SUBTITLES, encoding="utf-8")
    write_sound(folder / "ep.wav", np.full((12 * RATE_HZ, 2), -0.25), RATE_HZ, "f32")
    outcome = rendered(folder, tmp_path, "broadcast", ("wav",))
    assert not [f for f in outcome.rendering.findings if f.code == "not-a-number"]
    mix, _ = soundfile.read(tmp_path / "out" / "described.wav", always_2d=True, dtype="float32")
    assert (mix[6 * RATE_HZ : 7 * RATE_HZ] == -0.25).all()
