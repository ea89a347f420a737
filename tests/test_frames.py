"""Frames of a delivery: whole narrations, labels in step with the clock, days that end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.frames import Frames
from narrator.model import Delivery, Span
from narrator.timecode import FRAME_RATES, parse_smpte

rates = st.sampled_from(sorted(FRAME_RATES))
times = st.integers(0, 20 * 3_600_000)


def frames_at(rate: str, start: str = "10:00:00:00") -> Frames:
    """Return the frames of a delivery that starts at a label."""
    start_ms = parse_smpte(start, FRAME_RATES[rate])
    return Frames.of(Delivery(frame_rate=rate, start_ms=start_ms))


@settings(deadline=None)
@given(rates, times, st.integers(0, 60_000))
def test_the_frames_of_a_span_hold_all_of_it(rate: str, start_ms: int, length_ms: int) -> None:
    """And are fewer than two more than needed; even nothing at all takes one."""
    frames = frames_at(rate)
    first, past = frames.over(Span(start_ms=start_ms, end_ms=start_ms + length_ms))
    per_second = frames.rate.per_second
    assert first * 1000 <= start_ms * per_second < (first + 1) * 1000
    assert past > first
    assert past * 1000 >= (start_ms + length_ms) * per_second
    assert past - first <= length_ms * per_second / 1000 + 2


@settings(deadline=None)
@given(rates, st.integers(0, 100_000))
def test_a_label_names_its_frame_again(rate: str, frame: int) -> None:
    """Read as SMPTE, less the start, it is the frame's own time."""
    frames = frames_at(rate, "01:00:00:00")
    told_ms = parse_smpte(frames.label(frame), frames.rate)
    assert round(told_ms * frames.rate.per_second / 1000) - frames.start == frame


@pytest.mark.parametrize(
    ("rate", "start", "frame", "label"),
    [
        ("25", "10:00:00:00", 0, "10:00:00:00"),
        ("25", "10:00:00:00", 26, "10:00:01:01"),
        ("29.97df", "00:00:00;00", 1800, "00:01:00;02"),
        ("29.97df", "01:00:00;00", 17_982, "01:10:00;00"),
        ("59.94df", "00:00:00;00", 3600, "00:01:00;04"),
        ("25", "23:59:59:24", 1, "00:00:00:00"),
        ("29.97df", "23:59:59;29", 1, "00:00:00;00"),
    ],
)
def test_labels_drop_and_begin_anew_after_a_day(
    rate: str, start: str, frame: int, label: str
) -> None:
    """As SMPTE ST 12-1 has it."""
    assert frames_at(rate, start).label(frame) == label
