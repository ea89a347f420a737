"""The output's clock, which goes on where the programme is held."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from narrator.holds import OutputClock, held_ms
from narrator.model import Hold, Placement, Span

TIMES = st.integers(0, 36_000_000)
HOLDS = st.lists(
    st.builds(Hold, at_ms=TIMES, length_ms=st.integers(1, 30_000)),
    max_size=20,
    unique_by=lambda hold: hold.at_ms,
).map(tuple)


@given(HOLDS, TIMES)
def test_a_moment_is_later_by_every_hold_before_it(holds: tuple[Hold, ...], time_ms: int) -> None:
    """In whatever order the holds are told; one that begins in the moment is not before it."""
    later_ms = held_ms(hold for hold in holds if hold.at_ms < time_ms)
    assert OutputClock(holds=holds).heard_ms(time_ms) == time_ms + later_ms


@given(HOLDS)
def test_the_output_goes_on_through_every_hold(holds: tuple[Hold, ...]) -> None:
    """Holds stand in order and apart on the output, each as long as it lasts."""
    clock = OutputClock(holds=holds)
    assert [span.duration_ms for span in clock.held] == [hold.length_ms for hold in clock.holds]
    assert all(before.end_ms < after.start_ms for before, after in pairwise(clock.held))
    for hold, span in zip(clock.holds, clock.held, strict=True):
        assert clock.heard(Span(start_ms=hold.at_ms, end_ms=hold.at_ms + 1)).end_ms > span.end_ms


@given(HOLDS, TIMES)
def test_the_programme_stands_still_through_every_hold(
    holds: tuple[Hold, ...], time_ms: int
) -> None:
    """In a hold it is where it was held; anywhere else its moment is heard at that time."""
    clock = OutputClock(holds=holds)
    for hold, span in zip(clock.holds, clock.held, strict=True):
        for output_ms in (span.start_ms, (span.start_ms + span.end_ms) // 2, span.end_ms):
            assert clock.programme_ms(output_ms) == hold.at_ms
    assert clock.programme_ms(clock.heard_ms(time_ms)) == time_ms


def test_a_narration_is_heard_through_its_own_hold() -> None:
    """What stands after it is later by that."""
    first, second = (
        Placement(
            narration_id=f"n{start_ms}",
            span=Span(start_ms=start_ms, end_ms=start_ms + 1_000),
            rate=1.0,
            overlap_ms=0,
            decisions=(),
            hold_ms=hold_ms,
        )
        for start_ms, hold_ms in ((2_000, 500), (4_000, 0))
    )
    clock = OutputClock.of([first, second])
    assert clock.holds == (Hold(at_ms=3_000, length_ms=500),)
    assert clock.said(first) == Span(start_ms=2_000, end_ms=3_500)
    assert clock.said(second) == Span(start_ms=4_500, end_ms=5_500)
