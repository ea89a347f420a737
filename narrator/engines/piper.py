"""Piper: neural voices that run without a network, by the package piper-tts and onnxruntime.

A session has one thread, since several workers of one thread outdo one worker of several. At a
voice's variation 0 both of the model's noise scales are 0 and a text has one sound only. A seed
would not do that: onnxruntime seeds a session, and each text then depends on those before it.

onnxruntime, from 1.29 on, keeps a device id and a database of events in the user's cache folder
and sends them to its maker, unless ORT_DISABLE_TELEMETRY is set before it is imported: its own
disable_telemetry_events comes too late for that.
"""

import json
import os
import unicodedata
from importlib import import_module
from importlib.metadata import version as package_version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from narrator.engines.clipfile import write_clip
from narrator.engines.models import model_path
from narrator.engines.plain import plain_text
from narrator.errors import SpeechError
from narrator.model import Voice
from narrator.text.espeak_phonemes import to_ipa

NAME = "piper"

_HINT = "Install the neural voices: pip install 'narrator[neural]'"
_SEED = 1
_NO_TELEMETRY = "ORT_DISABLE_TELEMETRY"


def version() -> str:
    """Return the versions of Piper and of onnxruntime: both shape the sound."""
    _require_packages()
    return f"{package_version('piper-tts')} onnxruntime {package_version('onnxruntime')}"


def missing(voice: Voice) -> str | None:
    """Say what is not installed of Piper and the model of `voice`, or None."""
    try:
        _require_packages()
        _model_files(voice)
    except SpeechError as error:
        return f"{error.message} {error.hint}"
    return None


def open_speaker(voice: Voice) -> "PiperSpeaker":
    """Load the model of `voice`. Raises SpeechError where it cannot be had."""
    _require_packages()
    return PiperSpeaker(voice, *_model_files(voice))


class PiperSpeaker:
    """A Piper voice in an onnxruntime session of one thread."""

    def __init__(self, voice: Voice, model: Path, settings: Path) -> None:
        """Load `model` and its `settings`."""
        self._voice = voice
        self._piper = _load(model, settings)

    def speak(self, text: str, *, rate_wpm: int, path: Path) -> None:
        """Write `text` as a mono 16-bit WAV at `path`. Raises SpeechError where it fails."""
        manner = self._manner(rate_wpm)
        plain = plain_text(text, self._raw_phonemes)
        chunks = [chunk.audio_int16_bytes for chunk in self._piper.synthesize(plain, manner)]
        write_clip(path, b"".join(chunks), self._piper.config.sample_rate)

    def _raw_phonemes(self, _word: str, phonemes: str) -> str | None:
        """Return IPA as Piper takes it, or None where the model lacks a sign of it."""
        ipa = to_ipa(phonemes, self._voice.language)
        signs = unicodedata.normalize("NFD", ipa or "")
        known = self._piper.config.phoneme_id_map
        takes_ipa = self._piper.config.phoneme_type.value == "espeak"
        return f"[[{signs}]]" if takes_ipa and signs and all(s in known for s in signs) else None

    def _manner(self, rate_wpm: int) -> Any:  # noqa: ANN401 - piper is imported in the worker only
        """Return the synthesis settings: lengths set the rate, so nothing is stretched."""
        config, variation = self._piper.config, self._voice.variation
        return import_module("piper.config").SynthesisConfig(
            length_scale=config.length_scale * self._voice.natural_wpm / rate_wpm,
            noise_scale=config.noise_scale * variation,
            noise_w_scale=config.noise_w_scale * variation,
        )


def _load(model: Path, settings: Path) -> Any:  # noqa: ANN401 - as above
    os.environ[_NO_TELEMETRY] = "1"
    onnxruntime, piper = import_module("onnxruntime"), import_module("piper.voice")
    onnxruntime.set_seed(_SEED)
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    try:
        config = piper.PiperConfig.from_dict(json.loads(settings.read_text(encoding="utf-8")))
        session = onnxruntime.InferenceSession(str(model), options, ["CPUExecutionProvider"])
    except Exception as error:  # whatever a file that is no model makes onnxruntime raise
        raise SpeechError(f"{model} is not a Piper voice.", "Choose another --voice.") from error
    return piper.PiperVoice(session=session, config=config)


def _require_packages() -> None:
    for package in ("piper", "onnxruntime"):
        if find_spec(package) is None:
            raise SpeechError(f"The Python package {package} is not installed.", _HINT)


def _model_files(voice: Voice) -> tuple[Path, Path]:
    """Return the model of `voice` and its settings, which Piper keeps in MODEL.onnx.json."""
    if voice.model is None:
        raise SpeechError(f"The voice {voice.name} names no model.", "Add `model` to its file.")
    model = model_path(voice.model)
    return model, model_path(f"{model}.json")
