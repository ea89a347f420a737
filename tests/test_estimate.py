"""Times guessed from reading speed."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.estimate import (
    CARD_MS,
    GAP_MS,
    LONGEST_MS,
    SHORTEST_MS,
    estimate_times,
    in_capitals,
    reading_ms,
)
from narrator.model import Cue, Line, Span, Subtitles


def untimed(*texts: str) -> Subtitles:
    """Return a transcript with one line a cue."""
    cues = tuple(
        Cue(id=str(number), span=None, lines=(Line(text=text),))
        for number, text in enumerate(texts, 1)
    )
    return Subtitles(path=Path("script.txt"), cues=cues, timing="estimated")


def spans(subtitles: Subtitles) -> list[Span]:
    """Return the spans, which must all be there."""
    return [cue.span for cue in subtitles.cues if cue.span is not None]


def test_reading_takes_its_time() -> None:
    """Thirty characters at fifteen a second take two seconds."""
    assert reading_ms(["a" * 30]) == 2_000


def test_a_short_cue_still_takes_a_second() -> None:
    """Nothing can be read in less."""
    assert reading_ms(["Oh."]) == SHORTEST_MS
    assert reading_ms([]) == SHORTEST_MS


def test_a_card_stays_longer_than_speech() -> None:
    """A viewer has to find a card before reading it."""
    assert reading_ms(["PIER 9"]) == CARD_MS


def test_two_long_lines_stop_at_seven_seconds_and_three_may_take_more() -> None:
    """The longest is for two lines; each further line adds half of it."""
    assert reading_ms(["b" * 200, "b" * 200]) == LONGEST_MS
    assert reading_ms(["b" * 200] * 3) == LONGEST_MS * 3 // 2


def test_capitals_need_two_and_no_small_letter() -> None:
    """One letter or a number alone is no card."""
    assert in_capitals("PIER 9, 6 P.M.")
    assert not in_capitals("I")
    assert not in_capitals("1934")
    assert not in_capitals("McKAY")


def test_cues_follow_one_another_with_a_gap() -> None:
    """The first cue starts at zero."""
    first, second = spans(estimate_times(untimed("c" * 30, "d" * 45)))
    assert (first.start_ms, first.end_ms) == (0, 2_000)
    assert (second.start_ms, second.end_ms) == (2_000 + GAP_MS, 5_000 + GAP_MS)


def test_the_programme_length_spreads_the_cues() -> None:
    """The last cue ends with the programme, and proportions are kept."""
    natural = spans(estimate_times(untimed("c" * 30, "d" * 45)))
    spread = spans(estimate_times(untimed("c" * 30, "d" * 45), total_ms=natural[-1].end_ms * 3))
    assert [span.start_ms for span in spread] == [span.start_ms * 3 for span in natural]
    assert spread[-1].end_ms == natural[-1].end_ms * 3


def test_given_times_are_left_alone() -> None:
    """Subtitles with times come back as the very same value."""
    timed = Subtitles(
        path=Path("a.srt"),
        cues=(Cue(id="1", span=Span(start_ms=5, end_ms=6), lines=(Line(text="Hm."),)),),
    )
    assert estimate_times(timed, total_ms=60_000) is timed


def test_no_cues_need_no_times() -> None:
    """An empty file stays empty."""
    assert estimate_times(untimed(), total_ms=1_000) == untimed()


@pytest.mark.parametrize("total_ms", [0, -5])
def test_a_programme_without_length_is_refused(total_ms: int) -> None:
    """A length that is not positive is a mistake of the caller."""
    with pytest.raises(ValueError, match="cannot last"):
        estimate_times(untimed("Hm."), total_ms=total_ms)


@given(
    texts=st.lists(st.text(max_size=120), min_size=1, max_size=40),
    total_ms=st.none() | st.integers(min_value=1, max_value=10_000_000),
)
def test_estimates_are_in_order_and_within_the_programme(
    texts: list[str], total_ms: int | None
) -> None:
    """Whatever the texts: no overlap, nothing before zero, the last end where it should be."""
    estimated = estimate_times(untimed(*texts), total_ms=total_ms)
    found = spans(estimated)
    assert estimated.timing == "estimated"
    assert len(found) == len(texts)
    assert found[0].start_ms == 0
    assert all(span.start_ms <= span.end_ms for span in found)
    assert all(a.end_ms <= b.start_ms for a, b in pairwise(found))
    assert total_ms is None or found[-1].end_ms == total_ms
