"""The meter of momentary loudness against ffmpeg's own, and whatever the blocks it gets."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from narrator.media.measure import measure_file
from narrator.media.momentary import SILENCE_LUFS, MomentaryMeter

Floats = NDArray[np.float64]
Moments = Callable[[Path], NDArray[np.float32]]
Write = Callable[..., Path]
Make = Callable[..., Path]

LAYOUTS = {"mono": 1, "2.1": 3, "4.0": 4, "5.0": 5, "5.1": 6, "5.1(side)": 6, "7.1": 8}
PRINTED_LU = 0.0011  # ffmpeg prints three decimals


def noise(rate_hz: int, channels: int, seconds: float = 6.3) -> Floats:
    """Return noise that comes and goes, low and high, different on every channel."""
    random = np.random.default_rng(rate_hz + channels)
    white = random.normal(0, 0.1, (round(seconds * rate_hz), channels))
    places = np.arange(len(white))[:, np.newaxis] / rate_hz
    low = 0.2 * np.sin(2 * np.pi * (30 + 10 * np.arange(channels)) * places)
    return np.asarray((white + low) * np.clip(np.sin(places * 2.0), 0, 1))


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000])
@pytest.mark.parametrize("kind", ["s16", "f32"])
def test_every_moment_is_as_loud_as_to_ffmpeg(
    tmp_path: Path, write_sound: Write, ffmpeg_moments: Moments, rate_hz: int, kind: str
) -> None:
    """At every rate at which 100 ms are whole samples."""
    path = write_sound(tmp_path / "a.wav", noise(rate_hz, 2), rate_hz, kind)
    ours = measure_file(path).curve.momentary_lufs
    assert ours == pytest.approx(ffmpeg_moments(path), abs=PRINTED_LU)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_channel_has_its_weight(
    tmp_path: Path, write_sound: Write, make: Make, ffmpeg_moments: Moments, layout: str
) -> None:
    """Behind and at the sides more, the LFE nothing, as ffmpeg has it for each layout."""
    channels = LAYOUTS[layout]
    plain = write_sound(tmp_path / "plain.wav", noise(48_000, channels), 48_000, "s16")
    path = make(
        "-i", plain, "-af", f"channelmap=channel_layout={layout}", path=tmp_path / "a.wav"
    )  # fmt: skip
    ours = measure_file(path).curve.momentary_lufs
    assert ours == pytest.approx(ffmpeg_moments(path), abs=PRINTED_LU)


@given(seed=st.integers(0, 1_000), cuts=st.lists(st.integers(0, 20_000), max_size=12))
@settings(deadline=None, max_examples=30)
def test_the_blocks_do_not_matter(seed: int, cuts: list[int]) -> None:
    """Cut anywhere, the sound is as loud."""
    samples = np.random.default_rng(seed).normal(0, 0.1, (20_000, 2)).astype(np.float32)
    whole, cut = MomentaryMeter(16_000, (1.0, 1.0)), MomentaryMeter(16_000, (1.0, 1.0))
    whole.take(samples)
    for part in np.split(samples, sorted(cuts)):
        cut.take(part)
    assert cut.values() == pytest.approx(whole.values(), abs=1e-4)


def test_what_is_no_number_is_silence() -> None:
    """One damaged sample does not take the rest of the programme with it."""
    samples = np.full((16_000, 1), 0.1, np.float32) * np.sin(np.arange(16_000))[:, np.newaxis]
    damaged, quiet = samples.copy(), samples.copy()
    damaged[4_000:4_003, 0] = np.nan, np.inf, -np.inf
    quiet[4_000:4_003] = 0.0
    values = []
    for each in (damaged, quiet):
        meter = MomentaryMeter(16_000, (1.0,))
        meter.take(each.astype(np.float32))
        values.append(meter.values())
    assert values[0] == pytest.approx(values[1])
    assert values[0][-1] > SILENCE_LUFS


def test_silence_after_sound_is_silence() -> None:
    """What still rings in the filter is heard, and then nothing."""
    meter = MomentaryMeter(16_000, (1.0,))
    meter.take(np.random.default_rng(1).normal(0, 0.3, (16_000, 1)).astype(np.float32))
    for _ in range(4):
        meter.take(np.zeros((16_000, 1), np.float32))
    values = meter.values()
    assert values[9] == pytest.approx(-7.7, abs=1)
    assert values[12] > SILENCE_LUFS
    assert (values[20:] == np.float32(SILENCE_LUFS)).all()


def test_the_matrices_are_the_filter_of_the_recommendation() -> None:
    """At 48 kHz: the difference equations with the coefficients of BS.1770-4, sample by sample."""
    samples = np.random.default_rng(3).normal(0, 0.1, 24_000)
    shelf = ((1.53512485958697, -2.69169618940638, 1.19839281085285),
             (-1.69065929318241, 0.73248077421585))  # fmt: skip
    highpass = ((1.0, -2.0, 1.0), (-1.99004745483398, 0.99007225036621))
    weighted = filtered(filtered(samples, *shelf), *highpass)
    meter = MomentaryMeter(48_000, (1.0,))
    meter.take(samples[:, np.newaxis])
    power = [np.mean(weighted[end - 19_200 : end] ** 2) for end in (19_200, 24_000)]
    assert meter.values()[3:] == pytest.approx(-0.691 + 10 * np.log10(power), abs=1e-4)


def filtered(samples: Floats, over: Sequence[float], under: Sequence[float]) -> Floats:
    """Return the samples after a filter of second order in direct form I."""
    x1 = x2 = y1 = y2 = 0.0
    found = np.empty_like(samples)
    for place, x in enumerate(samples):
        y = over[0] * x + over[1] * x1 + over[2] * x2 - under[0] * y1 - under[1] * y2
        x1, x2, y1, y2 = x, x1, y, y1
        found[place] = y
    return found
