"""Described mixes in every format: what their tracks say they are, and how long they sound.

libav (through PyAV) reads them all; MediaInfo is independent of it, and ebmlite reads MKV bare.
The seed episode is English in picture and sound, so that spoken subtitles are no translation.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import av
import ebmlite
from asking import Reader, demand, near, package
from media_tools import by_mediainfo, mediainfo_tool
from result import LANGUAGE, LANGUAGE_3, Result
from streams import libav_tool

BESIDE = ("described.mkv", "described.mp4", "described.mov", "described.ts")
ALONE = ("described.flac", "described.m4a")
# Of audio description and of spoken subtitles: docs/deliverables.md tells why.
FLAGS: Mapping[str, tuple[set[str], set[str]]] = {
    ".mkv": ({"visual_impaired"}, {"visual_impaired"}),
    ".mp4": ({"visual_impaired", "descriptions"}, set()),
    ".mov": (set(), set()),
    ".ts": ({"visual_impaired", "descriptions"}, {"visual_impaired"}),
}
KINDS: Mapping[str, str] = {".mp4": "VI", ".mov": "VI", ".m4a": "VI"}  # MediaInfo's, description
_PADDED_S = 0.1  # of codecs that lose, and of MPEG-TS
_DEFAULT, _LANGUAGE, _VISUAL_IMPAIRED, _NAME = 0x88, 0x22B59C, 0x55AC, 0x536E


def title(result: Result) -> str:
    """Return what the track is to be called."""
    return "Audio description" if result.describes else "Spoken subtitles"


def sounding_s(path: Path) -> float:
    """Return how long the last sound of a file is, decoded by libav."""
    with av.open(str(path)) as container:
        sound = container.streams.audio[-1]
        rate_hz = sound.rate
        return sum(frame.samples for frame in container.decode(sound)) / rate_hz


def flags_by_libav(result: Result, path: Path) -> str:
    """Ask libav for flags, language, title and sound."""
    with av.open(str(path)) as container:
        own, described = container.streams.audio
        flags = {flag.name or "" for flag in described.disposition}
        told = dict(described.metadata)
        demand("the programme's own sound comes first", own.index < described.index, wanted=True)
    demand("flags", flags, FLAGS[path.suffix][0 if result.describes else 1])
    demand("language", told.get("language"), LANGUAGE_3)
    if path.suffix != ".ts":
        key = "title" if path.suffix == ".mkv" else "handler_name"
        demand("title", told.get("name", told.get(key)), title(result))
    near("seconds of sound", sounding_s(path), result.seconds, _PADDED_S)
    return f"last track: {', '.join(sorted(flags)) or 'no flags'}, not default; language, length"


def flags_by_mediainfo(result: Result, path: Path) -> str:
    """Ask MediaInfo for language, default, title, kind or mix type."""
    _, described = by_mediainfo(path)["Audio"]
    demand("language", described.get("language"), LANGUAGE)
    if path.suffix == ".ts":
        demand("mix type", described.get("mix_type"), "Independent")
        return "language; mix_type of a broadcast mix"
    demand("default", described.get("default"), "No")
    demand("title", str(described.get("title")).partition(" / ")[0], title(result))
    return f"not default; language, title{kind_of(result, path, described)}"


def kind_of(result: Result, path: Path, described: Mapping[str, Any]) -> str:
    """Return what MediaInfo says a track is for, where the format has a word for it."""
    wanted = KINDS.get(path.suffix) if result.describes else None
    demand("service kind", described.get("service_kind"), wanted)
    return f"; service kind {wanted}" if wanted else ""


def elements_by_ebmlite(result: Result, path: Path) -> str:
    """Ask ebmlite for the elements of the last TrackEntry that is sound."""
    with path.open("rb") as stream:
        document = ebmlite.loadSchema("matroska.xml").load(stream)
        (segment,) = [each for each in document if each.name == "Segment"]
        (tracks,) = [each for each in segment if each.name == "Tracks"]
        entries = [{each.id: each.value for each in entry}
                   for entry in tracks if entry.name == "TrackEntry"]  # fmt: skip
    described = [entry for entry in entries if entry[0x83] == 2][-1]
    demand("FlagDefault", described.get(_DEFAULT, 1), 0)
    demand("FlagVisualImpaired", bytes(described.get(_VISUAL_IMPAIRED) or b""), b"\x01")
    demand("Language", described.get(_LANGUAGE), LANGUAGE_3)
    demand("Name", described.get(_NAME), title(result))
    return "FlagDefault 0, FlagVisualImpaired 1, Language, Name"


def alone_by_libav(result: Result, path: Path) -> str:
    """Ask libav for title and sound of a mix alone."""
    with av.open(str(path)) as container:
        tags = {key.lower(): value for key, value in container.metadata.items()}
    demand("title", tags.get("title"), title(result))
    near("seconds of sound", sounding_s(path), result.seconds, _PADDED_S)
    return "title and length"


def alone_by_mediainfo(result: Result, path: Path) -> str:
    """Ask MediaInfo for title, language and kind of a mix alone."""
    read = by_mediainfo(path)
    (general,), (sound,) = read["General"], read["Audio"]
    demand("title", general.get("title"), title(result))
    demand("language", sound.get("language"), LANGUAGE)
    return f"title, language{kind_of(result, path, sound)}"


READERS = (
    Reader(files=BESIDE, tool=libav_tool, ask=flags_by_libav),
    Reader(files=BESIDE, tool=mediainfo_tool, ask=flags_by_mediainfo),
    Reader(files=("described.mkv",), tool=package("ebmlite"), ask=elements_by_ebmlite),
    Reader(files=ALONE, tool=libav_tool, ask=alone_by_libav),
    Reader(files=ALONE, tool=mediainfo_tool, ask=alone_by_mediainfo),
)
