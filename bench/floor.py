"""The floor: plain ffmpeg that decodes a programme, measures it, and encodes it; nothing is mixed.

One command does all three in one pass: the sound goes through ebur128 with its true-peak meter
into the encoder, with the settings that narrator gives the encoder. narrator cannot do with so
little: loudness is known only at a track's end, and the mix depends on it; and it measures what
it made.
"""

from pathlib import Path

from material import WORK, ffmpeg
from measure import Measured, measured

CODECS = {
    "wav": ("-c:a", "pcm_s16le"),
    "flac": ("-c:a", "flac", "-sample_fmt", "s16"),
    "m4a": ("-c:a", "aac", "-b:a", "192k"),
}


def command(sound: Path, form: str, made: Path) -> list[str]:
    """Return the command of the floor, for a key of CODECS."""
    quiet = ["-nostdin", "-hide_banner", "-loglevel", "error", "-y"]
    meter = ["-map", "0:a:0", "-af", "ebur128=peak=true:framelog=quiet"]
    return [ffmpeg(), *quiet, "-i", str(sound), *meter, *CODECS[form], str(made)]


def floor(sound: Path, form: str) -> Measured:
    """Return what the floor costs for a programme."""
    made = WORK / f"floor.{form}"
    made.unlink(missing_ok=True)
    cost = measured(command(sound, form, made), log=WORK / "floor.log")
    made.unlink()
    return cost
