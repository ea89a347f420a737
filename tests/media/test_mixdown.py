"""The mix, measured: untouched outside the dips, exact inside, whole or not there at all."""

import math
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from narrator.errors import JobError, MediaError, SpeechError
from narrator.levels import LoudnessTarget, MixSettings
from narrator.media.clips import load_clip
from narrator.media.measure import measure, measure_file
from narrator.media.mixdown import Deliverables, Described, MixResult, mix_down
from narrator.media.probe import probe
from narrator.media.readback import facts_of_last
from narrator.media.stemmeter import measure_stem
from narrator.media.wavefile import WaveShape, wave_header
from narrator.mix import plan_mix, sample_at
from narrator.model import Clip, MixPlan, Placement, Programme

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Placed = list[tuple[Placement, Clip, float]]
Place = Callable[..., Placed]
Know = Callable[[Path], Programme]
Make = Callable[..., Programme]
SETTINGS = MixSettings()
SHAPES = [
    ("s16", 1, 44_100),
    ("s16", 2, 48_000),
    ("s24", 1, 48_000),
    ("s24", 2, 44_100),
    ("s24", 2, 96_000),
    ("s24", 6, 48_000),
    ("s32", 2, 48_000),
    ("f32", 2, 48_000),
]


def mixed(
    folder: Path,
    programme: Programme | None,
    placed: Placed,
    settings: MixSettings = SETTINGS,
) -> tuple[MixPlan, MixResult]:
    """Plan and make the mix as WAV in `folder`."""
    plan = plan_mix(placed, programme, settings)
    described = (Described(format="wav", path=folder / "described.wav"),) if programme else ()
    deliverables = Deliverables(stem=folder / "narration.wav", described=described)
    return plan, mix_down(plan, programme, deliverables, settings)


def read(path: Path) -> Ints:
    """Return the samples of a file, every bit of them, as (frames, channels)."""
    kind = "float32" if soundfile.info(path).subtype == "FLOAT" else "int32"
    samples = soundfile.read(path, dtype=kind, always_2d=True)[0]
    return np.asarray(samples.view(np.int32))


def floats(path: Path) -> Floats:
    """Return the samples of a file, full scale 1.0, as (frames, channels)."""
    return np.asarray(soundfile.read(path, always_2d=True)[0], dtype=np.float64)


def dip(plan: MixPlan) -> slice:
    """Return the samples of the plan's only dip, its fades included."""
    (duck,) = plan.ducks
    times_ms = (duck.span.start_ms - duck.fade_in_ms, duck.span.end_ms + duck.fade_out_ms)
    return slice(*(sample_at(time_ms, plan.rate_hz) for time_ms in times_ms))


def assert_sum(folder: Path, programme: Programme, gain_db: float, full: slice) -> None:
    """Check that at full depth the mix is the dipped programme and the stem where it belongs."""
    assert gain_db == pytest.approx(-9, abs=0.3)
    stem = floats(folder / "narration.wav")[full]
    expected = floats(programme.path)[full] * 10 ** (gain_db / 20)
    targets = slice(2, 3) if programme.channels == 6 else slice(None)
    expected[:, targets] += stem
    step = 2.0**-15 if programme.sample_format == "s16" else 2.0**-23
    assert np.abs(stem).max() > 0.01
    assert np.abs(floats(folder / "described.wav")[full] - expected).max() <= 1.01 * step


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_outside_the_dips_not_a_bit_changes(
    tmp_path: Path, noisy: Make, placed: Place, shape: tuple[str, int, int]
) -> None:
    """Described minus programme is zero outside the dip; inside it is the ducked sum."""
    kind, channels, rate_hz = shape
    programme = noisy(6, rate_hz, channels, kind)
    plan, result = mixed(tmp_path, programme, placed(2_345))
    before, after = read(programme.path), read(tmp_path / "described.wav")
    assert after.shape == before.shape == (plan.length_samples, channels)
    changed = np.any(after != before, axis=1)
    inside = changed[dip(plan)].mean()
    changed[dip(plan)] = False
    assert not changed.any()
    assert inside > 0.8
    assert (result.clipped_samples, result.findings) == (0, ())
    assert result.described is not None
    heard = result.described.facts.loudness
    finished = measure_file(tmp_path / "described.wav").loudness
    assert heard.integrated_lufs == pytest.approx(finished.integrated_lufs, abs=0.005)
    assert heard.true_peak_dbtp == pytest.approx(finished.true_peak_dbtp, abs=0.005)
    assert facts_of_last(tmp_path / "described.wav", result.described).loudness is heard
    stem = soundfile.info(tmp_path / "narration.wav")
    assert (stem.frames, stem.channels, stem.samplerate) == (len(before), 1, rate_hz)
    assert stem.subtype == ("PCM_16" if kind == "s16" else "PCM_24")
    assert probe(tmp_path / "described.wav").layout == programme.layout
    full = slice(sample_at(2_345, rate_hz), sample_at(3_545, rate_hz))
    assert_sum(tmp_path, programme, plan.ducks[0].gain_db, full)


@pytest.mark.parametrize(
    ("rate_hz", "start_ms"), [(44_100, 2_345), (44_100, 1_999), (48_000, 2_999)]
)
def test_the_onset_is_exact_to_the_sample(
    tmp_path: Path, programme_of: Make, placed: Place, rate_hz: int, start_ms: int
) -> None:
    """The first sample of the clip is the sample of its millisecond, across block borders too."""
    programme = programme_of(np.zeros((5 * rate_hz, 2)), rate_hz)
    plan, _ = mixed(tmp_path, programme, placed(start_ms))
    onset = math.floor(start_ms * rate_hz / 1000 + 0.5)
    for name in ("narration.wav", "described.wav"):
        sounding = np.flatnonzero(floats(tmp_path / name)[:, 0])
        assert sounding[0] == onset
        assert sounding[-1] - onset == pytest.approx(1.2 * rate_hz, abs=3)
    voicing = plan.voicings[0]
    clip = load_clip(voicing.clip, rate_hz) * 10 ** (voicing.gain_db / 20)
    stem = floats(tmp_path / "narration.wav")[onset : onset + len(clip), 0]
    assert np.abs(stem - clip).max() <= 2.0**-15


def test_the_dip_is_nine_decibels_deep(tmp_path: Path, programme_of: Make, placed: Place) -> None:
    """Measured on a sine under a silent clip, with ramps that never jump."""
    tone = 0.1 * np.sin(2 * np.pi * 1_000 * np.arange(8 * 48_000) / 48_000)
    programme = programme_of(np.stack([tone, tone], 1), 48_000, "s24")
    plan, _ = mixed(tmp_path, programme, placed(3_000, samples=np.zeros(22_050 * 2)))
    after = floats(tmp_path / "described.wav")[:, 0]
    level_db = 20 * np.log10(
        np.sqrt(np.mean(np.square(after.reshape(-1, 4_800)), axis=1)) * np.sqrt(2) / 0.1
    )
    assert level_db[30:50] == pytest.approx(np.full(20, -9.0), abs=0.1)
    assert level_db[:27] == pytest.approx(np.zeros(27), abs=0.001)
    assert level_db[56:] == pytest.approx(np.zeros(24), abs=0.001)
    assert np.all(np.diff(level_db[26:31]) < 0)
    assert np.all(np.diff(level_db[50:56]) > 0)
    ramp = dip(plan)
    steps = np.abs(np.diff(after[ramp.start - 100 : ramp.stop + 100]))
    assert steps.max() <= np.abs(np.diff(tone)).max() + 2.0**-23


@pytest.mark.parametrize(("kind", "channels"), [("s16", 1), ("s16", 2), ("s24", 6)])
def test_narration_is_as_loud_as_the_programme(
    tmp_path: Path, programme_of: Make, placed: Place, kind: str, channels: int
) -> None:
    """Measured by ffmpeg while it speaks, as it is heard: within half a LU of the programme."""
    tone = 0.08 * np.sin(2 * np.pi * 700 * np.arange(5 * 48_000) / 48_000)
    programme = programme_of(np.stack([tone] * channels, 1), 48_000, kind)
    voice = 0.3 * np.sin(2 * np.pi * 500 * np.arange(22_050 * 2) / 22_050)
    mixed(tmp_path, programme, placed(2_000, samples=voice))
    spoken = floats(tmp_path / "narration.wav")[96_000 : 96_000 * 2]
    soundfile.write(tmp_path / "spoken.wav", spoken, 48_000, subtype="PCM_24")
    path = tmp_path / "spoken.wav"
    heard = measure_stem(path) if channels == 2 else measure_file(path).loudness
    assert programme.loudness is not None
    assert heard.integrated_lufs == pytest.approx(programme.loudness.integrated_lufs, abs=0.5)


@pytest.mark.parametrize("kind", ["s16", "s24", "s32"])
def test_the_narration_gives_way_to_a_full_programme(
    tmp_path: Path, programme_of: Make, placed: Place, kind: str
) -> None:
    """A full-scale square wave and the loudest of clips: a true peak of -1 dBTP in the dip."""
    square = np.where(np.arange(6 * 48_000) // 50 % 2, 1.0, -1.0)
    programme = programme_of(np.stack([square, square], 1), 48_000, kind)
    loud = np.where(np.arange(22_050) // 30 % 2, 0.999, -0.999)
    shouting = MixSettings(narration_lu=20.0)
    _, result = mixed(tmp_path, programme, placed(2_000, samples=loud), shouting)
    within = floats(tmp_path / "described.wav")[96_500 : 96_000 + 47_000]
    assert result.clipped_samples == 0
    assert 0.8 < np.abs(within).max() <= 10 ** (-1 / 20)
    path = tmp_path / "within.wav"
    soundfile.write(path, within * np.hanning(len(within))[:, np.newaxis] ** 0.02, 48_000)
    assert measure_file(path).loudness.true_peak_dbtp == pytest.approx(-1.1, abs=0.1)
    stem_dbtp = measure_stem(tmp_path / "narration.wav").true_peak_dbtp
    assert stem_dbtp is not None
    assert stem_dbtp <= -1.0


def test_a_quiet_scene_is_not_dipped_even_beyond_the_ceiling(
    tmp_path: Path, programme_of: Make, placed: Place
) -> None:
    """A lone full-scale click in a quiet scene stays, and narration adds nothing to it."""
    quiet = np.random.default_rng(3).uniform(-1e-3, 1e-3, (8 * 48_000, 2))
    quiet[5 * 48_000 :] *= 100
    quiet[3 * 48_000 : 3 * 48_000 + 3] = 0.999
    programme = programme_of(quiet, 48_000, "s24")
    plan = plan_mix(placed(2_500), programme, SETTINGS, measure(programme).curve)
    assert [duck.gain_db for duck in plan.ducks] == [0]
    described = Described(format="wav", path=tmp_path / "described.wav")
    wanted = Deliverables(stem=tmp_path / "narration.wav", described=(described,))
    mix_down(plan, programme, wanted, SETTINGS)
    before, after = floats(programme.path), floats(tmp_path / "described.wav")
    stem = floats(tmp_path / "narration.wav")
    assert np.abs(after - before - stem).max() <= 1.01 * 2.0**-23
    assert np.abs(after).max() <= np.abs(before).max()
    assert np.abs(stem).max() > 0.01


@pytest.mark.parametrize("target_lufs", [-23.0, -30.0])
def test_a_target_moves_the_whole_programme(
    tmp_path: Path, programme_of: Make, placed: Place, noise: Callable[..., Floats],
    target_lufs: float,
) -> None:  # fmt: skip
    """One gain throughout, the narration with it, and the loudness asked for."""
    programme = programme_of(noise(12, 48_000, 2), 48_000, "s24")
    settings = MixSettings(target=LoudnessTarget(lufs=target_lufs, tolerance_lu=0.5))
    plan, _ = mixed(tmp_path, programme, placed(5_000), settings)
    before, after = floats(programme.path)[:96_000], floats(tmp_path / "described.wav")[:96_000]
    assert np.abs(after - before * 10 ** (plan.gain_db / 20)).max() <= 2.0**-23
    lufs = measure_file(tmp_path / "described.wav").loudness.integrated_lufs
    assert lufs == pytest.approx(target_lufs, abs=0.3)


def test_late_sound_is_padded_and_a_picture_that_goes_on_is_followed(
    tmp_path: Path, noisy: Make, placed: Place
) -> None:
    """Silence stands before late sound and after sound that ends too early."""
    sound = noisy(3)
    programme = replace(sound, sound_start_ms=250, has_video=True, duration_ms=9_000)
    plan, _ = mixed(tmp_path, programme, placed(5_000))
    after = read(tmp_path / "described.wav")
    assert len(after) == plan.length_samples == sample_at(6_201, 48_000)
    assert not after[:12_000].any()
    assert np.array_equal(after[12_000 : 12_000 + 144_000], read(sound.path))
    assert not after[156_000 : 5 * 48_000].any()
    assert after[5 * 48_000 :].any()


def test_a_programme_without_sound_is_silence(tmp_path: Path, noisy: Make, placed: Place) -> None:
    """The mix is the narration alone, on both channels."""
    silent = replace(
        noisy(1), has_sound=False, length_samples=None, loudness=None, duration_ms=4_000,
        sample_format="s24",
    )  # fmt: skip
    mixed(tmp_path, silent, placed(1_000))
    after, stem = read(tmp_path / "described.wav"), read(tmp_path / "narration.wav")
    assert after.shape == (4 * 48_000, 2)
    assert np.array_equal(after, np.repeat(stem, 2, axis=1))
    assert stem.any()


def test_a_stem_alone(tmp_path: Path, placed: Place) -> None:
    """Without a programme there is a 24-bit stem, and no described mix can be had."""
    plan, _ = mixed(tmp_path, None, placed(500, 3_000))
    stem = soundfile.info(tmp_path / "narration.wav")
    assert (stem.frames, stem.subtype) == (plan.length_samples, "PCM_24")
    deliverables = Deliverables(
        stem=tmp_path / "stem.wav", described=(Described(format="wav", path=tmp_path / "d.wav"),)
    )
    with pytest.raises(JobError):
        mix_down(plan, None, deliverables, SETTINGS)
    assert not (tmp_path / "stem.wav").exists()


def test_nothing_to_say_changes_nothing(tmp_path: Path, noisy: Make) -> None:
    """Without narration the described mix is the programme."""
    programme = noisy(2.5, 44_100)
    mixed(tmp_path, programme, [])
    assert np.array_equal(read(programme.path), read(tmp_path / "described.wav"))
    assert not read(tmp_path / "narration.wav").any()


def test_a_clip_cut_off_by_the_end_is_a_finding(tmp_path: Path, noisy: Make, placed: Place) -> None:
    """The files stay exactly as long as the programme."""
    _, result = mixed(tmp_path, noisy(3), placed(2_500))
    assert [finding.code for finding in result.findings] == ["narration-cut"]
    assert soundfile.info(tmp_path / "narration.wav").frames == 3 * 48_000


@pytest.mark.parametrize(("error", "than"), [(100, "shorter"), (-100, "longer")])
def test_another_length_than_measured_is_a_media_error(
    tmp_path: Path, noisy: Make, error: int, than: str
) -> None:
    """Nothing is padded or cut in silence, and nothing is left behind."""
    programme = replace(noisy(3), length_samples=3 * 48_000 + error)
    with pytest.raises(MediaError, match=than):
        mixed(tmp_path, programme, [])
    assert list(tmp_path.iterdir()) == [programme.path]


def test_a_plan_shorter_than_the_sound_is_a_media_error(tmp_path: Path, noisy: Make) -> None:
    """A plan for another programme cannot cut this one."""
    programme = noisy(3)
    plan = replace(plan_mix([], programme, SETTINGS), length_samples=48_000)
    with pytest.raises(MediaError, match="longer"):
        mix_down(plan, programme, Deliverables(stem=tmp_path / "narration.wav"), SETTINGS)


def test_a_clip_that_is_gone_leaves_nothing(tmp_path: Path, noisy: Make, placed: Place) -> None:
    """Old files stand, new ones are not begun for good."""
    programme = noisy(3)
    (tmp_path / "narration.wav").write_text("the stem of yesterday")
    voices = placed(1_000)
    voices[0][1].path.unlink()
    with pytest.raises(SpeechError, match="n1000"):
        mixed(tmp_path, programme, voices)
    assert (tmp_path / "narration.wav").read_text() == "the stem of yesterday"
    assert {each.name for each in tmp_path.iterdir()} == {"programme.wav", "narration.wav"}


def test_half_an_hour_needs_no_more_memory_than_two_minutes(tmp_path: Path, placed: Place) -> None:
    """Sparse files of silence, with narration at both ends: a few blocks are held, not more."""
    short, long = (peak_bytes(tmp_path / str(seconds), seconds, placed) for seconds in (120, 1_800))
    assert long < 1.3 * short  # and not fifteen times as much
    assert long < 30_000_000


def peak_bytes(folder: Path, seconds: int, placed: Place) -> int:
    """Return the most memory that mixing a silent programme of 8 kHz takes."""
    folder.mkdir()
    frames, rate_hz = seconds * 8_000, 8_000
    path = folder / "programme.wav"
    with path.open("wb") as stream:
        header = wave_header(
            WaveShape(frames=frames, rate_hz=rate_hz, sample_format="s16", speakers=("FL", "FR"))
        )
        stream.write(header)
        stream.truncate(len(header) + frames * 4)
    programme = replace(probe(path), length_samples=frames)
    voices = placed(1_000, seconds * 500, seconds * 1_000 - 10_000)
    tracemalloc.start()
    mixed(folder, programme, voices)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert soundfile.info(folder / "described.wav").frames == frames
    return peak
