"""The studio signal read back, whatever befell it on the way."""

from collections.abc import Iterator

import numpy as np
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from narrator.control.demodulate import Heard, demodulated
from narrator.control.settings import ControlSettings
from narrator.control.whp198 import FRAME_SAMPLES, signal_blocks

Floats = NDArray[np.float64]

EDGES_MS = (0.0, 0.1, 0.39)
FADES = bytes(np.random.default_rng(5).integers(0, 255, 60).tolist())


def signal_of(fades: bytes = FADES, edge_ms: float = 0.1) -> Floats:
    """Return the signal of the fades, a frame each."""
    control = ControlSettings(edge_ms=edge_ms)
    return np.concatenate(list(signal_blocks(fades, len(fades) * FRAME_SAMPLES, control)))


def heard(signal: Floats, rate_hz: int = 48_000, block: int = 48_000) -> Heard:
    """Return what is read of a signal that comes in blocks."""
    return demodulated(cut(signal, block), rate_hz)


def cut(signal: Floats, block: int) -> Iterator[Floats]:
    """Yield the signal in blocks."""
    for start in range(0, len(signal), block):
        yield signal[start : start + block]


def noisy(signal: Floats, snr_db: float) -> Floats:
    """Return the signal with white noise over all of its band."""
    power = np.mean(np.square(signal)) * 10 ** (-snr_db / 10)
    noise = np.random.default_rng(9).normal(0, np.sqrt(power), len(signal))
    return np.asarray(signal + noise)


def must_be_all(found: Heard, frame: float, *, is_inverted: bool = False) -> None:
    """Check that every frame was read, where it stands, `frame` samples each."""
    assert found.fades.tobytes() == FADES
    assert not found.pans.any()
    assert found.lost == 0
    assert found.is_inverted == is_inverted
    assert found.frame_samples == pytest.approx(frame, rel=2e-5)
    assert np.abs(found.starts - np.arange(len(FADES)) * frame).max() < 5


@pytest.mark.parametrize("edge_ms", EDGES_MS)
@pytest.mark.parametrize("gain_db", [-12, 0, 12])
@pytest.mark.parametrize("offset", [0.0, 0.3])
def test_level_offset_and_edges_do_not_matter(
    edge_ms: float, gain_db: float, offset: float
) -> None:
    """12 dB either way, a DC offset larger than the signal, square or round."""
    must_be_all(heard(signal_of(edge_ms=edge_ms) * 10 ** (gain_db / 20) + offset), 4_800)


@pytest.mark.parametrize("edge_ms", EDGES_MS)
def test_an_inverted_channel_is_read_and_told(edge_ms: float) -> None:
    """Its fades are right all the same."""
    must_be_all(heard(-signal_of(edge_ms=edge_ms)), 4_800, is_inverted=True)


@pytest.mark.parametrize("edge_ms", EDGES_MS)
@pytest.mark.parametrize("rate_hz", [32_000, 44_100, 96_000, 192_000])
def test_another_rate_is_as_good(edge_ms: float, rate_hz: int) -> None:
    """Resampled, and said to be."""
    signal = soxr.resample(signal_of(edge_ms=edge_ms), 48_000, rate_hz)
    must_be_all(heard(signal, rate_hz), rate_hz / 10)


@pytest.mark.parametrize("edge_ms", EDGES_MS)
@pytest.mark.parametrize("error", [-0.002, -0.001, 0.001, 0.002])
def test_a_clock_may_be_wrong(edge_ms: float, error: float) -> None:
    """By a tenth of a per cent as asked, and more; frames are counted by the signal's own."""
    clock_hz = 48_000 * (1 + error)
    signal = soxr.resample(signal_of(edge_ms=edge_ms), 48_000, clock_hz)
    must_be_all(heard(signal), 4_800 * (1 + error))


@pytest.mark.parametrize("edge_ms", EDGES_MS)
@pytest.mark.parametrize("snr_db", [20, 10, 3, 0])
def test_noise_as_loud_as_the_signal_costs_nothing(edge_ms: float, snr_db: float) -> None:
    """Down to 0 dB, measured over the whole band, not a frame is lost or misread."""
    must_be_all(heard(noisy(signal_of(edge_ms=edge_ms), snr_db)), 4_800)


def test_a_wrong_clock_is_followed_in_noise() -> None:
    """By its nominal clock the bits at the end of a frame would be lost in it."""
    signal = soxr.resample(signal_of(), 48_000, 48_000 * 1.002)
    must_be_all(heard(noisy(signal, 0)), 4_800 * 1.002)


def test_a_faint_signal_on_a_large_offset_is_read() -> None:
    """At -58 dBFS beside a DC offset near full scale."""
    must_be_all(heard(signal_of() / 100 + 0.9), 4_800)


def test_everything_at_once() -> None:
    """Inverted, softer, off centre, resampled by a clock that is wrong, in noise."""
    signal = -0.25 * soxr.resample(signal_of(), 48_000, 44_100 * 1.001) + 0.05
    must_be_all(heard(noisy(signal - 0.05, 6) + 0.05, 44_100), 4_414.41, is_inverted=True)


@pytest.mark.parametrize("snr_db", [-6, -8, -12])
def test_what_is_lost_is_never_misread(snr_db: float) -> None:
    """Where noise damages frames they are left out, by their CRC, and the rest is right."""
    found = heard(noisy(signal_of(), snr_db))
    numbers = np.rint(found.starts / 4_800).astype(int)
    assert found.fades.tolist() == [FADES[number] for number in numbers]
    assert len(found.fades) < len(FADES)


def test_a_frame_that_drops_out_is_counted() -> None:
    """A hole in the signal costs the frames it touches."""
    signal = signal_of()
    signal[10 * FRAME_SAMPLES + 100 : 12 * FRAME_SAMPLES + 100] = 0
    found = heard(signal)
    assert found.lost == 3
    assert found.fades.tobytes() == FADES[:10] + FADES[13:]


@given(
    st.binary(max_size=12),
    st.integers(0, 10_000),
    st.integers(0, 10_000),
    st.integers(1_000, 300_000),
    st.booleans(),
)
@settings(max_examples=40, deadline=None)
def test_every_signal_is_read_back(
    fades: bytes,
    before: int,
    after: int,
    block: int,
    is_inverted: bool,  # noqa: FBT001 - drawn, not called
) -> None:
    """Any fades, anywhere in silence, in blocks of any size, either way up."""
    told = fades.replace(b"\xff", b"\xfe")
    sign = -1 if is_inverted else 1
    signal = np.concatenate([np.zeros(before), *signal_blocks_of(told), np.zeros(after)]) * sign
    found = heard(signal, block=block)
    assert found.fades.tobytes() == told
    assert found.is_inverted == (is_inverted and bool(told))
    assert np.abs(found.starts - before - np.arange(len(told)) * FRAME_SAMPLES).max(initial=0) < 5


def signal_blocks_of(fades: bytes) -> list[Floats]:
    """Return the signal of the fades, frame by frame."""
    return list(signal_blocks(fades, len(fades) * FRAME_SAMPLES, ControlSettings()))


@pytest.mark.parametrize(
    "signal",
    [
        np.zeros(0),
        np.zeros(100),
        np.zeros(400_000),
        np.full(400_000, 0.7),
        np.random.default_rng(3).normal(0, 0.1, 400_000),
        np.sin(np.arange(400_000) * 2 * np.pi * 1_280 / 48_000),
    ],
    ids=["nothing", "too short", "silence", "DC", "noise", "a tone of the bit rate"],
)
def test_what_is_no_control_signal_holds_no_frame(signal: Floats) -> None:
    """A narration on the wrong channel is not taken for data."""
    found = heard(signal)
    assert (len(found.starts), found.lost, found.is_inverted) == (0, 0, False)
