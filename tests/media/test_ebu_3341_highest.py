"""The highest momentary and short-term loudness: signals 9 to 14 of EBU Tech 3341, made here.

All are 1 kHz on both channels, and may be read 0.1 LU wrong.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from narrator.media.bwf_levels import levels_of
from narrator.media.highest import Highest
from narrator.media.measure import measure_file
from narrator.media.momentary import MomentaryMeter

Floats = NDArray[np.float64]
Step = tuple[float | None, float]
Write = Callable[..., Path]
RATE_HZ = 48_000
RATES_HZ = [8_000, 22_050, 44_100, 48_000, 96_000]
LU = 0.1
TIMES = range(20)


def tone(*steps: Step, rate_hz: int = RATE_HZ) -> Floats:
    """Return 1 kHz on a pair of channels in steps of (dBFS of its peak, seconds), None: silence."""
    level = np.concatenate(
        [
            np.full(round(seconds * rate_hz), 0.0 if dbfs is None else 10 ** (dbfs / 20))
            for dbfs, seconds in steps
        ]
    )
    sine = level * np.sin(2 * np.pi * 1000 * np.arange(len(level)) / rate_hz)
    return np.stack([sine, sine], axis=1)


def highest_each(*sounds: Floats, rate_hz: int = RATE_HZ) -> Iterator[Highest]:
    """Yield the highest after each of the sounds, which follow one another."""
    meter = MomentaryMeter(rate_hz, (1.0, 1.0))
    for sound in sounds:
        meter.take(sound.astype(np.float32))
        yield meter.highest()


def highest(sound: Floats, rate_hz: int = RATE_HZ) -> Highest:
    """Return the highest of one sound."""
    return next(highest_each(sound, rate_hz=rate_hz))


@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_short_term_loudness_stays(rate_hz: int) -> None:
    """Signal 9: every 3 s of it, wherever they begin, are as loud as all of it."""
    samples = tone(*[(-20, 1.34), (-30, 1.66)] * 5, rate_hz=rate_hz)
    starts = [round(start * rate_hz) for start in np.arange(0, 12, 0.7)]
    pieces = [samples[start : start + 3 * rate_hz] for start in starts]
    for piece in (*pieces, samples):
        assert highest(piece, rate_hz).short_term_lufs == pytest.approx(-23.0, abs=LU)


@pytest.mark.parametrize("time", TIMES)
def test_short_term_loudness_of_3_s_anywhere(time: int) -> None:
    """Signal 10: 3 s of sound after 0, 150, 300 ms and so on are found as they are."""
    found = highest(tone((None, 0.15 * time), (-23, 3), (None, 1)))
    assert found.short_term_lufs == pytest.approx(-23.0, abs=LU)


def test_short_term_loudness_of_one_after_another() -> None:
    """Signal 11: the same one after another, each 1 dB louder, tells each."""
    parts = [tone((None, 0.15 * time), (-38 + time, 3), (None, 3 - 0.15 * time)) for time in TIMES]
    told = [found.short_term_lufs for found in highest_each(*parts)]
    assert told == pytest.approx([-38.0 + time for time in TIMES], abs=LU)


@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_momentary_loudness_stays(rate_hz: int) -> None:
    """Signal 12: no 400 ms of it are louder than all of it."""
    samples = tone(*[(-20, 0.18), (-30, 0.22)] * 25, rate_hz=rate_hz)
    assert highest(samples, rate_hz).momentary_lufs == pytest.approx(-23.0, abs=LU)


@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_momentary_loudness_of_400_ms_anywhere(rate_hz: int, time: int) -> None:
    """Signal 13: 400 ms of sound after 0, 20, 40 ms and so on are found as they are."""
    found = highest(tone((None, 0.02 * time), (-23, 0.4), (None, 1), rate_hz=rate_hz), rate_hz)
    assert found.momentary_lufs == pytest.approx(-23.0, abs=LU)


def test_momentary_loudness_of_one_after_another() -> None:
    """Signal 14: the same one after another, each 1 dB louder, tells each."""
    parts = [
        tone((None, 0.02 * time), (-38 + time, 0.4), (None, 0.4 - 0.02 * time)) for time in TIMES
    ]
    told = [found.momentary_lufs for found in highest_each(*parts)]
    assert told == pytest.approx([-38.0 + time for time in TIMES], abs=LU)


def test_a_file_tells_them(tmp_path: Path, write_sound: Write) -> None:
    """What goes into a Broadcast Wave is the same, of signals 10 and 13 between two looks."""
    short = write_sound(tmp_path / "s.wav", tone((None, 0.05), (-23, 3), (None, 1)), RATE_HZ, "s24")
    moment = write_sound(
        tmp_path / "m.wav", tone((None, 0.34), (-23, 0.4), (None, 1)), RATE_HZ, "s24"
    )
    assert levels_of(measure_file(short)).short_term_lufs == pytest.approx(-23.0, abs=LU)
    assert levels_of(measure_file(moment)).momentary_lufs == pytest.approx(-23.0, abs=LU)
    tenths = measure_file(moment).curve.momentary_lufs.max()
    assert tenths < -23.0 - LU  # what looking ten times a second would have told
