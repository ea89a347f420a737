"""The fades that a receiver is told are those of the mix."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.control.constants import DEEPEST_FADE
from narrator.control.fades import MUTE_DB, FadeTrack, curve_db, fade_bytes, fades_db_of, moments
from narrator.levels import MixSettings
from narrator.media.dips import gain_blocks
from narrator.mix import Dip, plan_ducks
from narrator.model import Duck, MixPlan, Span

LENGTH_MS = 20_000
dips = st.lists(
    st.builds(
        lambda start_ms, length_ms, gain_db: Dip(
            span=Span(start_ms=start_ms, end_ms=start_ms + length_ms), gain_db=gain_db
        ),
        st.integers(0, LENGTH_MS),
        st.integers(1, 3_000),
        st.floats(-15, 0),
    ),
    max_size=5,
)


@given(dips, st.integers(0, 900), st.integers(0, 900))
def test_the_curve_is_the_mixers_at_every_moment(
    wanted: list[Dip], fade_in_ms: int, fade_out_ms: int
) -> None:
    """To the sample that the mixer has at that millisecond, whatever the dips."""
    settings = MixSettings(fade_in_ms=fade_in_ms, fade_out_ms=fade_out_ms)
    ducks = plan_ducks(wanted, settings=settings, length_ms=LENGTH_MS)
    plan = MixPlan(voicings=(), ducks=ducks, length_samples=LENGTH_MS * 8, rate_hz=8_000)
    mixed = 20 * np.log10(np.concatenate(list(gain_blocks(plan, block=8_000))))
    times_ms = moments(LENGTH_MS, 7)
    difference = np.abs(curve_db(ducks, times_ms) - mixed[times_ms * 8])
    corners = {at for duck in ducks for at in corners_of(duck)}
    beside = np.array([bool(corners & {ms - 1, ms, ms + 1}) for ms in times_ms.tolist()])
    assert difference[~beside].max(initial=0) < 1e-9


def corners_of(duck: Duck) -> tuple[int, ...]:
    """Return where a dip turns: there a fade of no length is a matter of one millisecond."""
    start, end = duck.span.start_ms, duck.span.end_ms
    return (start - duck.fade_in_ms, start, end, end + duck.fade_out_ms)


@pytest.mark.parametrize(
    ("fade_db", "byte"), [(0, 0), (-6, 0x14), (-9, 0x1E), (-12, 0x28), (-76.2, 0xFE), (-200, 0xFE)]
)
def test_a_fade_is_a_step_of_three_tenths(fade_db: float, byte: int) -> None:
    """As TS 101 154 has them; FF, which mutes, is never told."""
    assert fade_bytes(np.array([fade_db])).tolist() == [byte]


@given(st.integers(0, DEEPEST_FADE))
def test_every_fade_comes_back(byte: int) -> None:
    """From a byte to decibels and back."""
    fades = np.array([byte], dtype=np.uint8)
    assert fade_bytes(fades_db_of(fades)).tolist() == [byte]


def test_the_byte_that_mutes_is_as_good_as_silence() -> None:
    """It is not -76.5 dB."""
    assert fades_db_of(np.array([0xFF], dtype=np.uint8)).tolist() == [MUTE_DB]


def test_a_receiver_goes_straight_from_one_fade_to_the_next() -> None:
    """And stays with the first and the last at the ends; without any there is no fade."""
    track = FadeTrack(times_ms=np.array([100.0, 200.0]), fades_db=np.array([0.0, -6.0]))
    assert track.at(np.array([0.0, 150.0, 900.0])).tolist() == [0, -3, -6]
    none = FadeTrack(times_ms=np.zeros(0), fades_db=np.zeros(0))
    assert none.at(np.array([5.0])).tolist() == [0]


def test_half_way_down_is_half_as_deep() -> None:
    """Half a cosine in decibels, worked out by hand at a third of the way."""
    duck = Duck(
        span=Span(start_ms=1_000, end_ms=2_000), gain_db=-9.0, fade_in_ms=300, fade_out_ms=500
    )
    found = curve_db([duck], np.array([700, 800, 850, 1_000, 1_999, 2_250, 2_500]))
    third = -9 * (1 - math.cos(math.pi / 3)) / 2
    assert found == pytest.approx([0, third, -4.5, -9, -9, -4.5, 0])
