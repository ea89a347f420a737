"""The limiter: below the ceiling, without a click, the same in any blocks, and never more."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from narrator.media.blending import Sound
from narrator.media.limiter import Passage, context, held
from narrator.media.parts import Part, held_down
from narrator.media.pcm import PCM_FORMATS
from narrator.media.truepeak import TruePeakMeter

Floats = NDArray[np.floating[Any]]
RATE_HZ = 48_000
AROUND = context(RATE_HZ)
CEILING = 0.8


def limited(programme: Floats, narration: Floats, ceiling: float = CEILING) -> Floats:
    """Return the narration held down beside a programme of one channel, silence around both."""
    passage = Passage(
        programme=np.pad(programme, AROUND)[:, np.newaxis], narration=np.pad(narration, AROUND)
    )
    return held(passage, ceiling, RATE_HZ)


def true_peak(samples: Floats) -> float:
    """Return the true peak of one channel, linear."""
    meter = TruePeakMeter(1, PCM_FORMATS["f32"])
    meter.take(samples.astype("<f4")[:, np.newaxis])
    return meter.peak()


def sine(frequency_hz: float, level: float, length: int = 9_600) -> Floats:
    """Return a sine that starts and ends softly."""
    places = np.arange(length)
    fade = np.minimum(1, np.minimum(places, places[::-1]) / 960)
    return np.asarray(level * fade * np.sin(2 * np.pi * frequency_hz * places / RATE_HZ))


@pytest.mark.parametrize(("programme", "narration"), [(0.0, 1.0), (0.3, 0.9), (0.7, 0.7)])
def test_the_sum_stays_below_the_ceiling(programme: float, narration: float) -> None:
    """As true peak, of the sum and of the narration alone."""
    first, second = sine(311, programme), sine(2_973, narration)
    spoken = limited(first, second)
    assert true_peak(first + second) > CEILING
    assert true_peak(first + spoken) <= CEILING * 1.002
    assert true_peak(spoken) <= CEILING * 1.002
    assert np.abs(spoken).max() > 0.09


def test_a_sound_below_the_ceiling_is_left_alone() -> None:
    """Every sample is the very same."""
    narration = np.random.default_rng(1).uniform(-0.2, 0.2, 5_000)
    assert np.array_equal(limited(np.full(5_000, 0.2), narration), narration)


def test_only_the_neighbourhood_of_a_peak_changes() -> None:
    """More than the context before and after a peak the sound is as it was."""
    narration = np.full(9_600, 0.2)
    narration[4_800] = 1.0
    spoken = limited(np.zeros(9_600), narration)
    changed = np.flatnonzero(spoken != narration)
    assert 4_800 - AROUND <= changed[0] < changed[-1] <= 4_800 + AROUND
    assert spoken[4_800] <= CEILING


def test_there_is_no_click() -> None:
    """The gain over a burst moves by less than 1 % from one sample to the next."""
    burst = (np.arange(9_600) > 4_000) & (np.arange(9_600) < 6_000)
    narration = np.where(np.arange(9_600) % 8 < 4, 1, -1) * np.where(burst, 0.9, 0.2)
    gain = limited(np.zeros(9_600), narration) / narration
    assert np.abs(np.diff(gain)).max() < 0.01
    assert gain.min() < 0.8


def test_beside_a_programme_beyond_the_ceiling_nothing_is_added() -> None:
    """Its own peaks are left, and none becomes higher."""
    programme, narration = sine(200, 0.99), sine(1_000, 0.5)
    spoken = limited(programme, narration)
    assert np.all(np.abs(programme + spoken) <= np.maximum(np.abs(programme), CEILING) + 1e-12)
    assert true_peak(programme + spoken) <= true_peak(programme) * 1.001


@given(
    seed=st.integers(0, 500),
    length=st.integers(1, 4_000),
    level=st.floats(0.01, 8),
    ceiling=st.floats(0.05, 1.0),
)
@settings(deadline=None, max_examples=40)
def test_no_sample_is_beyond_what_it_may_be(
    seed: int, length: int, level: float, ceiling: float
) -> None:
    """Whatever comes in, the sum is within the ceiling or the programme; narration only falls."""
    random = np.random.default_rng(seed)
    programme = random.uniform(-1, 1, length)
    narration = random.normal(0, level, length)
    spoken = limited(programme, narration, ceiling)
    bound = np.maximum(ceiling, np.abs(programme))
    assert np.all(np.abs(programme + spoken) <= bound + 1e-9)
    assert np.all(np.abs(spoken) <= np.abs(narration))
    assert np.all(spoken * narration >= 0)


def parts(raw: bytes, gain: Floats, narration: Floats, block: int) -> list[Part]:
    """Return a stereo mix of 16 bits in parts of `block` frames."""
    return [
        Part(
            raw=raw[4 * start : 4 * (start + block)],
            gain=gain[start : start + block],
            narration=narration[start : start + block],
        )
        for start in range(0, len(gain), block)
    ]


@pytest.mark.parametrize("block", [37, 500, 4_800, 100_000])
def test_the_blocks_make_no_difference(block: int) -> None:
    """Bit for bit the same in one piece and in pieces of any size, at the ends of the mix too."""
    length = 20_000 if block >= 500 else 3_000
    random = np.random.default_rng(9)
    raw = random.integers(-20_000, 20_000, (length, 2)).astype("<i2").tobytes()
    gain = np.linspace(1, 0.3, length)
    narration = random.normal(0, 0.4, length)
    narration[length // 3 : length // 2] = 0
    sound = Sound(
        pcm=PCM_FORMATS["s16"], stem_pcm=PCM_FORMATS["s16"], channels=2, body=range(length),
        targets=slice(None),
    )  # fmt: skip

    def result(size: int) -> Floats:
        mix = held_down(parts(raw, gain, narration, size), sound, ceiling=CEILING, rate_hz=RATE_HZ)
        return np.concatenate([part.narration for part in mix])

    assert np.array_equal(result(block), result(length))
    assert not np.array_equal(result(block), narration)
