"""SMPTE labels to milliseconds and back."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.timecode import FRAME_RATES, format_smpte, parse_smpte, smpte_ms

RATES = st.sampled_from(sorted(FRAME_RATES))
DAY_FRAMES = 24 * 3600 * 23  # fewer than any rate has in a day


@pytest.mark.parametrize(
    ("rate", "label", "ms"),
    [
        ("25", "10:00:00:00", 36_000_000),
        ("25", "10:00:08:10", 36_008_400),
        ("25", "00:00:00:24", 960),
        ("24", "00:00:01:12", 1_500),
        ("23.976", "00:00:01:00", 1_001),
        ("23.976", "01:00:00:00", 3_603_600),
        ("29.97", "01:00:00:00", 3_603_600),
        ("29.97df", "00:00:59;29", 60_027),
        ("29.97df", "00:01:00;02", 60_060),
        ("29.97df", "00:10:00;00", 599_999),
        ("29.97df", "01:00:00;00", 3_599_996),
        ("29.97df", "10:00:00:00", 35_999_964),
        ("30", "00:00:01:15", 1_500),
        ("50", "00:00:00:49", 980),
        ("59.94df", "00:01:00;04", 60_060),
        ("59.94df", "01:00:00;00", 3_599_996),
    ],
)
def test_a_label_is_read(rate: str, label: str, ms: int) -> None:
    """Each rate counts its own frames; drop-frame stays within a frame of the clock."""
    assert parse_smpte(label, FRAME_RATES[rate]) == ms


@pytest.mark.parametrize(
    ("rate", "label"),
    [
        ("29.97df", "00:01:00;00"),
        ("29.97df", "00:01:00:01"),
        ("29.97df", "10:59:00;01"),
        ("59.94df", "00:09:00;03"),
    ],
)
def test_a_label_that_drop_frame_leaves_out_is_refused(rate: str, label: str) -> None:
    """The first labels of a minute are not there, save in every tenth."""
    with pytest.raises(ValueError, match="leaves out"):
        parse_smpte(label, FRAME_RATES[rate])


@pytest.mark.parametrize(
    ("rate", "label"),
    [
        ("25", "10:00:00:25"),
        ("25", "10:00:00;10"),
        ("25", "10:60:00:00"),
        ("25", "10:00:60:00"),
        ("25", "1:00:00:00"),
        ("25", "10:00:00"),
        ("25", "10:00:00.000"),
        ("29.97df", "00:00:00;30"),
        ("25", "-1:00:00:00"),
        ("25", "١٠:00:00:00"),
        ("25", "10:00:00:00\n"),
    ],
)
def test_anything_else_is_refused(rate: str, label: str) -> None:
    """A strict parser does not guess."""
    with pytest.raises(ValueError, match="no"):
        parse_smpte(label, FRAME_RATES[rate])


@given(name=RATES, frame=st.integers(min_value=0, max_value=DAY_FRAMES))
def test_every_frame_survives_the_way_there_and_back(name: str, frame: int) -> None:
    """A frame's time gives its label, and the label its time; no label is given twice."""
    rate = FRAME_RATES[name]
    ms, next_ms = (round(Fraction(n) * 1000 / rate.per_second) for n in (frame, frame + 1))
    label = format_smpte(ms, rate)
    assert parse_smpte(label, rate) == ms
    assert format_smpte(next_ms, rate) > label


@given(name=RATES, ms=st.integers(min_value=0, max_value=24 * 3_600_000))
def test_a_label_is_within_half_a_frame_of_the_time(name: str, ms: int) -> None:
    """The nearest frame is named."""
    rate = FRAME_RATES[name]
    assert abs(parse_smpte(format_smpte(ms, rate), rate) - ms) <= 500 / rate.per_second + 1


@given(
    name=RATES,
    numbers=st.tuples(*[st.integers(min_value=0, max_value=70)] * 4),
)
def test_numbers_give_a_time_or_a_value_error(name: str, numbers: tuple[int, ...]) -> None:
    """What can be read can be written again, digit for digit."""
    rate = FRAME_RATES[name]
    try:
        ms = smpte_ms(numbers, rate)
    except ValueError:
        return
    hours, minutes, seconds, frames = numbers
    separator = ";" if rate.dropped else ":"
    expected = f"{hours:02}:{minutes:02}:{seconds:02}{separator}{frames:02}"
    assert format_smpte(ms, rate) == expected


def test_a_negative_time_has_no_label() -> None:
    """Labels start at zero."""
    with pytest.raises(ValueError, match="negative"):
        format_smpte(-1, FRAME_RATES["25"])
