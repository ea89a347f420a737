"""Timing lines in the shapes that are found in the wild."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.model import Position
from narrator.readers.cues.stamps import Timing, read_stamp, read_timing
from narrator.timecode import format_stamp


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("00:00:05,500", 5_500),
        ("00:00:05.500", 5_500),
        ("00:00:05:500", 5_500),
        ("00:00:05;500", 5_500),
        ("1:2:3,4", 3_723_004),
        ("00:00:05,5", 5_500),
        ("00:00:05,50", 5_500),
        ("00:00:05,500999", 5_500),
        ("05:12,250", 312_250),
        ("05:12:250", 312_250),
        ("00:00:05", 5_000),
        ("05:12", 312_000),
        ("00 : 00 : 05 , 500", 5_500),
        ("00:00:75,000", 75_000),
        ("00:61:00,000", 3_660_000),
        ("-00:00:01,500", -1_500),
        ("0O:0l:05,5OO", 65_500),
    ],
)
def test_a_stamp_in_any_shape_is_read(text: str, ms: int) -> None:
    """Players take all of these."""
    assert read_stamp(text) == ms


@pytest.mark.parametrize("text", ["", "5", "five", "::", "00:00:xx,000", "1:2:3:4:5"])
def test_what_is_no_stamp_is_none(text: str) -> None:
    """Nothing is made up."""
    assert read_stamp(text) is None


@pytest.mark.parametrize(
    "line",
    [
        "00:00:01,000 --> 00:00:02,500",
        "00:00:01,000-->00:00:02,500",
        "  00:00:01,000 -->  00:00:02,500  ",
    ],
)
def test_a_well_formed_line_is_clean(line: str) -> None:
    """The standard shape needs no repair, whatever its spaces."""
    assert read_timing(line) == Timing(start_ms=1_000, end_ms=2_500, clean=True)


@pytest.mark.parametrize(
    "line",
    [
        "0:00:01.000 --> 0:00:02.500",
        "00:00:01,000 -> 00:00:02,500",
        "00:00:01,000 → 00:00:02,500",
        "00:00:01,000 –> 00:00:02,500",
        "00:00:01,000 --&gt; 00:00:02,500",
        "00:01,000 --> 00:02,500",
    ],
)
def test_an_unclean_line_has_the_same_times(line: str) -> None:
    """Other arrows, other separators, fields left out."""
    timing = read_timing(line)
    assert timing is not None
    assert (timing.start_ms, timing.end_ms, timing.clean) == (1_000, 2_500, False)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "1984",
        "-> there",
        "10:30 → 11:15",
        "10:30 -> 11:15",
        "Score: 3 --> 4",
        "3 --> 4",
        "--> 10:30",
        "00:00:01,000",
        "I --> O",
    ],
)
def test_text_is_no_timing_line(line: str) -> None:
    """Arrows and times occur on signs."""
    assert read_timing(line) is None


@pytest.mark.parametrize(
    ("line", "start_ms", "end_ms"),
    [
        ("00:00:01,000 --> ", 1_000, None),
        ("00:00:01,000 --> 00:", 1_000, None),
        ("00:::01 --> 00:00:02,500", None, 2_500),
        ("--> 00:00:02,500", None, 2_500),
    ],
)
def test_one_stamp_may_be_lost(line: str, start_ms: int | None, end_ms: int | None) -> None:
    """A line that is half there is still where a cue begins."""
    timing = read_timing(line)
    assert timing is not None
    assert (timing.start_ms, timing.end_ms) == (start_ms, end_ms)


@pytest.mark.parametrize(
    ("rest", "position"),
    [
        ("  X1:180 X2:540 Y1:0 Y2:115", Position(x_percent=50.0, y_percent=9.98)),
        (" line:10% align:center", Position(y_percent=10.0)),
        (" position:25% size:50%", Position(x_percent=25.0)),
        (" align:start", None),
    ],
)
def test_settings_after_the_times_give_the_place(rest: str, position: Position | None) -> None:
    """SubRip's coordinates, and WebVTT's settings in a converted file."""
    timing = read_timing("00:00:01,000 --> 00:00:02,500" + rest)
    assert timing is not None
    assert (timing.position, timing.tail) == (position, "")


def test_text_after_the_times_is_kept() -> None:
    """It belongs to the cue."""
    timing = read_timing("00:00:01,000 --> 00:00:02,500 Only the tide.")
    assert timing is not None
    assert timing.tail == "Only the tide."


@settings(deadline=None)
@given(
    start_ms=st.integers(min_value=0, max_value=359_999_999),
    end_ms=st.integers(min_value=0, max_value=359_999_999),
    separator=st.sampled_from(",.:"),
)
def test_every_pair_of_times_is_read(start_ms: int, end_ms: int, separator: str) -> None:
    """Whatever the separator before the milliseconds."""
    line = f"{format_stamp(start_ms, separator)} --> {format_stamp(end_ms, separator)}"
    timing = read_timing(line)
    assert timing is not None
    assert (timing.start_ms, timing.end_ms) == (start_ms, end_ms)


@settings(deadline=None, max_examples=200)
@given(line=st.text() | st.text(st.sampled_from("0123456789:,.-> OX1Y2")))
def test_any_line_is_a_timing_line_or_not(line: str) -> None:
    """No exception, and never a timing without a time."""
    timing = read_timing(line)
    assert timing is None or timing.start_ms is not None or timing.end_ms is not None or ":" in line
