"""Clips made ready: resampled without a shift."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from narrator.errors import SpeechError
from narrator.media.clips import load_clip
from narrator.model import Clip

Floats = NDArray[np.float64]


def clip(path: Path, samples: Floats, rate_hz: int) -> Clip:
    """Write the samples and return them as a clip."""
    soundfile.write(path, samples, rate_hz, subtype="PCM_16")
    return Clip(narration_id="n1", path=path, duration_ms=0, rate_hz=rate_hz, digest="")


@pytest.mark.parametrize("own_hz", [16_000, 22_050, 24_000, 48_000])
@pytest.mark.parametrize("rate_hz", [44_100, 48_000, 96_000])
def test_nothing_moves_in_resampling(tmp_path: Path, own_hz: int, rate_hz: int) -> None:
    """A pulse half a second in is half a second in afterwards, to the sample."""
    samples = np.zeros(own_hz)
    samples[own_hz // 2] = 0.9
    loaded = load_clip(clip(tmp_path / "pulse.wav", samples, own_hz), rate_hz)
    assert int(np.argmax(np.abs(loaded))) == rate_hz // 2
    assert abs(len(loaded) - rate_hz) <= 1


def test_the_level_and_the_rate_of_the_file_count(tmp_path: Path) -> None:
    """A tone keeps its level, and the file's own rate is believed over the clip's."""
    tone = 0.5 * np.sin(2 * np.pi * 440 * np.arange(22_050) / 22_050)
    written = clip(tmp_path / "tone.wav", tone, 22_050)
    loaded = load_clip(written, 48_000)
    middle = loaded[10_000:-10_000]
    assert np.sqrt(np.mean(np.square(middle))) == pytest.approx(0.5 / np.sqrt(2), rel=1e-3)


def test_clips_that_cannot_be_used_are_speech_errors(tmp_path: Path) -> None:
    """Missing, not sound, or not mono: the narration is named."""
    missing = Clip(
        narration_id="n7", path=tmp_path / "none.wav", duration_ms=0, rate_hz=22_050, digest=""
    )
    with pytest.raises(SpeechError, match="n7"):
        load_clip(missing, 48_000)
    (tmp_path / "none.wav").write_bytes(b"not sound at all")
    with pytest.raises(SpeechError, match="n7"):
        load_clip(missing, 48_000)
    with pytest.raises(SpeechError, match="mono"):
        load_clip(clip(tmp_path / "stereo.wav", np.zeros((10, 2)), 22_050), 48_000)
