"""A spoken clip made ready for the mix by pydub: silence off, short fades on, mono, 16 bits.

Imports pydub, so only workers import this module.
"""

import audioop
import wave
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from narrator.errors import SpeechError
from narrator.media.ffmpeg import find_ffmpeg, tell_pydub

tell_pydub(find_ffmpeg())

from pydub import AudioSegment  # noqa: E402 - only once it knows its ffmpeg

SILENCE_DB = -55.0
KEPT_MS = 5
FADE_MS = 10


def trim(path: Path) -> None:
    """Prepare the WAV file at `path`, in place.

    Sound begins and ends where a millisecond's level is above 55 dB under the clip's peak: the
    engines' own floor lies near -90 dB, while a first /f/ or /h/ and a last /θ/ begin or end
    near -54 dB; 5 ms more are kept on either side, and 10 ms fade in and out.

    Raises SpeechError where the file is not a WAV with sound in it.
    """
    sound = _read(path).set_channels(1).set_sample_width(2)
    limit = sound.max * 10 ** (SILENCE_DB / 20)
    levels = _levels(sound)
    start_ms = next(ms for ms, level in enumerate(levels) if level >= limit) - KEPT_MS
    backwards = _levels(sound.reverse())
    spare_ms = next(ms for ms, level in enumerate(backwards) if level >= limit) - KEPT_MS
    speech = sound[max(0, start_ms) : len(sound) - max(0, spare_ms)]
    fade_ms = max(1, min(FADE_MS, len(speech) // 2))  # pydub lengthens a clip shorter than its fade
    speech.fade_in(fade_ms).fade_out(fade_ms).export(path, format="wav").close()


def _levels(sound: AudioSegment) -> Iterator[float]:
    """Yield the level of each millisecond, the last one perhaps shorter.

    By audioop straight away: pydub's detect_leading_silence copies a segment a millisecond, which
    takes longer than espeak takes to speak.
    """
    raw, width, rate_hz = sound.raw_data, sound.sample_width, sound.frame_rate
    for ms in count():
        piece = raw[width * (ms * rate_hz // 1000) : width * ((ms + 1) * rate_hz // 1000)]
        if not piece:
            return
        yield audioop.rms(piece, width)


def _read(path: Path) -> AudioSegment:
    """Return the sound of a WAV file, checked first: of a bad one pydub would ask ffmpeg."""
    try:
        with wave.open(str(path), "rb") as clip:
            size = clip.getnframes() * clip.getnchannels() * clip.getsampwidth()
            is_whole = size == len(clip.readframes(clip.getnframes()))
    except (wave.Error, EOFError, FileNotFoundError) as error:
        raise SpeechError("The speech engine wrote no WAV file.") from error
    with path.open("rb") as file:
        sound = AudioSegment.from_wav(file) if size and is_whole else AudioSegment.empty()
    if sound.max == 0:
        raise SpeechError("The speech engine gave no sound.")
    return sound
