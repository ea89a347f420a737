"""The time line: its marks stand where they are heard, and its paths draw the marks."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.model import Duck, Hold, Span
from narrator.writers.report.drawing import HEIGHT, MOST_LEVELS, bars, dips, levels_of, wave
from narrator.writers.report.marks import gaps
from narrator.writers.report.times import shown_length, shown_time

times = st.integers(0, 36_000_000)
holds = st.lists(st.builds(Hold, at_ms=times, length_ms=st.integers(1, 30_000)), max_size=20).map(
    lambda found: sorted(found, key=lambda hold: hold.at_ms)
)
ordered_spans = st.lists(times, max_size=40, unique=True).map(
    lambda ends: [Span(start_ms=a, end_ms=b) for a, b in list(pairwise(sorted(ends)))[::2]]
)


@given(spans=ordered_spans)
def test_slots_and_what_takes_them_make_up_the_whole(spans: list[Span]) -> None:
    """No moment is in both, none in neither."""
    length_ms = 36_000_000
    free = gaps(spans, length_ms)
    together = sorted([*spans, *free])
    assert sum(span.duration_ms for span in together) == length_ms
    assert all(a.end_ms <= b.start_ms for a, b in pairwise(together))


@given(spans=ordered_spans)
def test_bars_stand_where_the_spans_are(spans: list[Span]) -> None:
    """The relative moves of the path add up to the spans, to the tenth of a second."""
    moves = [(int(dx), int(w)) for dx, w in re.findall(r"m(-?\d+) 0h(\d+)v40", bars(spans))]
    at, drawn = 0, []
    for dx, width in moves:
        at += dx
        drawn.append((at, width))
    assert drawn == [
        (round(s.start_ms / 100), max(1, round(s.end_ms / 100) - round(s.start_ms / 100)))
        for s in spans
    ]


def test_a_dip_is_as_deep_as_the_programme_is_turned_down() -> None:
    """One of 0 dB is a thin line, the deepest fills the lane; the fades slope."""
    span = Span(start_ms=1_000, end_ms=2_000)
    ducks = [Duck(span=span, gain_db=gain, fade_in_ms=300, fade_out_ms=500) for gain in (0.0, -60)]
    assert dips(ducks) == f"M0 0m7 0l3 2h10l5-2zm0 0l3 {HEIGHT}h10l5-{HEIGHT}z"


def test_ten_hours_of_levels_are_a_value_a_second_at_their_loudest() -> None:
    """What the script draws from stays small, and no peak is lost."""
    lufs = [-60.0] * 360_000
    lufs[180_005] = -1.0
    levels = levels_of(lufs, (), 36_000_000)
    assert (len(levels.values), levels.step) == (MOST_LEVELS, 10)
    assert [at for at, value in enumerate(levels.values) if value] == [18_000]
    assert len(levels.signs) == len(levels.values)
    assert len(wave(levels)) < 20_000


def test_a_held_programme_is_silent_in_the_waveform() -> None:
    """Two seconds of nothing where it stands still; what comes after is later."""
    levels = levels_of([-20.0] * 101, [Hold(at_ms=5_000, length_ms=2_000)], 12_000)
    silent = [at for at, value in enumerate(levels.values) if value == 0]
    assert silent == list(range(50, 70))


@pytest.mark.parametrize("lufs", [float("-inf"), float("nan"), float("inf"), -200.0])
def test_levels_that_are_no_numbers_are_drawn_all_the_same(lufs: float) -> None:
    """Silence has no loudness in decibels."""
    assert set(levels_of([lufs] * 20, (), 2_000).values) <= {0, 63}


def test_times_and_lengths_read_well() -> None:
    """Tenths of a second, and words."""
    assert [shown_time(ms) for ms in (0, 61_199, 36_000_000)] == [
        "00:00:00.0",
        "00:01:01.1",
        "10:00:00.0",
    ]
    assert [shown_length(ms) for ms in (4_500, 198_000, 3_599_900, 36_000_000)] == [
        "4.5 s",
        "3 min 18 s",
        "1 h 0 min",
        "10 h 0 min",
    ]
