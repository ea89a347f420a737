"""The stem's own meter, against ffmpeg's on the same sound on both channels."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from narrator.errors import UnreadableInputError
from narrator.media.measure import measure_file
from narrator.media.stemmeter import measure_stem
from narrator.model import Loudness

Write = Callable[..., Path]


@pytest.mark.parametrize(("rate_hz", "kind"), [(48_000, "s16"), (44_100, "s24"), (96_000, "s24")])
def test_it_agrees_with_ffmpeg(tmp_path: Path, write_sound: Write, rate_hz: int, kind: str) -> None:
    """Bursts across the borders of blocks, with long silence between: within 0.02 LU and dB."""
    random = np.random.default_rng(4)
    samples = np.zeros(31 * rate_hz + 123)
    for start_s, seconds, level in [(0.0, 1.3, 0.05), (2.5, 1.1, 0.2), (17.9, 7.3, 0.02)]:
        first, count = round(start_s * rate_hz), round(seconds * rate_hz)
        samples[first : first + count] = random.normal(0, level, count)
    stem = measure_stem(write_sound(tmp_path / "stem.wav", samples, rate_hz, kind))
    both = np.stack([samples, samples], axis=1)
    heard = measure_file(write_sound(tmp_path / "both.wav", both, rate_hz, kind)).loudness
    assert stem.integrated_lufs == pytest.approx(heard.integrated_lufs, abs=0.02)
    assert stem.true_peak_dbtp == pytest.approx(heard.true_peak_dbtp, abs=0.02)


@pytest.mark.parametrize("seconds", [0.0, 0.2, 3.0, 9.5])
def test_silence_is_none(tmp_path: Path, write_sound: Write, seconds: float) -> None:
    """A stem without narration, of whatever length."""
    path = write_sound(tmp_path / "stem.wav", np.zeros(round(seconds * 48_000)), 48_000)
    assert measure_stem(path) == Loudness(integrated_lufs=None, true_peak_dbtp=None)


def test_what_is_no_stem_is_refused(tmp_path: Path, write_sound: Write) -> None:
    """Two channels, or no sound at all."""
    with pytest.raises(UnreadableInputError, match="2 channels"):
        measure_stem(write_sound(tmp_path / "a.wav", np.zeros((100, 2)), 48_000))
    (tmp_path / "b.wav").write_text("a letter")
    with pytest.raises(UnreadableInputError, match="cannot be read"):
        measure_stem(tmp_path / "b.wav")
