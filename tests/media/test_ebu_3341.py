"""The meter on files against the signals of EBU Tech 3341, made here, within their tolerances.

The signals are those that the document defines by their sines. Left out are 7 and 8 (recorded
programme) and 20 to 23 (which come as files). For 9 to 14 see test_ebu_3341_highest.py, too.
"""

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.measure import measure_file

Floats = NDArray[np.float64]
Write = Callable[..., Path]
RATE_HZ = 48_000


def tone(*steps: tuple[float, float], rate_hz: int = RATE_HZ) -> Floats:
    """Return a 1 kHz sine in steps of (dBFS of its peak, seconds)."""
    level = np.concatenate(
        [np.full(round(seconds * rate_hz), 10 ** (dbfs / 20)) for dbfs, seconds in steps]
    )
    return np.asarray(level * np.sin(2 * np.pi * 1000 * np.arange(len(level)) / rate_hz))


def stereo(samples: Floats) -> Floats:
    """Return the sound on both channels."""
    return np.stack([samples, samples], axis=1)


INTEGRATED = {
    "1": (((-23, 20),), -23.0),
    "2": (((-33, 20),), -33.0),
    "3": (((-36, 10), (-23, 60), (-36, 10)), -23.0),
    "4": (((-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)), -23.0),
    "5": (((-26, 20), (-20, 20.1), (-26, 20)), -23.0),
}


@pytest.mark.parametrize("name", INTEGRATED)
@pytest.mark.parametrize("kind", ["s16", "s24"])
def test_integrated_loudness(tmp_path: Path, write_sound: Write, name: str, kind: str) -> None:
    """Signals 1 to 5 read their target within 0.1 LU."""
    steps, lufs = INTEGRATED[name]
    path = write_sound(tmp_path / "a.wav", stereo(tone(*steps)), RATE_HZ, kind)
    assert measure_file(path).loudness.integrated_lufs == pytest.approx(lufs, abs=0.1)


def test_surround(tmp_path: Path, write_sound: Write) -> None:
    """Signal 6: five channels, those behind with their weight."""
    levels = (-28, -28, -24, -30, -30)
    samples = np.stack([tone((dbfs, 20)) for dbfs in levels], axis=1)
    path = write_sound(tmp_path / "a.wav", samples, RATE_HZ, "s24")
    assert measure_file(path).loudness.integrated_lufs == pytest.approx(-23.0, abs=0.1)


def test_momentary_loudness(tmp_path: Path, write_sound: Write) -> None:
    """Signal 12: from one second on the momentary loudness stays at its target."""
    samples = tone(*[(-20, 0.18), (-30, 0.22)] * 25)
    path = write_sound(tmp_path / "a.wav", stereo(samples), RATE_HZ, "s24")
    moments = measure_file(path).curve.momentary_lufs[10:]
    assert len(moments) == 90
    assert np.abs(moments + 23.0).max() <= 0.1


PEAKS = {
    "15": (4, 0, 0.5, -6),
    "16": (4, 45, 0.5, -6),
    "17": (6, 60, 0.5, -6),
    "18": (8, 67.5, 0.5, -6),
    "19": (4, 45, 1.41, 3),
}


@pytest.mark.parametrize("name", PEAKS)
@pytest.mark.parametrize("rate_hz", [44_100, 48_000, 96_000])
def test_true_peak(tmp_path: Path, write_sound: Write, name: str, rate_hz: int) -> None:
    """Signals 15 to 19, faded at both ends, read no more than 0.2 dB too much, 0.4 too little."""
    part, degrees, level, dbtp = PEAKS[name]
    places = np.arange(2 * rate_hz)
    fade = np.minimum(1, np.minimum(places, places[::-1]) / (0.1 * rate_hz))
    samples = level * fade * np.sin(2 * np.pi * places / part + np.radians(degrees))
    path = write_sound(tmp_path / "a.wav", stereo(samples), rate_hz, "f32")
    measured = measure_file(path).loudness.true_peak_dbtp
    assert measured is not None
    assert dbtp - 0.4 <= measured <= dbtp + 0.2


@pytest.mark.parametrize("rate_hz", [16_000, 22_050, 44_100, 48_000, 96_000])
@pytest.mark.parametrize("channels", [1, 2, 6])
def test_it_agrees_with_ffmpegs_own_summary(
    tmp_path: Path, write_sound: Write, rate_hz: int, channels: int
) -> None:
    """Speech-like noise: within 0.1 LU, and 0.3 dB of its true peak."""
    random = np.random.default_rng(channels)
    envelope = np.interp(
        np.arange(12 * rate_hz), np.arange(121) * rate_hz / 10, random.uniform(0, 0.25, 121) ** 2
    )
    noise = random.normal(0, 1, (len(envelope) + 4, channels))
    smooth = noise[:-4] + noise[1:-3] + noise[2:-2] + noise[3:-1] + noise[4:]
    samples = smooth * envelope[:, np.newaxis]
    path = write_sound(tmp_path / "a.wav", samples, rate_hz, "f32")
    theirs = summary(path)
    ours = measure_file(path).loudness
    assert ours.integrated_lufs == pytest.approx(theirs["I"], abs=0.1)
    assert ours.true_peak_dbtp == pytest.approx(theirs["Peak"], abs=0.3)


def summary(path: Path) -> dict[str, float]:
    """Return the figures that ffmpeg's ebur128 sums up at the end of its log."""
    meter = "ebur128=peak=true:framelog=quiet"
    command = [find_ffmpeg(), "-nostdin", "-i", str(path), "-af", meter, "-f", "null", "-"]
    log = subprocess.run(command, check=True, capture_output=True, text=True).stderr
    text = log.rpartition("Summary:")[2]
    pairs = [line.split(":") for line in text.splitlines() if line.count(":") == 1]
    return {key.strip(): float(value.split()[0]) for key, value in pairs if value.strip()}
