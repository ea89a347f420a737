"""The studio signal as it is written: frames and waveform."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.control.settings import ControlSettings
from narrator.control.whp198 import FRAME_SAMPLES, frame_of, signal_blocks

SQUARE = ControlSettings(edge_ms=0.0, level_dbfs=0.0)


@pytest.mark.parametrize(
    ("fade", "frame"),
    [
        (0x00, "f84454474144310000ffffffffff6f4f"),
        (0x28, "f84454474144312800ffffffffff9214"),
    ],
)
def test_the_vectors_that_are_known(fade: int, frame: str) -> None:
    """Of the shared facts: filler FF, and the CRC that a public decoder takes."""
    assert frame_of(fade).hex() == frame


def test_the_filler_can_be_chosen() -> None:
    """The CRC follows it."""
    assert frame_of(0, filler=0).hex()[:28] == "f84454474144310000" + "00" * 5
    assert frame_of(0, filler=0)[14:] != frame_of(0)[14:]


def test_a_falling_edge_in_the_middle_is_a_one() -> None:
    """The first byte of a frame is F8: five ones and three noughts, read off the waveform."""
    signal = np.concatenate(list(signal_blocks(b"\x00", FRAME_SAMPLES, SQUARE)))
    middles = (np.arange(8) * 37.5 + 18.75).astype(int)
    before, after = signal[middles - 9], signal[middles + 9]
    assert (before > after).tolist() == [True] * 5 + [False] * 3


def test_no_edge_drifts() -> None:
    """Half bits are 18 or 19 samples, and the last frame of an hour starts where it should."""
    signal = np.concatenate(list(signal_blocks(bytes(3_000), 3_000 * FRAME_SAMPLES, SQUARE)))
    edges = np.flatnonzero(np.diff(signal))
    assert set(np.diff(edges).tolist()) == {18, 19, 37, 38}
    assert np.array_equal(signal[:FRAME_SAMPLES], signal[-FRAME_SAMPLES:])


@given(
    st.binary(min_size=1, max_size=4),
    st.integers(1, 4 * FRAME_SAMPLES),
    st.floats(-60, 0),
    st.floats(0, 0.39),
)
def test_the_signal_is_as_long_and_as_loud_as_asked(
    fades: bytes, length: int, level_dbfs: float, edge_ms: float
) -> None:
    """Never beyond its level, and without a mean where frames are whole."""
    settings = ControlSettings(level_dbfs=level_dbfs, edge_ms=edge_ms)
    signal = np.concatenate(list(signal_blocks(fades, length, settings)))
    peak = 10 ** (level_dbfs / 20)
    assert len(signal) == min(length, len(fades) * FRAME_SAMPLES)
    assert np.abs(signal).max() <= peak * (1 + 1e-9)
    assert np.abs(signal[:FRAME_SAMPLES].mean()) < 0.05 * peak or length < FRAME_SAMPLES


def test_edges_are_as_long_as_asked() -> None:
    """0.1 ms is some five samples on the way from one level to the other."""
    settings = ControlSettings(level_dbfs=0.0, edge_ms=0.1)
    signal = np.concatenate(list(signal_blocks(bytes(2), 2 * FRAME_SAMPLES, settings)))
    between = np.abs(signal) < 0.999
    edges = np.count_nonzero(np.diff(np.sign(signal)))
    assert between.sum() / edges == pytest.approx(4.8, abs=0.8)


def test_no_fades_are_no_signal() -> None:
    """A rendering of no length has no frames."""
    assert list(signal_blocks(b"", 0, SQUARE)) == []
