"""Measuring whole files: loudness, true peak, and the count of samples."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from narrator.errors import MediaError, UnreadableInputError
from narrator.media.measure import measure, measure_file
from narrator.media.probe import probe
from narrator.media.soundshape import as_delivered
from narrator.media.stemmeter import measure_stem
from narrator.model import Loudness, Span

Write = Callable[..., Path]
Make = Callable[..., Path]
Noise = Callable[..., NDArray[np.float64]]


def sine(seconds: float, level_db: float) -> NDArray[np.float64]:
    """Return a 1 kHz sine at 48 kHz."""
    places = np.arange(round(seconds * 48_000))
    return np.asarray(10 ** (level_db / 20) * np.sin(2 * np.pi * places / 48), dtype=np.float64)


@pytest.mark.parametrize("length", [48_000, 48_001, 130_123, 52_799, 4_799])
def test_every_sample_is_counted(tmp_path: Path, write_sound: Write, length: int) -> None:
    """Whole blocks of the meter or not, the count is exact."""
    path = write_sound(tmp_path / "a.wav", sine(3, -20)[:length], 48_000)
    assert measure(probe(path)).length_samples == length


def test_mono_is_heard_on_one_channel_and_a_stem_on_two(tmp_path: Path, write_sound: Write) -> None:
    """The mono trap: the same -23 dBFS sine reads -26.0 as mono and -23.0 as it is heard."""
    path = write_sound(tmp_path / "a.wav", sine(5, -23), 48_000, "s24")
    assert measure(probe(path)).loudness.integrated_lufs == pytest.approx(-26.0, abs=0.1)
    assert measure_file(path).loudness.integrated_lufs == pytest.approx(-26.0, abs=0.1)
    assert measure_stem(path).integrated_lufs == pytest.approx(-23.0, abs=0.1)


@pytest.mark.parametrize("sample_format", ["s16", "s24"])
def test_a_downmix_measures_as_it_is_decoded(
    tmp_path: Path, write_sound: Write, sample_format: str
) -> None:
    """The same sine on both channels of a pair is as loud in mono as one channel of it."""
    pair = np.stack([sine(5, -23)] * 2, axis=1)
    programme = probe(write_sound(tmp_path / "a.wav", pair, 48_000, sample_format))
    mono = as_delivered(programme, layout="mono", sample_format=None, rate_hz=None)
    assert measure(mono).loudness.integrated_lufs == pytest.approx(-26.0, abs=0.1)


def test_a_true_peak_lies_between_samples(tmp_path: Path, write_sound: Write) -> None:
    """A quarter-rate sine whose samples miss its top peaks 3 dB above them (Tech 3341)."""
    places = np.arange(48_000)
    samples = 0.5 * np.sin(np.pi / 2 * places + np.pi / 4) * np.hanning(48_000)
    path = write_sound(tmp_path / "a.wav", samples, 48_000, "s24")
    assert measure(probe(path)).loudness.true_peak_dbtp == pytest.approx(-6.02, abs=0.1)


def test_a_peak_in_the_last_moments_is_seen(tmp_path: Path, write_sound: Write) -> None:
    """The last block of less than 100 ms is measured too."""
    samples = sine(1.05, -40)
    samples[-1_008:] = sine(1, -6)[:1_008] * np.hanning(1_008)
    path = write_sound(tmp_path / "a.wav", samples, 48_000)
    assert measure(probe(path)).loudness.true_peak_dbtp == pytest.approx(-6.02, abs=0.1)


@pytest.mark.parametrize("seconds", [0.02, 3.0])
def test_silence_is_none(tmp_path: Path, write_sound: Write, seconds: float) -> None:
    """Neither a loudness nor a peak, but a length."""
    path = write_sound(tmp_path / "a.wav", np.zeros((round(seconds * 48_000), 2)), 48_000)
    facts = measure(probe(path))
    assert facts.loudness == Loudness(integrated_lufs=None, true_peak_dbtp=None)
    assert facts.length_samples == round(seconds * 48_000)


def test_the_tracks_of_a_file_are_told_apart(tmp_path: Path, make: Make) -> None:
    """Counted from the first or from the last; there is no third of two."""
    loud, soft = ("-f", "lavfi", "-i", "sine=440:d=2"), ("-f", "lavfi", "-i", "sine=440:d=2:r=8000")
    path = make(
        *loud, *soft, "-map", 0, "-map", 1, "-c:a", "flac", "-filter:a:1", "volume=0.1",
        path=tmp_path / "two.mkv",
    )  # fmt: skip
    first, last = measure_file(path), measure_file(path, track=-1)
    assert (first.length_samples, last.length_samples) == (88_200, 16_000)
    assert first.loudness.integrated_lufs is not None
    assert last.loudness.integrated_lufs == pytest.approx(
        first.loudness.integrated_lufs - 20, abs=0.3
    )
    with pytest.raises(UnreadableInputError, match="number 2"):
        measure_file(path, track=2)


def test_a_hole_in_the_track_keeps_its_place(tmp_path: Path, make: Make) -> None:
    """A second that was lost in the recording is silence, and what follows stays in time."""
    path = make(
        "-f", "lavfi", "-i", "sine=440:d=4:r=48000", "-af", "aselect='not(between(t,1,2))'",
        "-c:a", "pcm_s16le", path=tmp_path / "hole.mkv",
    )  # fmt: skip
    assert measure(probe(path)).length_samples == pytest.approx(4 * 48_000, abs=100)


def test_a_vanished_programme_is_a_media_error(tmp_path: Path, write_sound: Write) -> None:
    """The words of ffmpeg itself are passed on."""
    path = write_sound(tmp_path / "a.wav", sine(1, -20), 48_000)
    programme = probe(path)
    path.unlink()
    with pytest.raises(MediaError, match="No such file"):
        measure(programme)


def test_the_curve_is_on_the_programmes_clock(tmp_path: Path, make: Make) -> None:
    """Late sound is loud where it is heard: a tone from 1 s on, in a track that starts at 0.5 s."""
    path = make(
        "-f", "lavfi", "-i", "testsrc=d=4:s=64x48", "-itsoffset", "0.5", "-f", "lavfi", "-i",
        "sine=1000:d=3:r=48000", "-af", "volume=0:enable='lt(t,1)'",
        "-c:v", "mpeg4", "-c:a", "pcm_s16le", path=tmp_path / "late.mkv",
    )  # fmt: skip
    curve = measure(probe(path)).curve
    assert curve.start_ms == pytest.approx(500, abs=25)
    assert curve.within(Span(start_ms=500, end_ms=950)) is None
    assert curve.within(Span(start_ms=1_100, end_ms=3_400)) == pytest.approx(-21, abs=1)
    assert curve.within(Span(start_ms=3_600, end_ms=4_000)) is None


def test_the_log_may_stand_anywhere(
    tmp_path: Path, write_sound: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder for temporary files with signs that mean something in a filter graph."""
    folder = tmp_path / "né 日 it's, a:b;c=[d]%"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    path = write_sound(tmp_path / "a.wav", sine(1, -20), 48_000)
    assert len(measure(probe(path)).curve.momentary_lufs) == 10
    assert not list(folder.iterdir())
