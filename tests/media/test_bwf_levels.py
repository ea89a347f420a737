"""The loudness figures of a Broadcast Wave, against ffmpeg's own meter and the EBU's signals."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from narrator.media.bwf_levels import Levels, levels_of
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.measure import measure_file
from narrator.media.run import run
from narrator.media.stemmeter import stem_facts

Write = Callable[..., Path]
Floats = NDArray[np.float64]
RATE_HZ = 48_000


def told_by_ffmpeg(path: Path, delay_ms: int = 0) -> tuple[float, float, float]:
    """Return the highest momentary and short-term loudness and the range, by ebur128.

    It looks every tenth of a second: with the sound delayed, at other places of it.
    """
    log = path.with_suffix(".log")
    meter = f"adelay={delay_ms}:all=1,ebur128=metadata=1,ametadata=mode=print:file={log}"
    run(
        [find_ffmpeg(), "-nostdin", "-v", "error", "-i", str(path), "-af", meter, "-f", "null", "-"]
    )
    values = {
        key: [float(value) for value in re.findall(rf"r128\.{key}=(\S+)", log.read_text())]
        for key in ("M", "S", "LRA")
    }
    return max(values["M"]), max(values["S"]), values["LRA"][-1]


def uneven(seconds: int, seed: int) -> Floats:
    """Return noise whose level changes by up to 40 dB every tenth of a second."""
    random = np.random.default_rng(seed)
    levels = np.repeat(10 ** (random.uniform(-40, 0, 10 * seconds) / 20), RATE_HZ // 10)
    return np.asarray(random.normal(0, 0.05, len(levels)) * levels)


def both(samples: Floats) -> Floats:
    """Return a sound on both channels of a pair."""
    return np.stack([samples, samples], axis=1)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_highest_are_those_of_ffmpeg(tmp_path: Path, write_sound: Write, seed: int) -> None:
    """However it jumps about, wherever ffmpeg looks; and the stem's meter says the same."""
    samples = uneven(40, seed)
    path = write_sound(tmp_path / "both.wav", both(samples), RATE_HZ, "s24")
    told = [told_by_ffmpeg(path, delay_ms) for delay_ms in range(0, 100, 10)]
    momentary, short_term = max(each[0] for each in told), max(each[1] for each in told)
    range_lu = told[0][2]
    stem = write_sound(tmp_path / "stem.wav", samples, RATE_HZ, "s24")
    for levels in (levels_of(measure_file(path)), levels_of(stem_facts(stem))):
        assert levels.momentary_lufs == pytest.approx(momentary, abs=0.02)
        assert levels.short_term_lufs == pytest.approx(short_term, abs=0.02)
        assert levels.range_lu == pytest.approx(range_lu, abs=0.3)


@pytest.mark.parametrize(
    ("levels_dbfs", "wanted_lu"),
    [((-20, -30), 10), ((-20, -15), 5), ((-40, -20), 20), ((-50, -35, -20, -35, -50), 15)],
)
def test_the_range_of_the_signals_of_tech_3342(
    tmp_path: Path, write_sound: Write, levels_dbfs: tuple[int, ...], wanted_lu: int
) -> None:
    """Its test signals 1 to 4: 1 kHz for 20 s a level; the standard allows 1 LU."""
    sine = np.sin(2 * np.pi * 1_000 * np.arange(20 * RATE_HZ) / RATE_HZ)
    samples = np.concatenate([sine * 10 ** (level / 20) for level in levels_dbfs])
    path = write_sound(tmp_path / "range.wav", both(samples), RATE_HZ, "s24")
    assert levels_of(measure_file(path)).range_lu == pytest.approx(wanted_lu, abs=0.2)


def test_what_is_too_short_or_silent_is_unknown(tmp_path: Path, write_sound: Write) -> None:
    """No 3 s, no 400 ms, no sound at all; and a steady sound has the same loudness throughout."""
    for seconds, knows in [(0.2, (False, False)), (1.0, (True, False)), (3.5, (True, True))]:
        sine = 0.1 * np.sin(np.arange(round(seconds * RATE_HZ)) / 5)
        path = write_sound(tmp_path / "short.wav", both(sine), RATE_HZ)
        levels = levels_of(measure_file(path))
        told = (levels.momentary_lufs, levels.short_term_lufs)
        assert tuple(value is not None for value in told) == knows
    assert levels.short_term_lufs == pytest.approx(levels.integrated_lufs, abs=0.02)
    assert levels.range_lu == pytest.approx(0, abs=0.02)
    for seconds in (0.0, 5.0):
        silence = write_sound(tmp_path / "silent.wav", np.zeros(round(seconds * RATE_HZ)), RATE_HZ)
        assert levels_of(stem_facts(silence)) == Levels()
