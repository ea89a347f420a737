"""Stamps to milliseconds and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.timecode import format_stamp, parse_stamp


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("00:00:00,000", 0),
        ("01:02:03,456", 3_723_456),
        ("01:02:03.456", 3_723_456),
        ("12:06.000", 726_000),
        ("00:59:59", 3_599_000),
        ("05:07", 307_000),
        ("100:00:00.001", 360_000_001),
    ],
)
def test_a_stamp_is_read(text: str, ms: int) -> None:
    """Hours and milliseconds may be left out, and either separator stands before the latter."""
    assert parse_stamp(text) == ms


@pytest.mark.parametrize(
    "text",
    [
        "",
        "00:61:00,000",
        "00:00:60,000",
        "1:02:03,456",
        "00:00:01,5",
        "00:00:01;500",
        " 00:00:01,500",
        "00:00:01,500\n",
        "-00:00:01,500",
        "00:00:01:500",
        "00:00:0١,500",
        "5",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    """A strict parser does not guess."""
    with pytest.raises(ValueError, match="not a time stamp"):
        parse_stamp(text)


@given(ms=st.integers(min_value=0, max_value=999_999 * 3_600_000), separator=st.sampled_from(".,"))
def test_every_time_survives_the_way_there_and_back(ms: int, separator: str) -> None:
    """What is formatted is parsed to the same millisecond."""
    assert parse_stamp(format_stamp(ms, separator)) == ms


def test_a_stamp_has_the_separator_asked_for() -> None:
    """SubRip wants a comma, WebVTT a point."""
    assert format_stamp(3_723_456, ",") == "01:02:03,456"
    assert format_stamp(3_723_456) == "01:02:03.456"


def test_a_negative_time_has_no_stamp() -> None:
    """No format can write one."""
    with pytest.raises(ValueError, match="negative"):
        format_stamp(-1)
