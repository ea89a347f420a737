"""The clip as an engine writes it: a mono WAV file of 16 bits."""

import wave
from pathlib import Path


def write_clip(path: Path, samples: bytes, rate_hz: int) -> None:
    """Write `samples`, little-endian 16-bit numbers of one channel, as the WAV file at `path`.

    Raises OSError where it cannot be written.
    """
    with path.open("wb") as file, wave.open(file, "wb") as clip:
        clip.setnchannels(1)
        clip.setsampwidth(2)
        clip.setframerate(rate_hz)
        clip.writeframes(samples)
