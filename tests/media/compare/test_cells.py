"""Cells: they cover the sound without gaps, and each knows what gain is due in it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.media.compare.cells import Laid, block_of, cells_of, grain_of, stretches
from narrator.media.dips import gain_blocks
from narrator.model import Duck, Hold, MixPlan, Span

RATES_HZ = (8_000, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000)
DUCK = Duck(span=Span(start_ms=2_013, end_ms=4_500), gain_db=-9.0, fade_in_ms=300, fade_out_ms=500)
LAID = Laid(ducks=(DUCK,), narrations=(Span(start_ms=2_013, end_ms=4_499),))


@settings(deadline=None)
@given(
    rate_hz=st.sampled_from(RATES_HZ),
    length=st.integers(1, 2_000_000),
    marks=st.lists(st.integers(0, 40_000), max_size=8).map(sorted),
)
def test_cells_cover_the_sound_and_lie_in_one_block_each(
    rate_hz: int, length: int, marks: list[int]
) -> None:
    """From 0 to the end, in whole grains, none longer than a fifth of a block."""
    spans = tuple(Span(start_ms=a, end_ms=b) for a, b in zip(marks[::2], marks[1::2], strict=False))
    cells = cells_of(Laid(narrations=spans), rate_hz=rate_hz, length=length)
    assert cells.edges[0] == 0
    assert cells.edges[-1] >= length
    assert not np.any(cells.edges % grain_of(rate_hz))
    assert (cells.lengths > 0).all()
    assert set(range(0, length, block_of(rate_hz))) <= set(map(int, cells.edges))


@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_the_gain_due_is_the_mixers(rate_hz: int) -> None:
    """In every cell, what the mixer makes of the dip lies between the lowest and the highest."""
    length = 7 * rate_hz
    cells = cells_of(LAID, rate_hz=rate_hz, length=length)
    plan = MixPlan(voicings=(), ducks=(DUCK,), length_samples=length, rate_hz=rate_hz)
    made_db = 20 * np.log10(np.concatenate(list(gain_blocks(plan, block=rate_hz))))
    for cell, (start, end) in enumerate(zip(cells.edges[:-1], cells.edges[1:], strict=True)):
        within = made_db[start : min(end, length)]
        if within.size:
            assert cells.low_db[cell] - 0.1 <= within.min()
            assert within.max() <= cells.high_db[cell] + 0.1
    deep = cells.within(DUCK.span)
    assert np.array_equal(np.unique(cells.low_db[deep]), [-9.0])
    assert cells.narrated[cells.within(LAID.narrations[0])].all()


def test_where_the_programme_is_held_nothing_is_due() -> None:
    """The hold itself and the 30 ms of fade on either side, on the output's clock."""
    laid = Laid(holds=(Hold(at_ms=1_000, length_ms=2_000), Hold(at_ms=3_000, length_ms=1_000)))
    cells = cells_of(laid, rate_hz=48_000, length=10 * 48_000)
    held = [cells.span(*each) for each in stretches(np.isnan(cells.low_db))]
    assert held == [
        Span(start_ms=970, end_ms=3_030),
        Span(start_ms=4_970, end_ms=6_030),
    ]


@given(st.lists(st.booleans(), max_size=60))
def test_stretches_are_the_runs_of_marked_ones(marked: list[bool]) -> None:
    """Put back together they give the marks again, and no two touch."""
    again = [False] * len(marked)
    last_end = -2
    for first, last in stretches(marked):
        assert first > last_end + 1
        again[first : last + 1] = [True] * (last + 1 - first)
        last_end = last
    assert again == marked
