"""Finished files read back: the same sound is known, and anything else is measured."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from narrator.media.ear import Ear, Overheard
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.readback import crc32_told, facts_of_last, md5_told
from narrator.media.run import run
from narrator.media.soundmeter import SILENCE
from narrator.media.soundshape import SoundShape

Ints = NDArray[np.int16]
TOLD = SILENCE  # no sound here is like that


@pytest.fixture
def samples() -> Ints:
    """Return some stereo noise."""
    return np.random.default_rng(2).integers(-9_000, 9_000, (30_000, 2)).astype(np.int16)


@pytest.fixture
def overheard(samples: Ints) -> Overheard:
    """Return what an ear hears of the noise, with other facts."""
    shape = SoundShape(rate_hz=48_000, channels=2, layout="stereo", sample_format="s16")
    ear = Ear(shape, with_md5=True)
    for block in np.array_split(samples, 7):
        ear.take(block.tobytes())
    return replace(ear.tell(), facts=TOLD)


def encoded(folder: Path, samples: Ints, name: str, *options: str) -> Path:
    """Return a file of the samples in the format of its suffix."""
    raw, path = folder / "raw", folder / name
    raw.write_bytes(samples.tobytes())
    source = ["-f", "s16le", "-ar", "48000", "-ac", "2", "-i", f"file:{raw}"]
    run([find_ffmpeg(), "-nostdin", "-v", "error", *source, *options, f"file:{path}"])
    return path


@pytest.mark.parametrize("name", ["a.wav", "a.flac"])
def test_what_loses_nothing_is_as_loud_as_what_was_heard(
    tmp_path: Path, samples: Ints, overheard: Overheard, name: str
) -> None:
    """It is decoded and compared, not measured again."""
    assert facts_of_last(encoded(tmp_path, samples, name), overheard) is TOLD


@pytest.mark.parametrize("name", ["a.wav", "a.flac"])
def test_another_sound_is_measured(
    tmp_path: Path, samples: Ints, overheard: Overheard, name: str
) -> None:
    """One sample that differs by one step is enough."""
    samples[12_345, 1] += 1
    assert facts_of_last(encoded(tmp_path, samples, name), overheard) != TOLD


def test_what_loses_something_is_measured(
    tmp_path: Path, samples: Ints, overheard: Overheard
) -> None:
    """AAC is never what was mixed."""
    found = facts_of_last(encoded(tmp_path, samples, "a.m4a"), overheard)
    assert found.loudness.integrated_lufs == pytest.approx(-11, abs=3)


def test_what_ffmpeg_says_is_read_strictly() -> None:
    """Anything else is no number."""
    assert crc32_told(b"CRC32=00ff00ff\n") == 0x00FF00FF
    assert crc32_told(b"") is crc32_told(b"MD5=00") is crc32_told(b"CRC32=xyz") is None


def test_an_ear_passes_over_silence_and_hears_on(
    write_sound: Callable[..., Path], tmp_path: Path
) -> None:
    """Long silence between two sounds leaves loudness, peak and checksum as they are."""
    random = np.random.default_rng(3)
    sound = np.zeros((20 * 48_000, 1))
    sound[48_000:96_000] = random.normal(0, 0.1, (48_000, 1))
    sound[15 * 48_000 + 77 : 17 * 48_000] = random.normal(0, 0.05, (2 * 48_000 - 77, 1))
    whole = (sound * 32_767).astype("<i2")
    ear = Ear(SoundShape(rate_hz=48_000, channels=1, layout="mono", sample_format="s16"))
    for start in range(0, len(whole), 48_000):
        ear.take(whole[start : start + 48_000].tobytes())
    heard = ear.tell().facts
    finished = facts_of_last(write_sound(tmp_path / "a.wav", sound, 48_000, "s16"), None)
    told, measured = heard.loudness, finished.loudness
    assert told.integrated_lufs == pytest.approx(measured.integrated_lufs, abs=0.02)
    assert told.true_peak_dbtp == pytest.approx(measured.true_peak_dbtp, abs=0.02)
    assert heard.length_samples == finished.length_samples == len(whole)
    audible = (np.maximum(f.curve.momentary_lufs, -100) for f in (heard, finished))
    assert next(audible) == pytest.approx(next(audible), abs=0.05)


@pytest.mark.parametrize("name", ["a.flac", "a.mkv"])
def test_flac_holds_the_md5_of_its_samples(
    tmp_path: Path, samples: Ints, overheard: Overheard, name: str
) -> None:
    """By it a FLAC file is known without being decoded; where it is another, it is decoded."""
    path = encoded(tmp_path, samples, name, "-c:a", "flac")
    assert md5_told(path) == overheard.md5
    unknown = replace(overheard, md5=bytes(16))
    assert facts_of_last(path, unknown) is TOLD
