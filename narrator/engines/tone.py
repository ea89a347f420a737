"""The shipped fake: a tone as long as the words would take, with silence around it.

It needs no speech library and gives the same sound for the same text: for tests, for trying a
workflow, and for hearing where narration will stand before there is a voice for it.
"""

import array
import hashlib
import math
from pathlib import Path

from narrator.engines.clipfile import write_clip
from narrator.engines.plain import plain_text
from narrator.model import Voice

NAME = "tone"

RATE_HZ = 22_050
LEADING_MS, TRAILING_MS = 20, 50

_AMPLITUDE = 12_000
_SHORTEST_PERIOD, _PERIODS = 60, 120  # samples: pitches of 122 to 367 Hz


def version() -> str:
    """Return the version of the tone."""
    return "1"


def missing(voice: Voice) -> str | None:  # noqa: ARG001 - the Protocol's
    """Return None: a tone can always be had."""
    return None


def open_speaker(voice: Voice) -> "ToneSpeaker":  # noqa: ARG001 - the Protocol's
    """Return a speaker of tones."""
    return ToneSpeaker()


class ToneSpeaker:
    """Writes a tone for each text, its pitch drawn from the text."""

    def speak(self, text: str, *, rate_wpm: int, path: Path) -> None:
        """Write a tone of the length of the words of `text` at `rate_wpm`.

        Raises SpeechError where the text has no word.
        """
        plain = plain_text(text)
        period = _period(plain)
        count = round(RATE_HZ * 60 * len(plain.split()) / rate_wpm * 2 / len(period))
        write_clip(path, _silence(LEADING_MS) + period * count + _silence(TRAILING_MS), RATE_HZ)


def _period(text: str) -> bytes:
    """Return one wave of the tone: a whole number of 16-bit samples."""
    length = _SHORTEST_PERIOD + hashlib.sha256(text.encode()).digest()[0] % _PERIODS
    wave_ = (_AMPLITUDE * math.sin(2 * math.pi * i / length) for i in range(length))
    return array.array("h", map(round, wave_)).tobytes()


def _silence(duration_ms: int) -> bytes:
    return bytes(2 * (RATE_HZ * duration_ms // 1000))
