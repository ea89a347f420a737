"""What a listener hears: measured on the rendered seed episode, not on what was planned."""

import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from narrator.media.ffmpeg import find_ffmpeg

pytestmark = pytest.mark.slow

Samples = NDArray[np.int32]


def decoded(path: Path, track: int = 0) -> tuple[Samples, int]:
    """Return a sound track as 32-bit integers, decoded by ffmpeg itself, and its rate."""
    command = [find_ffmpeg(), "-v", "error", "-i", str(path), "-map", f"0:a:{track}",
               "-f", "s32le", "-ac", "2", "-ar", "48000", "-"]  # fmt: skip
    raw = subprocess.run(command, check=True, capture_output=True).stdout
    return np.frombuffer(raw, "<i4").reshape(-1, 2), 48_000


def dipped(sheet: dict[str, Any], length: int, rate_hz: int) -> NDArray[np.bool_]:
    """Return which samples lie in a dip, its fades included."""
    inside = np.zeros(length, bool)
    for duck in sheet["ducks"]:
        start = max(0.0, duck["start"] - duck["fade_in"] - 0.001)
        inside[int(start * rate_hz) : int((duck["end"] + duck["fade_out"] + 0.001) * rate_hz)] = (
            True
        )
    return inside


def test_the_programme_is_untouched_outside_the_dips(
    seed_programme: Path, seed_folder: Path, seed_cuesheet: dict[str, Any]
) -> None:
    """Described minus programme is there the stem and nothing else, to 24 bits."""
    programme, rate_hz = decoded(seed_programme)
    described, _ = decoded(seed_folder / "described.wav")
    assert len(described) == len(programme)
    difference = (described >> 8) - (programme >> 8)
    inside = dipped(seed_cuesheet, len(programme), rate_hz)
    stem = soundfile.read(seed_folder / "narration.wav", dtype="int32", always_2d=True)[0] >> 8
    assert inside.any()
    spoken = stem[:, 0] != 0
    assert not difference[~inside & ~spoken].any()
    assert np.abs(difference - stem)[~inside].max() <= 1  # a half is rounded to the even number
    assert difference[inside].any()


def test_the_described_track_of_the_mkv_is_the_described_wav(seed_folder: Path) -> None:
    """What is packed is what was mixed, without loss."""
    wav, _ = decoded(seed_folder / "described.wav")
    packed, _ = decoded(seed_folder / "described.mkv", track=1)
    assert np.array_equal(wav >> 8, packed >> 8)


def test_the_stem_is_as_long_as_the_programme(seed_programme: Path, seed_folder: Path) -> None:
    """To the sample."""
    programme, rate_hz = decoded(seed_programme)
    stem = soundfile.info(seed_folder / "narration.wav")
    assert (stem.frames, stem.samplerate, stem.channels) == (len(programme), rate_hz, 1)


def test_the_onsets_heard_in_the_stem_are_those_of_the_cue_sheet(
    seed_folder: Path, seed_cuesheet: dict[str, Any]
) -> None:
    """Every narration starts within 30 ms of where the cue sheet says."""
    stem, rate_hz = soundfile.read(seed_folder / "narration.wav")
    loud = np.abs(stem) > 0.01 * np.abs(stem).max()
    for narration in seed_cuesheet["narrations"]:
        at = int((narration["start"] - 0.2) * rate_hz)
        heard = np.flatnonzero(loud[max(0, at) :])[0] + max(0, at)
        assert abs(heard / rate_hz - narration["start"]) < 0.030, narration["text"]
