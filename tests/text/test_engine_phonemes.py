"""Phonemes in the real engines: heard where the voice has them, the word where it has not."""

import wave
from pathlib import Path

import pytest

from narrator.engines import ENGINES
from narrator.voices import load_voices

VOICES = load_voices()
PLAIN = "the quay at noon"
LONGER = "the ⟦quay|ˈkiː ˈkiː ˈkiː ˈkiː ˈkiː⟧ at noon"
MNEMONICS = "the ⟦quay|espeak:k'i: k'i: k'i: k'i: k'i:⟧ at noon"
UNSAYABLE = "the ⟦quay|ж⟧ at noon"
SMUGGLED = "the quay at noon [[ki: ki: ki: ki: ki:]]"


def seconds(path: Path) -> float:
    """Return how long a WAV file lasts."""
    with wave.open(str(path)) as clip:
        return float(clip.getnframes() / clip.getframerate())


@pytest.mark.parametrize("name", ["espeak-en-us", "joe"])
def test_an_engine_says_phonemes_and_falls_back_on_the_word(name: str, tmp_path: Path) -> None:
    """Five syllables last longer than one; what cannot be said is the word."""
    speaker = ENGINES[VOICES[name].engine].open_speaker(VOICES[name])
    clips: dict[str, Path] = {}
    for text in (PLAIN, LONGER, MNEMONICS, UNSAYABLE):
        path = tmp_path / f"{len(clips)}.wav"
        speaker.speak(text, rate_wpm=160, path=path)
        clips[text] = path
    assert seconds(clips[LONGER]) > seconds(clips[PLAIN]) + 0.5
    assert seconds(clips[MNEMONICS]) == pytest.approx(seconds(clips[LONGER]), abs=0.1)
    assert seconds(clips[UNSAYABLE]) == pytest.approx(seconds(clips[PLAIN]), abs=0.02)


def test_double_brackets_in_a_text_are_no_phonemes(tmp_path: Path) -> None:
    """Though espeak is told to take them, a text cannot put them in: it is read as letters."""
    speaker = ENGINES["pyttsx3"].open_speaker(VOICES["espeak-en-us"])
    path, spelt = tmp_path / "a.wav", tmp_path / "b.wav"
    speaker.speak(SMUGGLED, rate_wpm=160, path=path)
    speaker.speak(SMUGGLED.replace("[[", "[ "), rate_wpm=160, path=spelt)
    assert seconds(path) == pytest.approx(seconds(spelt), abs=0.2)
