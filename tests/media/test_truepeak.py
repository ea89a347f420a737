"""The peak meter: the exact answer in spite of looking only where a peak can be."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from narrator.media.pcm import PCM_FORMATS
from narrator.media.truepeak import REACH, SPREAD, TruePeakMeter, between

Floats = NDArray[np.float64]


def peak(samples: Floats, block: int) -> float:
    """Return the true peak of samples of shape (frames, channels), given in blocks."""
    meter = TruePeakMeter(samples.shape[1], PCM_FORMATS["f32"])
    for start in range(0, len(samples), block):
        meter.take(samples[start : start + block].astype("<f4"))
    return meter.peak()


def full_search(samples: Floats) -> float:
    """Return the largest value of the samples and all those between them."""
    around = np.pad(samples.astype(np.float32), ((2 * REACH, 2 * REACH), (0, 0)))
    return max(float(np.abs(around).max()), float(np.abs(between(around.T)).max()))


@given(
    seed=st.integers(0, 1_000),
    length=st.integers(1, 2_000),
    channels=st.integers(1, 3),
    block=st.integers(1, 3_000),
)
@settings(deadline=None, max_examples=60)
def test_nothing_is_overlooked(seed: int, length: int, channels: int, block: int) -> None:
    """In any blocks it is the peak of a search everywhere."""
    random = np.random.default_rng(seed)
    loudness = random.uniform(0, 1, (length, 1)) ** random.integers(0, 6)
    samples = random.uniform(-1, 1, (length, channels)) * loudness
    assert peak(samples, min(block, length)) == pytest.approx(full_search(samples), rel=1e-5)


def test_whole_numbers_read_as_floats_do() -> None:
    """16 bits count from full scale, the lowest number too."""
    whole = np.random.default_rng(2).integers(-32_768, 32_767, (5_000, 2)).astype("<i2")
    whole[100] = -32_768
    meter = TruePeakMeter(2, PCM_FORMATS["s16"])
    meter.take(whole)
    assert meter.peak() == pytest.approx(peak(whole / 32_768, 5_000), rel=1e-5)


def test_a_sum_of_taps_bounds_what_is_between() -> None:
    """The worst samples there can be come to SPREAD: those with the signs of a filter's taps."""
    taps = np.array([between(each)[:, 0] for each in np.eye(2 * REACH + 1)])
    worst = [float(between(np.sign(row))[place, 0]) for place, row in enumerate(taps.T)]
    assert max(worst) == pytest.approx(SPREAD)


def test_a_slow_sine_keeps_its_top() -> None:
    """What is already smooth between samples is not made louder."""
    sine = 0.7 * np.sin(2 * np.pi * np.arange(48_000) / 4_800)[:, np.newaxis]
    inside = between(np.ascontiguousarray(sine.T))
    assert float(np.abs(inside).max()) == pytest.approx(0.7, rel=1e-4)


def test_silence_peaks_at_nothing() -> None:
    """Not even before the first sample."""
    assert TruePeakMeter(2, PCM_FORMATS["s16"]).peak() == 0.0
    assert peak(np.zeros((1_000, 1)), 100) == 0.0


@pytest.mark.parametrize("strange", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("block", [100, 5_000])
def test_what_is_no_number_is_silence(strange: float, block: int) -> None:
    """It neither hides a peak nor is one: a cue sheet has no way to tell it."""
    samples = np.full((2_000, 2), 0.1)
    samples[900:910, 0] = 0.5
    clean = samples.copy()
    samples[905:1_100, 1] = strange
    clean[905:1_100, 1] = 0.0
    assert peak(samples, block) == peak(clean, block)
