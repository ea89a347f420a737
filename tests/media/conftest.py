"""Programmes and clips made for the tests: noise, tones and test pictures, nothing else."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.loudness import integrated_lufs
from narrator.media.measure import measure
from narrator.media.momentary import SILENCE_LUFS
from narrator.media.probe import probe
from narrator.media.run import run
from narrator.model import Clip, Placement, Programme, Span

Floats = NDArray[np.float64]
SUBTYPES = {"s16": "PCM_16", "s24": "PCM_24", "s32": "PCM_32", "f32": "FLOAT"}


@pytest.fixture(scope="session")
def soon_ended() -> Callable[[int], bool]:
    """Return a function that waits up to two seconds for a process to be gone."""

    def ended(pid: int) -> bool:
        deadline_s = time.monotonic() + 2
        while _is_running(pid) and time.monotonic() < deadline_s:
            time.sleep(0.01)
        return not _is_running(pid)

    return ended


def _is_running(pid: int) -> bool:
    """Say whether a process runs and is not a zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def noise() -> Callable[..., Floats]:
    """Return a maker of white noise of shape (frames, channels), the same for the same seed."""

    def make(seconds: float, rate_hz: int, channels: int, level: float = 0.05) -> Floats:
        shape = (round(seconds * rate_hz), channels)
        return np.random.default_rng(7).uniform(-level, level, shape)

    return make


@pytest.fixture
def write_sound() -> Callable[..., Path]:
    """Return a writer of WAV files in any of our sample formats."""

    def write(path: Path, samples: Floats, rate_hz: int, sample_format: str = "s16") -> Path:
        kind = "WAVEX" if samples.ndim > 1 and samples.shape[1] > 2 else "WAV"
        soundfile.write(path, samples, rate_hz, subtype=SUBTYPES[sample_format], format=kind)
        return path

    return write


@pytest.fixture
def ffmpeg_moments(tmp_path: Path) -> Callable[[Path], NDArray[np.float32]]:
    """Return a reader of the momentary loudness of a file by ffmpeg's ebur128, every 100 ms."""

    def moments(path: Path) -> NDArray[np.float32]:
        log = tmp_path / "moments.log"
        step = soundfile.info(path).samplerate // 10
        chain = f"asetnsamples={step}:p=0,ebur128=metadata=1,ametadata=print:key=lavfi.r128.M"
        quiet = (find_ffmpeg(), "-nostdin", "-v", "error")
        run([*quiet, "-i", str(path), "-af", f"{chain}:file={log}", "-f", "null", "-"])
        lines = log.read_text().splitlines()
        told = [float(line.partition("=")[2]) for line in lines if line.startswith("lavfi.r128.M=")]
        return np.fmax(np.array(told, np.float32), np.float32(SILENCE_LUFS))

    return moments


@pytest.fixture(scope="session")
def make() -> Callable[..., Path]:
    """Return a runner of ffmpeg that makes the file it is given last."""

    def run_ffmpeg(*arguments: str | Path, path: Path) -> Path:
        run([find_ffmpeg(), "-nostdin", "-v", "error", "-y", *map(str, arguments), f"file:{path}"])
        return path

    return run_ffmpeg


@pytest.fixture(scope="session")
def known() -> Callable[[Path], Programme]:
    """Return a function that probes and measures a programme."""

    def know(path: Path) -> Programme:
        programme = probe(path)
        facts = measure(programme)
        return replace(
            programme, loudness=facts.loudness, length_samples=facts.length_samples or None
        )

    return know


@pytest.fixture
def programme_of(
    tmp_path: Path, write_sound: Callable[..., Path], known: Callable[[Path], Programme]
) -> Callable[..., Programme]:
    """Return a maker of measured programmes, in `programme.wav`, of the samples it is given."""

    def write_and_know(samples: Floats, rate_hz: int, sample_format: str = "s16") -> Programme:
        return known(write_sound(tmp_path / "programme.wav", samples, rate_hz, sample_format))

    return write_and_know


@pytest.fixture
def noisy(
    noise: Callable[..., Floats], programme_of: Callable[..., Programme]
) -> Callable[..., Programme]:
    """Return a maker of measured programmes of white noise."""

    def make_noise(
        seconds: float, rate_hz: int = 48_000, channels: int = 2, kind: str = "s16"
    ) -> Programme:
        return programme_of(noise(seconds, rate_hz, channels), rate_hz, kind)

    return make_noise


@pytest.fixture(scope="session")
def place_in() -> Callable[..., list[tuple[Placement, Clip, float]]]:
    """Return a maker of placed clips in a folder, one at each start.

    Without samples of their own they are bursts of noise with a hard onset.
    """

    def place(
        folder: Path, *starts_ms: int, samples: Floats | None = None
    ) -> list[tuple[Placement, Clip, float]]:
        rate_hz = 22_050
        if samples is None:
            samples = np.random.default_rng(11).uniform(-0.3, 0.3, round(1.2 * rate_hz))
            samples[0] = 0.3
        path = folder / "clip.wav"
        soundfile.write(path, samples, rate_hz, subtype="PCM_16")
        lufs = integrated_lufs(samples, rate_hz)
        return [
            _placed(start_ms, path, len(samples) * 1000 // rate_hz, rate_hz, lufs or -23.0)
            for start_ms in starts_ms
        ]

    return place


@pytest.fixture
def placed(
    tmp_path: Path, place_in: Callable[..., list[tuple[Placement, Clip, float]]]
) -> Callable[..., list[tuple[Placement, Clip, float]]]:
    """Return `place_in` for the test's own folder."""
    return partial(place_in, tmp_path)


def _placed(
    start_ms: int, path: Path, duration_ms: int, rate_hz: int, lufs: float
) -> tuple[Placement, Clip, float]:
    name = f"n{start_ms}"
    span = Span(start_ms=start_ms, end_ms=start_ms + duration_ms)
    return (
        Placement(narration_id=name, span=span, rate=1.0, overlap_ms=0, decisions=()),
        Clip(narration_id=name, path=path, duration_ms=duration_ms, rate_hz=rate_hz, digest=""),
        lufs,
    )
