"""The highest of a stream: wherever it lies, whatever the blocks, however long the stream."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from narrator.media.highest import Highest, HighestPowers, parts_of
from narrator.media.momentary import MomentaryMeter

Floats = NDArray[np.float64]
RATE_HZ = 16_000
PARTS = 2


def highest_of(powers: Floats, parts: int) -> float:
    """Return the highest mean of so many powers in a row, one window after another."""
    ends = range(parts, len(powers) + 1)
    return max((float(np.mean(powers[end - parts : end])) for end in ends), default=0.0)


@given(
    powers=st.lists(st.floats(0, 1), max_size=150),
    cuts=st.lists(st.integers(0, 150), max_size=8),
)
def test_it_is_the_highest_of_all_windows(powers: list[float], cuts: list[int]) -> None:
    """By hand, of powers that come in blocks of any size; none where no window is full."""
    found, every = HighestPowers(parts=PARTS), np.array(powers)
    for part in np.split(every, sorted(cuts)):
        found = found.after(part)
    assert found.momentary == pytest.approx(highest_of(every, 4 * PARTS), abs=1e-12)
    assert found.short_term == pytest.approx(highest_of(every, 30 * PARTS), abs=1e-12)


def test_ten_hours_neither_fill_the_memory_nor_wear_it_out() -> None:
    """The loudest 3 s of all are told as exactly at the end, and 3 s are kept."""
    loud, quiet = np.full(30 * PARTS, 0.5), np.full(1_800 * PARTS, 1e-7)
    found = HighestPowers(parts=PARTS).after(loud)
    for _ in range(200):
        found = found.after(quiet)
    assert found.short_term == pytest.approx(0.5, rel=1e-12)
    assert len(found.last) < 30 * PARTS
    again = found.after(2 * loud)
    assert again.short_term == pytest.approx(1.0, rel=1e-9)


@pytest.mark.parametrize("blocks", [1, 7, 8, 16, 19, 21, 32, 45, 50, 100])
def test_the_looks_are_often_enough(blocks: int) -> None:
    """At least ten in 100 ms where there are as many blocks, and between whole blocks."""
    parts = parts_of(blocks)
    assert blocks % parts == 0
    assert min(blocks, 10) <= parts <= blocks


@given(start=st.integers(0, RATE_HZ // 2), silent_after=st.integers(0, RATE_HZ // 5))
@settings(deadline=None, max_examples=40)
def test_400_ms_anywhere(start: int, silent_after: int) -> None:
    """After any sample, and where the sound ends with it: no more than a part of it is missed."""
    length = RATE_HZ * 2 // 5
    burst = 0.1 * np.sin(2 * np.pi * 1000 * np.arange(length) / RATE_HZ)
    samples = np.concatenate([np.zeros(start), burst, np.zeros(silent_after)])
    found, whole = (highest(each) for each in (samples, burst))
    assert found.momentary_lufs == pytest.approx(whole.momentary_lufs, abs=0.08)


@given(cuts=st.lists(st.integers(0, 60_000), max_size=12))
@settings(deadline=None, max_examples=20)
def test_to_ask_in_between_changes_nothing(cuts: list[int]) -> None:
    """Neither the highest nor the curve, wherever it is cut."""
    samples = np.random.default_rng(4).normal(0, 0.1, (60_000, 1)).astype(np.float32)
    whole, asked = MomentaryMeter(RATE_HZ, (1.0,)), MomentaryMeter(RATE_HZ, (1.0,))
    whole.take(samples)
    for part in np.split(samples, sorted(cuts)):
        asked.take(part)
        asked.highest()
    assert asked.values() == pytest.approx(whole.values(), abs=1e-4)
    wanted = whole.highest()
    assert asked.highest().momentary_lufs == pytest.approx(wanted.momentary_lufs, abs=1e-4)
    assert asked.highest().short_term_lufs == pytest.approx(wanted.short_term_lufs, abs=1e-4)


def test_silence_has_none() -> None:
    """Nor has what is too short; on both of a pair what is unknown stays so."""
    assert highest(np.zeros(5 * RATE_HZ)) == Highest()
    assert highest(np.full(RATE_HZ // 3, 0.1)) == Highest()
    assert Highest(momentary_lufs=-20.0).louder(3.0) == Highest(momentary_lufs=-17.0)


def highest(samples: Floats) -> Highest:
    """Return the highest of a mono sound."""
    meter = MomentaryMeter(RATE_HZ, (1.0,))
    meter.take(samples[:, np.newaxis].astype(np.float32))
    return meter.highest()
