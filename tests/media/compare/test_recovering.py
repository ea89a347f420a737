"""Gains, clicks and lags recovered from sound that was made with known ones."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from narrator.media.compare.alignment import Aligned, lag_of
from narrator.media.compare.cells import Laid, block_of, cells_of
from narrator.media.compare.clicks import MixClicks, StemClicks
from narrator.media.compare.comparison import Comparison
from narrator.media.compare.gains import decibels, gains_of, products

RATE_HZ = 48_000
Floats = NDArray[np.float64]
ALL = slice(None)


def noise(samples: int, channels: int, seed: int) -> Floats:
    """Return noise of a tenth of full scale: (samples, channels)."""
    random = np.random.default_rng(seed)
    return np.asarray(0.1 * random.standard_normal((samples, channels)))


@settings(deadline=None)
@given(
    programme_db=st.floats(-40, 6),
    narration_db=st.floats(-20, 6),
    foreign=st.floats(0, 1),
    seed=st.integers(0, 99),
)
def test_gains_are_recovered(
    programme_db: float, narration_db: float, foreign: float, seed: int
) -> None:
    """Both, whatever they are, and the share of what is neither."""
    programme, stem = noise(4_000, 2, seed), noise(4_000, 1, seed + 100)[:, 0]
    mix = programme * 10 ** (programme_db / 20) + stem[:, np.newaxis] * 10 ** (narration_db / 20)
    sums = products(programme, stem, mix, ALL).sum(axis=1)[np.newaxis]
    gains = gains_of(sums)
    assert decibels(gains.programme)[0] == pytest.approx(programme_db, abs=1e-6)
    assert decibels(gains.narration)[0] == pytest.approx(narration_db, abs=1e-6)
    assert gains.unexplained[0] < 1e-9
    more = mix + foreign * noise(4_000, 2, seed + 200)
    share = gains_of(products(programme, stem, more, ALL).sum(axis=1)[np.newaxis]).unexplained[0]
    wanted = np.square(more - mix).sum() / np.square(more).sum()
    assert share == pytest.approx(wanted, abs=0.02)


def test_what_cannot_be_told_is_no_number() -> None:
    """Silence has no gain, and narration that is the programme cannot be told from it."""
    silence = gains_of(np.zeros((1, 6)))
    assert np.isnan(silence.programme).all()
    programme = noise(1_000, 1, 1)
    alike = products(programme, programme[:, 0], 2 * programme, ALL).sum(axis=1)[np.newaxis]
    assert np.isnan(gains_of(alike).narration).all()


@settings(max_examples=30, deadline=None)
@given(
    place=st.integers(10, 9_000), size=st.sampled_from([0.02, -0.5]), block=st.integers(50, 4_000)
)
def test_a_click_is_found_where_it_is_whatever_the_blocks(
    place: int, size: float, block: int
) -> None:
    """And nowhere else; a mix without one has none."""
    waves = np.sin(np.arange(10_000)[:, np.newaxis] / [90, 70])
    programme, stem = 0.5 * waves, 0.2 * waves[:, 0]
    clean = 0.4 * programme + stem[:, np.newaxis]
    clicked = clean.copy()
    clicked[place] += size
    for mix, wanted in ((clean, []), (clicked, [place])):
        clicks = MixClicks(RATE_HZ, ALL, 1.0)
        for first in range(0, len(mix), block):
            part = slice(first, first + block)
            clicks.take(mix[part], programme[part], stem[part])
        assert clicks.places == wanted


@pytest.mark.parametrize("block", [100, 997, 48_000])
def test_an_edge_in_a_stem_is_found_and_a_fade_is_not(block: int) -> None:
    """Nor is a wave that begins and ends at its zero; one that is cut at its height is a click."""
    stem = np.zeros(RATE_HZ)
    places = np.arange(20_000)
    stem[10_000:30_000] = 0.3 * np.cos((places - 19_999) / 20) * np.minimum(1, places / 480)
    stem[40_000:47_000] = 0.3 * np.sin(np.arange(7_000) * 2 * np.pi / 100)
    clicks = StemClicks(RATE_HZ)
    for first in range(0, len(stem), block):
        clicks.take(stem[first : first + block])
    clicks.end()
    assert clicks.places == [29_999]


@given(late=st.integers(-3_000, 3_000), seed=st.integers(0, 9))
@settings(max_examples=25, deadline=None)
def test_a_lag_is_found_to_the_sample(late: int, seed: int) -> None:
    """Early or late, under noise as loud as a codec's."""
    due = noise(20_000, 1, seed)[:, 0]
    mix = np.roll(due, late) + 0.3 * noise(20_000, 1, seed + 50)[:, 0]
    assert lag_of(mix, due, 4_000) == late


def test_no_lag_is_told_of_sound_that_is_unlike() -> None:
    """Nor of silence."""
    assert lag_of(noise(9_000, 1, 1)[:, 0], noise(9_000, 1, 2)[:, 0], 2_000) is None
    assert lag_of(np.zeros(9_000), np.zeros(9_000), 2_000) is None


@pytest.mark.parametrize("late", [-500, 0, 1_024])
def test_a_late_mix_is_compared_as_if_it_were_on_time(late: int) -> None:
    """After a silent second, with an end of its own, every cell has its gain."""
    length, block = 5 * RATE_HZ + 1_000, block_of(RATE_HZ)
    programme = noise(length, 2, 1).astype(np.float32)
    programme[:RATE_HZ] = 0
    mix = np.roll(programme, late, axis=0) * np.float32(0.5)
    cells = cells_of(Laid(), rate_hz=RATE_HZ, length=length)
    comparison = Comparison(cells, targets=ALL, level=1.0, loses=True)
    aligned = Aligned(comparison, RATE_HZ)
    for first in range(0, length, block):
        part = slice(first, first + block)
        aligned.take(mix[part], programme[part], np.zeros(len(mix[part]), np.float32))
    aligned.end()
    assert aligned.lag_samples == late
    gains_db = decibels(gains_of(comparison.compared.sums).programme)
    assert gains_db[6:25] == pytest.approx(-6.02, abs=0.1)
