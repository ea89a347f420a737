"""The studio signal as a file, read back; and what a receiver makes of it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from narrator.control.constants import FADE_STEP_DB
from narrator.control.fades import curve_db
from narrator.control.settings import ControlSettings
from narrator.errors import UnreadableInputError
from narrator.levels import LoudnessTarget, MixSettings
from narrator.media.controltrack import ControlTrack, read_control
from narrator.media.mixdown import Deliverables, Described, mix_down
from narrator.media.playback import Reception, play_back
from narrator.media.receivermix import write_receiver_mix
from narrator.mix import plan_mix
from narrator.model import Clip, MixPlan, Placement, Programme

Floats = NDArray[np.float64]
Placed = list[tuple[Placement, Clip, float]]
Place = Callable[..., Placed]
Make = Callable[..., Programme]
LevelDifference = Callable[[Path, Path, int], float]

USUAL = ControlSettings()
BROADCAST = MixSettings()


def mixed(
    folder: Path, programme: Programme, placed: Placed, mix: MixSettings = BROADCAST
) -> MixPlan:
    """Make stem, described mix and receiver mix in the folder; return their plan."""
    plan = plan_mix(placed, programme, mix)
    described = (Described(format="wav", path=folder / "described.wav"),)
    stem = folder / "narration.wav"
    mix_down(plan, programme, Deliverables(stem=stem, described=described), mix)
    write_receiver_mix(stem, plan, USUAL, folder / "receiver-mix.wav")
    return plan


def track_of(path: Path, offset_ms: int = 0) -> ControlTrack:
    """Return the control data of a file."""
    return read_control(path, interval_ms=128, offset_ms=offset_ms)


@pytest.mark.parametrize("rate_hz", [32_000, 44_100, 48_000])
def test_the_file_holds_the_stem_and_the_fades(
    tmp_path: Path, noisy: Make, placed: Place, rate_hz: int
) -> None:
    """48 kHz, 24 bits, as long as the stem; the fades are the dips within half a step."""
    plan = mixed(tmp_path, noisy(8, rate_hz), placed(1_345, 5_000))
    info = soundfile.info(tmp_path / "receiver-mix.wav")
    assert (info.samplerate, info.channels, info.subtype) == (48_000, 2, "PCM_24")
    assert info.frames == 8 * 48_000
    found = track_of(tmp_path / "receiver-mix.wav")
    assert found.findings == ()
    times_ms = np.rint(found.fades.times_ms).astype(int)
    assert times_ms.tolist() == list(range(0, 8_000, 100))
    wanted = curve_db(plan.ducks, times_ms)
    assert wanted.min() < -8
    assert np.abs(found.fades.fades_db - wanted).max() <= FADE_STEP_DB / 2 + 1e-9


def test_the_left_channel_is_the_stem_to_the_bit(
    tmp_path: Path, noisy: Make, placed: Place
) -> None:
    """Where the rates are the same."""
    mixed(tmp_path, noisy(5.037), placed(1_000))
    stem = soundfile.read(tmp_path / "narration.wav", dtype="int32")[0]
    left = soundfile.read(tmp_path / "receiver-mix.wav", dtype="int32")[0][:, 0]
    assert np.array_equal(left, stem)


def test_a_stem_of_another_rate_stays_in_time(tmp_path: Path, noisy: Make, placed: Place) -> None:
    """Its onset is the same after resampling."""
    mixed(tmp_path, noisy(5, 44_100), placed(2_000))
    left = soundfile.read(tmp_path / "receiver-mix.wav")[0][:, 0]
    loud = np.flatnonzero(np.abs(left) > 0.2 * np.abs(left).max())
    assert loud[0] == pytest.approx(96_000, abs=48)


@pytest.mark.parametrize("offset_ms", [-100, 60, 100])
def test_the_data_are_sent_ahead_by_the_offset(
    tmp_path: Path, noisy: Make, placed: Place, offset_ms: int
) -> None:
    """Whoever knows of it gets the dips where they are, whoever does not has them too early."""
    plan = mixed(tmp_path, noisy(5), placed(2_345))
    settings = ControlSettings(offset_ms=offset_ms)
    write_receiver_mix(tmp_path / "narration.wav", plan, settings, tmp_path / "ahead.wav")
    told = track_of(tmp_path / "ahead.wav", offset_ms).fades
    wanted = curve_db(plan.ducks, np.rint(told.times_ms).astype(int))
    assert np.abs(told.fades_db - wanted).max() <= FADE_STEP_DB / 2 + 1e-9
    half = plan.ducks[0].gain_db / 2
    early_ms = np.argmax(track_of(tmp_path / "ahead.wav").fades.at(np.arange(5_000.0)) < half)
    true_ms = np.argmax(curve_db(plan.ducks, np.arange(5_000)) < half)
    assert true_ms - early_ms == pytest.approx(offset_ms, abs=20)


@pytest.mark.parametrize("channels", [1, 2, 6])
@pytest.mark.parametrize("target", [None, LoudnessTarget(lufs=-31.0, tolerance_lu=1.0)])
def test_a_receiver_plays_what_was_broadcast(  # noqa: PLR0913, PLR0917 - fixtures
    tmp_path: Path, noisy: Make, placed: Place, level_difference_db: LevelDifference,
    channels: int, target: LoudnessTarget | None,
) -> None:  # fmt: skip
    """Within 0.5 dB in every 400 ms, mono, stereo or surround, with a gain or without."""
    mix = MixSettings(target=target)
    programme = noisy(10, channels=channels, kind="s24")
    plan = mixed(tmp_path, programme, placed(1_345, 6_000), mix)
    assert (plan.gain_db != 0) == (target is not None)
    reception = Reception(
        narration=tmp_path / "receiver-mix.wav",
        fades=track_of(tmp_path / "receiver-mix.wav").fades,
        programme=programme,
        gain_db=plan.gain_db,
    )
    assert play_back(reception, tmp_path / "preview.wav") == 0
    assert soundfile.info(tmp_path / "preview.wav").channels == channels
    far_db = level_difference_db(tmp_path / "preview.wav", tmp_path / "described.wav", 400)
    assert far_db < 0.5


@pytest.mark.parametrize("what", ["no fade", "no narration", "no gain"])
def test_the_measure_sees_what_is_missing(
    tmp_path: Path, noisy: Make, placed: Place, level_difference_db: LevelDifference, what: str
) -> None:
    """Each part left out on purpose is far more than 0.5 dB."""
    mix = MixSettings(target=LoudnessTarget(lufs=-31.0, tolerance_lu=1.0))
    programme = noisy(10, kind="s24")
    plan = mixed(tmp_path, programme, placed(1_345, 6_000), mix)
    whole = Reception(
        narration=tmp_path / "receiver-mix.wav",
        fades=track_of(tmp_path / "receiver-mix.wav").fades,
        programme=programme,
        gain_db=plan.gain_db,
    )
    soundfile.write(tmp_path / "silent.wav", np.zeros(480_000), 48_000)
    never = replace(whole.fades, fades_db=np.zeros_like(whole.fades.fades_db))
    lacking = {
        "no fade": replace(whole, fades=never),
        "no narration": replace(whole, narration=tmp_path / "silent.wav"),
        "no gain": replace(whole, gain_db=0.0),
    }
    play_back(lacking[what], tmp_path / "preview.wav")
    far_db = level_difference_db(tmp_path / "preview.wav", tmp_path / "described.wav", 400)
    assert far_db > 0.5


def test_a_programme_that_ends_early_is_followed_by_silence(
    tmp_path: Path, noisy: Make, placed: Place
) -> None:
    """The narration goes on; one that is longer is another programme."""
    mixed(tmp_path, noisy(8), placed(5_000))
    shorter = noisy(3)
    track = track_of(tmp_path / "receiver-mix.wav").fades
    reception = Reception(narration=tmp_path / "receiver-mix.wav", fades=track, programme=shorter)
    play_back(reception, tmp_path / "preview.wav")
    sound = soundfile.read(tmp_path / "preview.wav")[0]
    assert len(sound) == 8 * 48_000
    assert not sound[3 * 48_000 : 5 * 48_000 - 480].any()
    assert sound[5 * 48_000 :].any()
    longer = replace(reception, programme=noisy(9))
    with pytest.raises(UnreadableInputError, match="longer than its control data"):
        play_back(longer, tmp_path / "other.wav")
    assert not (tmp_path / "other.wav").exists()
