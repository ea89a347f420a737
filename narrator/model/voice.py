"""Voices, and what they have spoken."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

PrefaceMode = Literal["off", "scene", "always"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """A voice's settings, one TOML file each: the engine that speaks it and how.

    model is a path or "package:module/file"; engine_voice is the engine's own name for a voice.
    rate_wpm is the speed asked for, pauses included; natural_wpm is the pace the engine keeps when
    nothing is asked of it (Piper at length scale 1, espeak at its rate 160), by which an engine
    reckons what to ask for; it is fitted so that rate_wpm comes true. variation is how much of
    its random variation an engine may use: at 0 the same text always sounds the same, 1 is the
    model's own.
    pitch_semitones is how much higher it sounds than the model's own, where the engine can.
    gain_db is for the mix to add to every clip; the clip itself is left as spoken. preface tells
    when on-screen text is led by a few words that mark it as read, preface_words which they are,
    None for the language's own.
    """

    name: str
    engine: str
    language: str
    rate_wpm: int = 160
    natural_wpm: int = 160
    variation: float = 0.0
    pitch_semitones: float = 0.0
    gain_db: float = 0.0
    model: str | None = None
    engine_voice: str | None = None
    preface: PrefaceMode = "off"
    preface_words: str | None = None
    licence: str = ""
    description: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Clip:
    """Speech in a mono WAV file, silence trimmed, at the engine's own sample rate."""

    narration_id: str
    path: Path
    duration_ms: int
    rate_hz: int
    digest: str
