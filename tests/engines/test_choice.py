"""Which voice speaks."""

from pathlib import Path

import pytest

from narrator.engines import choose_voice
from narrator.errors import JobError, SpeechError
from narrator.model import Voice
from narrator.voices import load_voices

VOICES = load_voices()


def chosen(engine: str, language: str, name: str | None = None) -> Voice:
    """Choose among the voices that come with narrator."""
    return choose_voice(VOICES, engine=engine, voice_name=name, language=language)


@pytest.mark.parametrize(
    ("engine", "language", "name"),
    [
        ("auto", "en", "joe"),
        ("auto", "en-US", "joe"),
        ("auto", "und", "joe"),
        ("auto", "", "joe"),
        ("auto", "fr", "espeak-fr"),
        ("auto", "pt-PT", "espeak-pt-pt"),
        ("auto", "RU", "espeak-ru"),
        ("pyttsx3", "en-US", "espeak-en-us"),
        ("pyttsx3", "en-GB", "espeak-en-gb"),
        ("pyttsx3", "de-AT", "espeak-de"),
        ("piper", "en-GB", "joe"),
        ("tone", "ka", "tone"),
    ],
)
def test_the_best_voice_of_a_language_is_chosen(engine: str, language: str, name: str) -> None:
    """Its very region first; a neural voice where there is one."""
    assert chosen(engine, language).name == name


@pytest.mark.parametrize(
    ("language", "espeak_voice"), [("ka", "ccs/ka"), ("cy-GB", "cel/cy"), ("es-419", "roa/es")]
)
def test_a_language_without_a_file_is_spoken_by_espeak(language: str, espeak_voice: str) -> None:
    """With a voice made for it; one with a file goes first."""
    voice = chosen("auto", language)
    assert (voice.engine, voice.engine_voice) == ("pyttsx3", espeak_voice)


@pytest.mark.parametrize(("engine", "language"), [("auto", "tlh"), ("piper", "fr")])
def test_a_language_that_nobody_speaks_is_a_speech_error(engine: str, language: str) -> None:
    """Rather than the wrong voice."""
    with pytest.raises(SpeechError, match=repr(language)):
        chosen(engine, language)


def test_without_piper_espeak_speaks() -> None:
    """A voice whose model is not installed is passed over."""
    voices = {
        "far": Voice(name="far", engine="piper", language="en-GB", model="package:not_here/x.onnx"),
        "near": VOICES["espeak-en-gb"],
    }
    voice = choose_voice(voices, engine="auto", voice_name=None, language="en-GB")
    assert voice.name == "espeak-en-gb"
    with pytest.raises(SpeechError, match="not installed") as caught:
        choose_voice(voices, engine="piper", voice_name=None, language="en-GB")
    assert "narrator[neural]" in caught.value.hint


def test_a_voice_can_be_named() -> None:
    """Whatever the language."""
    assert chosen("auto", "fr", "espeak-en-gb").name == "espeak-en-gb"


def test_a_voice_can_be_a_file(tmp_path: Path) -> None:
    """Its model is looked for beside it."""
    path = tmp_path / "my voice.toml"
    path.write_text('engine = "tone"\nlanguage = "en"\nrate_wpm = 140\n')
    voice = chosen("auto", "en", str(path))
    assert (voice.name, voice.rate_wpm) == ("my voice", 140)


def test_a_voice_can_be_a_piper_model(tmp_path: Path) -> None:
    """Its language is that of the settings beside it."""
    model = tmp_path / "xx.onnx"
    model.write_bytes(b"a model")
    model.with_name("xx.onnx.json").write_text('{"language": {"code": "fr_FR"}}')
    voice = chosen("auto", "en", str(model))
    assert (voice.engine, voice.language, voice.model) == ("piper", "fr-FR", str(model))


def test_a_misspelt_voice_is_a_job_error() -> None:
    """With the nearest name."""
    with pytest.raises(JobError, match="'jo'") as caught:
        chosen("auto", "en", "jo")
    assert caught.value.hint == "Did you mean joe?"


def test_an_unknown_voice_is_a_job_error() -> None:
    """With all the names."""
    with pytest.raises(JobError) as caught:
        chosen("auto", "en", "zebedee")
    assert "espeak-en-gb" in caught.value.hint


def test_a_voice_of_another_engine_is_a_job_error() -> None:
    """Neither wish is dropped in silence."""
    with pytest.raises(JobError, match="joe is one of piper"):
        chosen("pyttsx3", "en", "joe")


def test_an_unknown_engine_is_a_job_error(tmp_path: Path) -> None:
    """On the command line and in a voice's file."""
    with pytest.raises(JobError, match="festival"):
        chosen("festival", "en")
    path = tmp_path / "a.toml"
    path.write_text('engine = "festival"\nlanguage = "en"\n')
    with pytest.raises(JobError, match="festival"):
        chosen("auto", "en", str(path))


@pytest.mark.parametrize("name", ["missing.onnx", "missing.toml"])
def test_a_missing_file_is_a_job_error(tmp_path: Path, name: str) -> None:
    """It names the path."""
    with pytest.raises(JobError, match=name):
        chosen("auto", "en", str(tmp_path / name))
