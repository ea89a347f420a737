"""Loudness against EBU Tech 3341 and against ffmpeg's own meter."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from narrator.curve import LoudnessCurve, heard_on
from narrator.media.loudness import integrated_each, integrated_lufs

Floats = NDArray[np.float64]
BOTH = (1.0, 1.0)


def sine(steps: list[tuple[float, float]], rate_hz: int) -> Floats:
    """Return a 1 kHz sine in steps of (dBFS of its peak, seconds)."""
    level = np.concatenate(
        [np.full(round(seconds * rate_hz), 10 ** (db / 20)) for db, seconds in steps]
    )
    return level * np.sin(2 * np.pi * 1000 * np.arange(len(level)) / rate_hz)


@pytest.mark.parametrize(
    ("steps", "lufs", "rate_hz"),
    [
        ([(-23, 20)], -23.0, 48_000),
        ([(-33, 20)], -33.0, 48_000),
        ([(-36, 10), (-23, 60), (-36, 10)], -23.0, 16_000),
        ([(-26, 20), (-20, 20.1), (-26, 20)], -23.0, 22_050),
        ([(-23, 20)], -23.0, 96_000),
    ],
    ids=["1", "2", "3", "5", "1 at 96 kHz"],
)
def test_ebu_tech_3341(steps: list[tuple[float, float]], lufs: float, rate_hz: int) -> None:
    """The stereo sines of the minimum requirements read their target within 0.1 LU."""
    measured = integrated_lufs(sine(steps, rate_hz), rate_hz)
    assert measured is not None
    assert measured + heard_on(BOTH) == pytest.approx(lufs, abs=0.1)


@pytest.mark.parametrize("rate_hz", [16_000, 22_050, 44_100, 48_000, 96_000])
def test_it_agrees_with_ffmpeg(
    tmp_path: Path,
    write_sound: Callable[..., Path],
    ffmpeg_moments: Callable[[Path], NDArray[np.float32]],
    rate_hz: int,
) -> None:
    """Bursts of noise with pauses, as speech has them, read the same within 0.1 LU."""
    random = np.random.default_rng(5)
    bursts = [
        random.normal(0, level, round(seconds * rate_hz))
        for level, seconds in [(0.05, 0.8), (0, 0.5), (0.1, 1.3), (0.001, 0.7), (0.03, 1.9)]
    ]
    samples = np.concatenate(bursts)
    path = write_sound(tmp_path / "bursts.wav", samples, rate_hz, "f32")
    theirs = LoudnessCurve(momentary_lufs=ffmpeg_moments(path)).integrated_lufs()
    assert integrated_lufs(samples, rate_hz) == pytest.approx(theirs, abs=0.1)


def test_silence_has_no_loudness() -> None:
    """None, not a number that would turn into a gain."""
    assert integrated_lufs(np.zeros(48_000), 48_000) is None
    assert integrated_lufs(np.zeros(0), 48_000) is None
    assert integrated_lufs(np.full(48_000, 1e-7), 48_000) is None


def test_a_clip_under_400_ms_is_one_block() -> None:
    """A short tone reads what a long one reads, within the filter's settling."""
    long = integrated_lufs(sine([(-20, 2)], 48_000), 48_000)
    short = integrated_lufs(sine([(-20, 0.2)], 48_000), 48_000)
    assert short == pytest.approx(long, abs=0.3)


def test_pauses_do_not_count() -> None:
    """The relative gate keeps long pauses from making speech louder."""
    tone = integrated_lufs(sine([(-20, 5)], 16_000), 16_000)
    with_pauses = integrated_lufs(sine([(-20, 5), (-60, 20)], 16_000), 16_000)
    assert with_pauses == pytest.approx(tone, abs=0.2)


def test_clips_measured_together_read_as_they_do_alone() -> None:
    """What sounds before a clip, however loud, and how long it is, makes no difference."""
    random = np.random.default_rng(8)
    lengths = [48_000, 0, 3_000, 19_199, 19_201, 100_003, 10]
    clips = [random.normal(0, 0.3 / (1 + n), length) for n, length in enumerate(lengths)]
    alone = [integrated_lufs(clip, 48_000) for clip in clips]
    assert integrated_each(clips, 48_000) == pytest.approx(alone, abs=0.01)
    assert alone[1] is None


def test_channels_add_up() -> None:
    """One channel adds nothing, two add 3.01 dB, a pair of surrounds more."""
    assert heard_on((1.0,)) == 0.0
    assert heard_on(BOTH) == pytest.approx(3.0103, abs=1e-4)
    assert heard_on((1.41, 1.41)) == pytest.approx(4.502, abs=1e-3)
