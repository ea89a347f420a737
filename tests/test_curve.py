"""The loudness curve: what is heard in a span, and the gates of the integrated loudness."""

import numpy as np
import pytest

from narrator.curve import LoudnessCurve
from narrator.model import Span


def curve(*lufs: float, start_ms: int = 0) -> LoudnessCurve:
    """Return a curve of these values, ten a second."""
    return LoudnessCurve(momentary_lufs=np.array(lufs, dtype=np.float32), start_ms=start_ms)


def span(start_ms: int, end_ms: int) -> Span:
    """Return a span."""
    return Span(start_ms=start_ms, end_ms=end_ms)


def test_only_windows_within_the_span_count() -> None:
    """A window ends at each 100 ms and reaches back 400: 1.0 to 2.0 s has those of 1.4 to 2.0."""
    values = [-50.0] * 13 + [-20.0] * 7 + [-50.0] * 10
    assert curve(*values).within(span(1_000, 2_000)) == pytest.approx(-20)
    assert curve(*values, start_ms=500).within(span(1_500, 2_500)) == pytest.approx(-20)
    assert curve(*values).within(span(1_000, 2_400)) == pytest.approx(-20)


def test_the_mean_is_of_power() -> None:
    """Half of the time 10 LU louder: 2.6 LU below the louder half."""
    values = [-30.0] * 16 + [-20.0] * 14
    assert curve(*values).within(span(900, 2_000)) == pytest.approx(-22.6, abs=0.01)


@pytest.mark.parametrize("place", [span(1_000, 1_050), span(1_000, 1_300), span(900, 1_100)])
def test_a_span_shorter_than_a_window_has_the_one_around_it(place: Span) -> None:
    """The window from 0.8 to 1.2 s ends with value 11."""
    values = [-40.0] * 30
    values[11:13] = [-20.0, -20.0]
    assert curve(*values).within(place) == pytest.approx(-20)


def test_silence_and_the_time_outside_have_no_loudness() -> None:
    """None, before the sound, after it, and where it is silent."""
    silent = curve(*[float("-inf")] * 20, *[-25.0] * 20)
    assert silent.within(span(500, 1_500)) is None
    assert silent.within(span(-3_000, -1_000)) is None
    assert silent.within(span(9_000, 12_000)) is None
    assert silent.integrated_lufs() == pytest.approx(-25)


def test_the_gates_of_bs_1770() -> None:
    """Below -70 LUFS nothing counts, nor what is 10 LU below the mean of the rest."""
    assert curve(*[-23.0] * 100, *[-71.0] * 100).integrated_lufs() == pytest.approx(-23)
    assert curve(*[-23.0] * 100, *[-40.0] * 100).integrated_lufs() == pytest.approx(-23)
    assert curve(*[-23.0] * 103, *[-30.0] * 100).integrated_lufs() == pytest.approx(-25.2, abs=0.1)
    assert curve(*[-80.0] * 50).integrated_lufs() is None
    assert curve().integrated_lufs() is None
