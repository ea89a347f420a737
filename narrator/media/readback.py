"""Finished files read back: how loud each described mix is, as encoded.

What loses nothing is compared with the sound that was heard as it was mixed: the same sound is as
loud. PCM in a file of its own is read and compared by its CRC-32; FLAC by the MD5 that it holds of
its samples (RFC 9639, 8.2: decoders prove themselves by it); the rest is decoded for its CRC-32.
What loses something is decoded and measured.
"""

import zlib
from pathlib import Path

from narrator.media.commands import crc32_command
from narrator.media.ear import Overheard
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.measure import measure_file
from narrator.media.opening import opened
from narrator.media.probe import probe_tracks
from narrator.media.run import run
from narrator.media.soundmeter import SoundFacts

_STREAM_INFO_BYTES, _MD5_BYTES = 34, 16
_LOSES_NOTHING = ("pcm_", "flac", "alac")


def facts_of_last(path: Path, overheard: Overheard | None) -> SoundFacts:
    """Return the facts of the last sound track of a file, in which `overheard` should be.

    Raises UnreadableInputError where there is none, MediaError where ffmpeg fails.
    """
    if overheard is not None and _holds(path, overheard):
        return overheard.facts
    return measure_file(path, track=-1)


def _holds(path: Path, overheard: Overheard) -> bool:
    codecs = [track.codec for track in probe_tracks(path) if track.kind == "audio"]
    if codecs == [f"pcm_{overheard.pcm.raw}"]:
        return crc32_of_packets(path) == overheard.crc32
    if codecs and codecs[-1] == "flac" and overheard.md5 and md5_told(path) == overheard.md5:
        return True
    if not codecs or not codecs[-1].startswith(_LOSES_NOTHING):
        return False
    track = len(codecs) - 1
    command = crc32_command(find_ffmpeg(), path, overheard.pcm, track=track)
    return crc32_told(run(command)) == overheard.crc32


def crc32_of_packets(path: Path) -> int:
    """Return the CRC-32 of a file's only sound track as it stands there, not decoded."""
    crc32 = 0
    with opened(path) as container:
        for packet in container.demux(audio=0):
            crc32 = zlib.crc32(bytes(packet), crc32)
    return crc32


def md5_told(path: Path) -> bytes:
    """Return the MD5 that a file's last sound track, FLAC, holds of its samples; zeros for none."""
    with opened(path) as container:
        stream_info = container.streams.audio[-1].codec_context.extradata or b""
    return stream_info[-_MD5_BYTES:] if len(stream_info) == _STREAM_INFO_BYTES else b""


def crc32_told(said: bytes) -> int | None:
    """Return the number in "CRC32=0123abcd", None for anything else."""
    name, _, digits = said.decode("ascii", "replace").strip().partition("=")
    try:
        return int(digits, 16) if name == "CRC32" else None
    except ValueError:
        return None
