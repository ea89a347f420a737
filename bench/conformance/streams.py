"""HLS and DASH, as m3u8, mpegdash, libav and ffmpeg read and play them."""

from pathlib import Path

import av
import m3u8
from asking import Reader, demand, near, package
from media_tools import decoded_by_ffmpeg, ffmpeg_tool
from mpegdash.parser import MPEGDASHParser
from result import LANGUAGE, Result

_DESCRIBES = "public.accessibility.describes-video"
_ROLES = "urn:mpeg:dash:role:2011"
_PURPOSES = "urn:tva:metadata:cs:AudioPurposeCS:2007"
_PADDED_S = 3 * 1024 / 48_000  # frames of AAC at either end
_STEREO_BYTES = 4


def by_m3u8(result: Result, path: Path) -> str:
    """Ask m3u8 what is offered."""
    (offered,) = m3u8.load(str(path)).media
    found = (offered.type, offered.language, offered.default, offered.autoselect,
             offered.characteristics)  # fmt: skip
    own = ("YES", _DESCRIBES) if result.describes else ("NO", None)
    demand("rendition", found, ("AUDIO", LANGUAGE, "NO", *own))
    return f"a rendition with {offered.characteristics or 'no characteristics'}, not the default"


def ranges_by_m3u8(result: Result, path: Path) -> str:
    """Ask m3u8 for the segments, which have to lie in the file one after the other."""
    playlist = m3u8.load(str(path))
    near("seconds", sum(each.duration for each in playlist.segments), result.seconds, _PADDED_S)
    place = None
    for segment in playlist.segments:
        length, start = map(int, segment.byterange.split("@"))
        demand("start of a segment", start, start if place is None else place)
        place = start + length
    size = (path.parent / playlist.segments[0].uri).stat().st_size
    demand("segments lie in the file", (place or 0) <= size, wanted=True)
    return "the segments follow each other and are as long as the mix"


def played_by_libav(result: Result, path: Path) -> str:
    """Play it with libav to the end."""
    with av.open(str(path)) as played:
        sound = played.streams.audio[0]
        rate_hz = sound.rate
        samples = sum(frame.samples for frame in played.decode(sound))
    near("seconds played", samples / rate_hz, result.seconds, _PADDED_S)
    return "plays to the last sample"


def by_mpegdash(result: Result, path: Path) -> str:
    """Ask mpegdash what is offered."""
    (period,) = MPEGDASHParser.parse(str(path)).periods
    (offered,) = period.adaptation_sets
    told = [(each.scheme_id_uri, each.value) for each in offered.accessibilities or []]
    wanted = [(_ROLES, "description"), (_PURPOSES, "1")] if result.describes else []
    demand("accessibility", told, wanted)
    demand("role", (_ROLES, "alternate") in
           [(each.scheme_id_uri, each.value) for each in offered.roles], wanted=True)  # fmt: skip
    demand("language", offered.lang, LANGUAGE)
    return f"{len(told)} accessibility descriptors, role alternate, the language"


def played_by_ffmpeg(result: Result, path: Path) -> str:
    """Play it with ffmpeg to the end."""
    rate_hz = 48_000
    raw = decoded_by_ffmpeg(path, "-ac", "2", "-ar", str(rate_hz))
    near("seconds played", len(raw) / _STEREO_BYTES / rate_hz, result.seconds, _PADDED_S)
    return "plays to the last sample"


def libav_tool() -> str:
    """Return PyAV's name and version, with that of its libavformat."""
    numbers = ".".join(map(str, av.library_versions["libavformat"]))
    return f"PyAV {av.__version__} (libavformat {numbers})"


READERS = (
    Reader(files=("multivariant.m3u8",), tool=package("m3u8"), ask=by_m3u8),
    Reader(files=("stream.m3u8",), tool=package("m3u8"), ask=ranges_by_m3u8),
    Reader(files=("multivariant.m3u8",), tool=libav_tool, ask=played_by_libav),
    Reader(files=("stream.mpd",), tool=package("mpegdash"), ask=by_mpegdash),
    Reader(files=("stream.mpd",), tool=ffmpeg_tool, ask=played_by_ffmpeg),
)
