"""Speech engines: each is a module that satisfies `Engine`; ENGINES is the whole registry.

An engine's `open_speaker` is called only in a worker process that owns it (worker.py), since
speech libraries print, hang and keep global state. The modules themselves import no speech
library: `open_speaker` does.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from narrator.engines import espeak, piper, pyttsx3, tone
from narrator.errors import JobError, SpeechError
from narrator.model import Voice
from narrator.nearest import did_you_mean
from narrator.voices import load_voice, model_voice

AUTO = "auto"

_BEST_FIRST = ("piper", "pyttsx3")
_UNKNOWN_LANGUAGES = {"", "und", "mul", "zxx"}
_DEFAULT_LANGUAGE = "en"
_ANY_LANGUAGE = "mul"
_LISTED = "Choose a voice with --voice; `narrator voices` lists them."


class Speaker(Protocol):
    """An engine opened with one voice, ready to speak."""

    def speak(self, text: str, *, rate_wpm: int, path: Path) -> None:
        """Write `text` as a mono 16-bit WAV at `path`, at about `rate_wpm` words a minute.

        Raises SpeechError where the engine gives no sound.
        """
        ...


class Engine(Protocol):
    """A plain module that gives voice to text."""

    NAME: str

    def version(self) -> str:
        """Return the version of the engine's software: part of a clip's key.

        Raises SpeechError where the engine is not installed.
        """
        ...

    def missing(self, voice: Voice) -> str | None:
        """Say in one sentence why the engine cannot speak `voice` here, or None if it can.

        A second sentence, where there is one, says what to do about it.
        """
        ...

    def variants(self, voice: Voice) -> tuple[Voice, ...]:
        """Return voices of the same language made from `voice`, to tell speakers apart."""
        ...

    def open_speaker(self, voice: Voice) -> Speaker:
        """Load the voice. Raises SpeechError where it cannot be had."""
        ...


ENGINES: dict[str, Engine] = {
    "piper": piper,
    "pyttsx3": pyttsx3,
    "tone": tone,
}


def choose_voice(
    voices: Mapping[str, Voice], *, engine: str, voice_name: str | None, language: str
) -> Voice:
    """Return the voice to speak `language` (a BCP 47 tag; an unknown one is taken for English).

    `voice_name` names one of `voices`, a voice file (.toml) or a Piper model (.onnx). Without
    it `engine` decides, or "auto": Piper where it and a voice of the language are installed,
    else pyttsx3, which makes do with espeak's own voice for a language that has no file here.
    A voice of the very region goes before one of the same language.

    Raises JobError where a name is unknown or contradicts the engine, SpeechError where the
    engine or the model is not installed, or no voice speaks the language.
    """
    _require_engine(engine)
    if voice_name is not None:
        return _installed(_named(voices, engine, voice_name, language))
    wanted = _DEFAULT_LANGUAGE if language.lower() in _UNKNOWN_LANGUAGES else language
    if engine == AUTO:
        return _best(voices, wanted)
    return _installed(_first(voices, engine, wanted))


def other_voices(voices: Mapping[str, Voice], main: Voice) -> tuple[Voice, ...]:
    """Return the voices that can speak beside the main one: its engine's, then its variants."""
    same = _speaking(voices, main.engine, main.language)
    others = [v for v in same if v.name != main.name and ENGINES[v.engine].missing(v) is None]
    return (*others, *ENGINES[main.engine].variants(main))


def _best(voices: Mapping[str, Voice], language: str) -> Voice:
    for engine in _BEST_FIRST:
        for voice in _speaking(voices, engine, language):
            if ENGINES[engine].missing(voice) is None:
                return voice
    return _installed(_first(voices, pyttsx3.NAME, language))


def _named(voices: Mapping[str, Voice], engine: str, name: str, language: str) -> Voice:
    voice = _found(voices, name, language)
    _require_engine(voice.engine)
    if engine not in {AUTO, voice.engine}:
        message = f"The voice {voice.name} is one of {voice.engine}, not of {engine}."
        raise JobError(message, f"Leave out --engine, or ask for --engine {voice.engine}.")
    return voice


def _found(voices: Mapping[str, Voice], name: str, language: str) -> Voice:
    if name in voices:
        return voices[name]
    if variant := _variant(voices, name):
        return variant
    if name.endswith(".toml"):
        return load_voice(Path(name))
    if name.endswith(".onnx"):
        return model_voice(Path(name), language=language)
    hint = did_you_mean(name, voices) or f"The voices are {', '.join(sorted(voices))}."
    raise JobError(f"There is no voice named {name!r}.", hint)


def _variant(voices: Mapping[str, Voice], name: str) -> Voice | None:
    """Return the variant that a name such as "joe+low" names, if there is one."""
    plain = voices.get(name.partition("+")[0])
    found = ENGINES[plain.engine].variants(plain) if plain else ()
    return next((voice for voice in found if voice.name == name), None)


def _first(voices: Mapping[str, Voice], engine: str, language: str) -> Voice:
    """Return the voice of `engine` nearest to `language`, be it installed or not."""
    speaking = _speaking(voices, engine, language)
    if speaking:
        return speaking[0]
    if engine == pyttsx3.NAME:
        return _espeak_voice(language)
    message = f"There is no voice of {engine} for the language {language!r}."
    raise SpeechError(message, _LISTED)


def _speaking(voices: Mapping[str, Voice], engine: str, language: str) -> list[Voice]:
    """Return the voices of `engine` for `language`, those of its very region first."""
    wanted = language.lower()
    spoken = [
        voice
        for voice in voices.values()
        if voice.engine == engine and _speaks(voice.language, wanted)
    ]
    return sorted(spoken, key=lambda voice: (voice.language.lower() != wanted, voice.name))


def _speaks(tag: str, wanted: str) -> bool:
    return tag == _ANY_LANGUAGE or tag.lower().partition("-")[0] == wanted.partition("-")[0]


def _espeak_voice(language: str) -> Voice:
    """Return a voice for a language that has no file here, if espeak knows it."""
    known = espeak.languages()
    for tag in (language.lower(), language.lower().partition("-")[0]):
        if tag in known:
            return Voice(
                name=f"espeak-{tag}",
                engine=pyttsx3.NAME,
                language=language,
                engine_voice=known[tag],
                description="espeak-ng's own voice",
            )
    message = f"No installed voice speaks the language {language!r}."
    raise SpeechError(message, _LISTED)


def _installed(voice: Voice) -> Voice:
    why = ENGINES[voice.engine].missing(voice)
    if why is None:
        return voice
    sentence, stop, hint = why.rpartition(". ")
    raise SpeechError(f"{sentence}.", hint) if stop else SpeechError(why, _LISTED)


def _require_engine(engine: str) -> None:
    if engine not in {AUTO, *ENGINES}:
        hint = f"The engines are {', '.join(ENGINES)}."
        raise JobError(f"There is no speech engine named {engine!r}.", hint)
