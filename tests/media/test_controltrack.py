"""Control data out of files, good and bad."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from narrator.control.descriptor import descriptor_of, encoded
from narrator.control.settings import ControlSettings
from narrator.control.whp198 import FRAME_SAMPLES, signal_blocks
from narrator.errors import UnreadableInputError
from narrator.media.controltrack import ControlTrack, read_control

FADES = bytes([0, 5, 30, 30, 30, 12, 0, 0])


def signal(fades: bytes = FADES) -> NDArray[np.float64]:
    """Return the studio signal of the fades."""
    return np.concatenate(list(signal_blocks(fades, len(fades) * FRAME_SAMPLES, ControlSettings())))


def read(path: Path, offset_ms: int = 0) -> ControlTrack:
    """Return the control data of a file, whose descriptors are 150 ms apart."""
    return read_control(path, interval_ms=150, offset_ms=offset_ms)


@pytest.mark.parametrize("subtype", ["PCM_16", "PCM_24", "FLOAT"])
def test_a_signal_in_a_file_of_any_depth(tmp_path: Path, subtype: str) -> None:
    """On the last channel, and later by the offset."""
    right = signal()
    pair = np.stack([np.random.default_rng(1).normal(0, 0.1, len(right)), right], axis=1)
    soundfile.write(tmp_path / "a.wav", pair, 48_000, subtype=subtype)
    found = read(tmp_path / "a.wav", offset_ms=40)
    assert found.fades.fades_db == pytest.approx([-0.3 * fade for fade in FADES])
    assert found.fades.times_ms == pytest.approx(np.arange(8) * 100.0 + 40, abs=0.1)
    assert found.findings == ()


def test_descriptors_in_a_row(tmp_path: Path) -> None:
    """As far apart as the cue sheet says."""
    row = b"".join(encoded(descriptor_of(1, fade)) for fade in FADES)
    (tmp_path / "a.bin").write_bytes(row)
    found = read(tmp_path / "a.bin", offset_ms=-40)
    assert found.fades.fades_db == pytest.approx([-0.3 * fade for fade in FADES])
    assert found.fades.times_ms.tolist() == [-40 + 150 * number for number in range(8)]


def test_what_is_wrong_with_a_signal_is_told(tmp_path: Path) -> None:
    """Inverted, a frame damaged, the programme muted."""
    wrong = -signal(b"\x00\x00\x05\x09\xff\x00")
    wrong[FRAME_SAMPLES : FRAME_SAMPLES + 300] = 0
    soundfile.write(tmp_path / "a.wav", wrong, 48_000)
    found = read(tmp_path / "a.wav")
    codes = [each.code for each in found.findings]
    assert codes == ["control-inverted", "control-lost", "control-mutes"]
    assert found.findings[1].message.startswith("1 frames")
    assert found.fades.fades_db.min() == -120


@pytest.mark.parametrize(
    "content",
    [b"", b"RIFF", b"RIFF\x10\x00\x00\x00WAVEfmt ", bytes(16), b"\xf8DTGAD1\x00", b"hello" * 20],
)
def test_what_is_no_control_data_is_refused(tmp_path: Path, content: bytes) -> None:
    """In a sentence."""
    (tmp_path / "a.bin").write_bytes(content)
    with pytest.raises(UnreadableInputError, match=r"a\.bin"):
        read(tmp_path / "a.bin")


def test_a_sound_without_data_is_refused(tmp_path: Path) -> None:
    """Such as a stem."""
    soundfile.write(tmp_path / "a.wav", np.random.default_rng(1).normal(0, 0.1, 96_000), 48_000)
    with pytest.raises(UnreadableInputError, match="holds no control data"):
        read(tmp_path / "a.wav")
