"""The shipped fake engine."""

import wave
from pathlib import Path

import pytest

from narrator.engines import tone
from narrator.errors import SpeechError
from narrator.model import Voice

VOICE = Voice(name="tone", engine="tone", language="mul")


def spoken(folder: Path, text: str, rate_wpm: int = 160) -> tuple[float, bytes]:
    """Return the seconds and the samples of a text."""
    path = folder / "clip.wav"
    tone.open_speaker(VOICE).speak(text, rate_wpm=rate_wpm, path=path)
    with wave.open(str(path)) as clip:
        assert (clip.getnchannels(), clip.getsampwidth(), clip.getframerate()) == (1, 2, 22_050)
        return clip.getnframes() / clip.getframerate(), clip.readframes(clip.getnframes())


@pytest.mark.parametrize(("text", "words"), [("One", 1), ("The house behind the mill", 5)])
@pytest.mark.parametrize("rate_wpm", [120, 160, 240])
def test_a_tone_lasts_as_long_as_its_words(
    tmp_path: Path, text: str, words: int, rate_wpm: int
) -> None:
    """Besides 20 ms of silence before and 50 ms after."""
    seconds, _ = spoken(tmp_path, text, rate_wpm)
    assert seconds == pytest.approx(words * 60 / rate_wpm + 0.07, abs=0.01)


def test_a_text_has_one_sound(tmp_path: Path) -> None:
    """And another text of the same length another."""
    assert spoken(tmp_path, "Harbour") == spoken(tmp_path, "Harbour")
    assert spoken(tmp_path, "Harbour") != spoken(tmp_path, "Station")


def test_a_tone_has_silence_around_it(tmp_path: Path) -> None:
    """So that trimming has something to do."""
    _, samples = spoken(tmp_path, "Harbour")
    before, after = 2 * 22 * 20, 2 * 22 * 50
    assert not any(samples[:before])
    assert not any(samples[-after:])
    assert any(samples[before : before + 200])


def test_a_text_without_words_is_a_speech_error(tmp_path: Path) -> None:
    """As with an engine that can say nothing to it."""
    with pytest.raises(SpeechError):
        spoken(tmp_path, "…")


def test_a_tone_can_always_be_had() -> None:
    """Nothing needs to be installed for it."""
    assert tone.missing(VOICE) is None
