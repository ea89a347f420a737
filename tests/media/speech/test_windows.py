"""Where narration may go, and which of that is no-go."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from narrator.media.speech.windows import merged, no_go_zones, widened, windows_of, within
from narrator.model import Span

TIMES = st.integers(0, 5_000)
SPANS = st.lists(
    st.tuples(TIMES, st.integers(0, 900)).map(lambda t: Span(start_ms=t[0], end_ms=t[0] + t[1])),
    max_size=12,
)


def span(start_ms: int, end_ms: int) -> Span:
    """Return a span."""
    return Span(start_ms=start_ms, end_ms=end_ms)


def covered(spans: tuple[Span, ...] | list[Span]) -> set[int]:
    """Return every millisecond that the spans hold."""
    return {time for each in spans for time in range(each.start_ms, each.end_ms)}


def test_a_window_holds_every_place_of_its_narration() -> None:
    """From the earliest start to the latest end; those that meet are one."""
    texts = [span(30_000, 33_000), span(1_000, 2_000), span(36_000, 37_000)]
    found = windows_of(texts, lead_ms=2_000, lag_ms=4_000, longest_ms=5_000)
    assert found == (span(0, 10_000), span(28_000, 45_000))


@given(SPANS)
def test_merged_spans_cover_the_same_and_stand_apart(spans: list[Span]) -> None:
    """In order, apart, none empty, nothing gained or lost."""
    found = merged(spans)
    assert covered(found) == covered(spans)
    assert all(a.end_ms < b.start_ms for a, b in pairwise(found))
    assert all(each.duration_ms for each in found)


@given(SPANS, st.integers(0, 300))
def test_a_gap_within_reach_is_bridged(spans: list[Span], gap_ms: int) -> None:
    """What stays apart is further apart than the gap."""
    found = merged(spans, gap_ms=gap_ms)
    gaps = [b.start_ms - a.end_ms for a, b in pairwise(found)]
    assert all(gap > gap_ms for gap in gaps)
    assert covered(spans) <= covered(found)


@given(SPANS, TIMES, st.integers(1, 900))
def test_parts_within_a_window_stay_in_it(spans: list[Span], start_ms: int, length_ms: int) -> None:
    """They hold what spans and window share."""
    window = span(start_ms, start_ms + length_ms)
    assert covered(within(spans, window)) == covered(spans) & covered([window])


def test_a_margin_never_reaches_before_the_programme() -> None:
    """Widening stops at 0."""
    assert widened([span(50, 400)], 100) == (span(0, 500),)


def test_a_cue_that_was_heard_gives_way_to_its_speech() -> None:
    """It lingers to 6 s, the speech ended at 3.2 s: the rest is free."""
    zones = no_go_zones([span(1_000, 6_000)], [span(1_200, 3_200)], [span(0, 9_000)])
    assert zones == (span(1_100, 3_300),)


def test_a_cue_in_which_nothing_was_heard_counts_whole() -> None:
    """It may be whispered or sung."""
    zones = no_go_zones([span(1_000, 6_000)], [], [span(0, 9_000)])
    assert zones == (span(1_000, 6_000),)


def test_a_cue_not_listened_to_whole_counts_whole() -> None:
    """Its words may go on outside the window."""
    zones = no_go_zones([span(1_000, 6_000)], [span(2_000, 3_000)], [span(2_000, 9_000)])
    assert zones == (span(1_000, 6_000),)


def test_speech_without_a_cue_is_no_go() -> None:
    """Foreign dialogue often has none."""
    zones = no_go_zones([], [span(2_000, 3_000)], [span(0, 9_000)], margin_ms=200)
    assert zones == (span(1_800, 3_200),)
