"""Clips made ready for the mix: trimmed, faded, mono, 16 bits."""

import math
import warnings
import wave
from array import array
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.engines.trim import trim
from narrator.errors import SpeechError

RATE_HZ = 22_050

Samples: TypeAlias = "array[int]"


def write(path: Path, samples: Samples, channels: int = 1) -> Path:
    """Write 16-bit samples as a WAV file."""
    with wave.open(str(path), "wb") as clip:
        clip.setnchannels(channels)
        clip.setsampwidth(2)
        clip.setframerate(RATE_HZ)
        clip.writeframes(samples.tobytes())
    return path


def read(path: Path) -> Samples:
    """Return the samples of a mono 16-bit WAV file."""
    with wave.open(str(path)) as clip:
        assert (clip.getnchannels(), clip.getsampwidth(), clip.getframerate()) == (1, 2, RATE_HZ)
        return array("h", clip.readframes(clip.getnframes()))


def tone(duration_ms: float, peak: int = 20_000) -> Samples:
    """Return a tone of 441 Hz."""
    count = round(RATE_HZ * duration_ms / 1000)
    return array("h", (round(peak * math.sin(2 * math.pi * i / 50)) for i in range(count)))


def silence(duration_ms: float) -> Samples:
    """Return silence."""
    return array("h", bytes(2 * round(RATE_HZ * duration_ms / 1000)))


def ms(samples: Samples) -> float:
    """Return how long mono samples last."""
    return 1000 * len(samples) / RATE_HZ


def test_silence_goes_and_five_milliseconds_stay(tmp_path: Path) -> None:
    """On either side."""
    path = write(tmp_path / "a.wav", silence(300) + tone(500) + silence(700))
    trim(path)
    assert ms(read(path)) == pytest.approx(510, abs=2)


def test_a_clip_that_begins_at_once_loses_nothing(tmp_path: Path) -> None:
    """There is nothing to keep before its first sample."""
    path = write(tmp_path / "a.wav", tone(400))
    trim(path)
    assert ms(read(path)) == pytest.approx(400, abs=2)


def test_a_pause_inside_stays(tmp_path: Path) -> None:
    """Only the ends are trimmed."""
    path = write(tmp_path / "a.wav", silence(50) + tone(100) + silence(900) + tone(100))
    trim(path)
    assert ms(read(path)) == pytest.approx(1105, abs=2)


def test_a_soft_beginning_and_end_stay(tmp_path: Path) -> None:
    """A fricative 50 dB under the peak is speech."""
    soft = tone(80, peak=round(20_000 * 10 ** (-50 / 20)))
    path = write(tmp_path / "a.wav", silence(100) + soft + tone(200) + soft + silence(100))
    trim(path)
    assert ms(read(path)) == pytest.approx(370, abs=4)


def test_a_hiss_under_the_speech_is_trimmed(tmp_path: Path) -> None:
    """At 66 dB under the peak it is the engine's own floor."""
    path = write(tmp_path / "a.wav", tone(200, peak=10) + tone(300) + tone(200, peak=10))
    trim(path)
    assert ms(read(path)) == pytest.approx(310, abs=2)


def test_ten_milliseconds_fade_in_and_out(tmp_path: Path) -> None:
    """No click at either end; full level in between."""
    path = write(tmp_path / "a.wav", tone(300))
    trim(path)
    samples = read(path)
    millisecond = RATE_HZ // 1000
    assert max(map(abs, samples[:millisecond])) < 2_500
    assert max(map(abs, samples[-millisecond:])) < 2_500
    assert max(map(abs, samples[12 * millisecond : 20 * millisecond])) > 19_000


def test_stereo_becomes_mono(tmp_path: Path) -> None:
    """As the mix expects."""
    pairs = array("h", (sample for one in tone(300) for sample in (one, one)))
    path = write(tmp_path / "a.wav", pairs, channels=2)
    trim(path)
    assert ms(read(path)) == pytest.approx(300, abs=2)


@pytest.mark.parametrize("duration_ms", [0, 1, 500])
def test_silence_alone_is_a_speech_error(tmp_path: Path, duration_ms: int) -> None:
    """An empty clip is not delivered as speech."""
    path = write(tmp_path / "a.wav", silence(duration_ms))
    with pytest.raises(SpeechError, match="no sound"):
        trim(path)


@pytest.mark.parametrize("content", [b"", b"RIFF", b"not a wave file at all" * 9])
def test_what_is_no_wave_file_is_a_speech_error(tmp_path: Path, content: bytes) -> None:
    """And ffmpeg is not asked what it might be."""
    path = tmp_path / "a.wav"
    path.write_bytes(content)
    with pytest.raises(SpeechError, match="no WAV"):
        trim(path)


def test_a_missing_file_is_a_speech_error(tmp_path: Path) -> None:
    """The engine wrote nothing."""
    with pytest.raises(SpeechError, match="no WAV"):
        trim(tmp_path / "none.wav")


def test_a_truncated_file_is_a_speech_error(tmp_path: Path) -> None:
    """Half a sentence is not delivered as a whole one."""
    path = write(tmp_path / "a.wav", tone(300))
    path.write_bytes(path.read_bytes()[:5_000])
    with pytest.raises(SpeechError):
        trim(path)


def test_trimming_warns_of_nothing(tmp_path: Path) -> None:
    """Pydub's complaint about ffmpeg does not reach the user."""
    path = write(tmp_path / "a.wav", tone(100))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        trim(path)


@settings(max_examples=25, deadline=None)
@given(before=st.integers(0, 80), sound=st.integers(1, 60), after=st.integers(0, 80))
def test_the_sound_survives_whatever_the_silence(
    tmp_path_factory: pytest.TempPathFactory, before: int, sound: int, after: int
) -> None:
    """However short it is: all of it stays, and no more than 5 ms and a chunk on either side."""
    path = tmp_path_factory.mktemp("trim") / "a.wav"
    trim(write(path, silence(before) + tone(sound) + silence(after)))
    assert sound - 2 <= ms(read(path)) <= sound + 13
