"""A spoken clip made ready for the mix by pydub: silence off, short fades on, mono, 16 bits.

Imports pydub, so only workers import this module.
"""

import wave
from pathlib import Path

from narrator.errors import SpeechError
from narrator.media.ffmpeg import find_ffmpeg, tell_pydub

tell_pydub(find_ffmpeg())

from pydub import AudioSegment  # noqa: E402 - only once it knows its ffmpeg
from pydub.silence import detect_leading_silence  # noqa: E402 - as above

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
    threshold_dbfs = sound.max_dBFS + SILENCE_DB
    start_ms = detect_leading_silence(sound, threshold_dbfs, chunk_size=1) - KEPT_MS
    spare_ms = detect_leading_silence(sound.reverse(), threshold_dbfs, chunk_size=1) - KEPT_MS
    speech = sound[max(0, start_ms) : len(sound) - max(0, spare_ms)]
    fade_ms = max(1, min(FADE_MS, len(speech) // 2))  # pydub lengthens a clip shorter than its fade
    speech.fade_in(fade_ms).fade_out(fade_ms).export(path, format="wav").close()


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
