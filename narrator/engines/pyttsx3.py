"""pyttsx3 over espeak-ng: small, quick, and at home in a hundred languages.

What pyttsx3's espeak driver leaves undone is done here: it prints, hides the errors of its
commands, loses an exception raised while it saves, and takes every voice for 22050 Hz. So it
saves into memory, its errors are listened to, and the file is written here. Its `runAndWait`
cancels espeak while that is busy, so that now and then a change of rate or a whole text is
lost: here the loop ends by espeak's word that the text has ended, and espeak is waited for.

espeak carries state from one text to the next; here each text begins as the first one does, so
that a clip depends on its text, voice and rate alone, whatever was spoken before (espeak_state).
"""

import io
import time
import wave
from dataclasses import replace
from importlib import import_module
from importlib.metadata import version as package_version
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from narrator.engines import espeak, espeak_state
from narrator.engines.clipfile import write_clip
from narrator.engines.plain import plain_text
from narrator.errors import SpeechError
from narrator.model import Voice
from narrator.text.espeak_phonemes import to_espeak

NAME = "pyttsx3"

_LOOK_S = 0.0005
_PHONEMES = 0x100  # espeakPHONEMES of speak_lib.h
_REFERENCE_WPM = 160
_VARIANTS = ("f2", "m3", "f5", "m7")  # espeak-ng's !v, those told apart most easily
_SLOWEST, _FASTEST = 80, 450  # espeak's own limits


def version() -> str:
    """Return the versions of pyttsx3 and of the espeak-ng library."""
    return f"{package_version('pyttsx3')} espeak-ng {espeak.version()}"


def missing(voice: Voice) -> str | None:
    """Say why espeak cannot speak `voice` here, or None."""
    try:
        known = espeak.languages()
    except SpeechError as error:
        return f"{error.message} {error.hint}"
    if _espeak_voice(voice).partition("+")[0] in {*known, *known.values()}:
        return None
    return f"espeak-ng has no voice named {_espeak_voice(voice)!r}."


def variants(voice: Voice) -> tuple[Voice, ...]:
    """Return espeak's variants of a voice: the same language from other throats."""
    plain = _espeak_voice(voice).partition("+")[0]
    return tuple(
        replace(voice, name=f"{voice.name}+{variant}", engine_voice=f"{plain}+{variant}")
        for variant in _VARIANTS
    )


def open_speaker(voice: Voice) -> "EspeakSpeaker":
    """Load espeak with `voice`. Raises SpeechError where either cannot be had."""
    return EspeakSpeaker(voice)


class EspeakSpeaker:
    """pyttsx3's engine with one voice."""

    def __init__(self, voice: Voice) -> None:
        """Load the library first: pyttsx3, imported here, would look for it in the system only."""
        self._voice = voice
        self._library = espeak.library()
        espeak.use_carried_data()
        self._engine: Any = import_module("pyttsx3").init("espeak")
        _take_phonemes()
        _look_often()
        self._errors: list[Exception] = []
        self._engine.connect("error", self._on_error)
        self._carried: espeak_state.Counts = ()
        self._carried = espeak_state.carried_counts(self._library, self._probed)

    def speak(self, text: str, *, rate_wpm: int, path: Path) -> None:
        """Write `text` as a mono 16-bit WAV at `path`. Raises SpeechError where it fails."""
        self._begin_anew(_espeak_rate(self._voice, rate_wpm))
        samples = self._samples(plain_text(text, self._mnemonics))
        write_clip(path, samples, self._library.espeak_ng_GetSampleRate())

    def _probed(self, text: str) -> bytes:
        self._begin_anew(_REFERENCE_WPM)
        return self._samples(text)

    def _begin_anew(self, espeak_rate: int) -> None:
        """Set espeak as if it had not spoken yet.

        Its breath, an echo and their noise are set back by the voice, which resets the rate too.
        """
        self._engine.setProperty("voice", _espeak_voice(self._voice))
        self._engine.setProperty("rate", espeak_rate)
        espeak.seed_noise()
        espeak_state.set_back(self._carried)

    def _mnemonics(self, _word: str, phonemes: str) -> str | None:
        return to_espeak(phonemes, self._voice.language)

    def _samples(self, text: str) -> bytes:
        memory = io.BytesIO()
        self._engine.save_to_file(text, memory)
        self._engine.startLoop()
        self._library.espeak_Synchronize()
        self._engine.endLoop()
        if self._errors:
            raise SpeechError(f"espeak-ng failed: {self._errors.pop()}.")
        memory.seek(0)
        with wave.open(memory, "rb") as clip:
            return clip.readframes(clip.getnframes())

    def _on_error(self, name: str | None, exception: Exception) -> None:  # noqa: ARG002 - its words
        self._errors.append(exception)


def _take_phonemes() -> None:
    """Have espeak read "[[…]]" as phonemes in this process.

    pyttsx3 asks espeak_Synth for ENDPAUSE and UTF-8 only, and has no way to ask for more: so its
    constant ENDPAUSE is made to ask for espeakPHONEMES (speak_lib.h) too.
    """
    driver: Any = import_module("pyttsx3.drivers._espeak")
    driver.ENDPAUSE |= _PHONEMES


def _look_often() -> None:
    """Have the loop of pyttsx3's driver look often whether espeak is done, not every 10 ms.

    A short text is spoken in a third of that.
    """
    driver: Any = import_module("pyttsx3.drivers.espeak")
    driver.time = SimpleNamespace(sleep=lambda _: time.sleep(_LOOK_S))


def _espeak_voice(voice: Voice) -> str:
    return voice.engine_voice or voice.language.lower()


def _espeak_rate(voice: Voice, rate_wpm: int) -> int:
    """Return the rate to ask of espeak, which gives natural_wpm when asked for 160."""
    rate = round(rate_wpm * _REFERENCE_WPM / voice.natural_wpm)
    return min(max(rate, _SLOWEST), _FASTEST)
