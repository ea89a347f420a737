"""The Audio Definition Model: what the tracks of a WAV file are, told in two chunks.

Format: ITU-R BS.2076 in the axml chunk, tied to the tracks by the chna chunk of ITU-R BS.2088.
Packs, channels and tracks are the common definitions of ITU-R BS.2094, which a reader has and a
file need not repeat. A file whose speakers none of those packs has gets no ADM.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from lxml import etree

from narrator.media.ascii import printable
from narrator.media.ixml import even_xml
from narrator.media.language import three_letters
from narrator.media.pcm import PCM_FORMATS
from narrator.media.wavefile import Chunk, WaveShape

_NAMESPACE = "urn:ebu:metadata-schema:ebuCore_2016"
_PREFIXES: Mapping[Any, str] = {None: _NAMESPACE}
_KINDS = ("nonDialogueContentKind", "dialogueContentKind", "mixedContentKind")
_FRACTION_DIGITS = 5

# BS.2094: the pack for speakers in a file's order, and the number of each one's channel.
_PACKS: Mapping[tuple[str, ...], tuple[str, str]] = {
    ("FC",): ("0001", "3"),
    ("FL", "FR"): ("0002", "12"),
    ("FL", "FR", "FC"): ("000a", "123"),
    ("FL", "FR", "FC", "BL", "BR"): ("000c", "12356"),
    ("FL", "FR", "FC", "SL", "SR"): ("000c", "12356"),
    ("FL", "FR", "FC", "LFE", "BL", "BR"): ("0003", "123456"),
    ("FL", "FR", "FC", "LFE", "SL", "SR"): ("0003", "123456"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """What an audioContent is: its name, and BS.2076's numbers for it.

    dialogue is 0 for none, 1 for dialogue alone, 2 for a mix; kind says which kind of that.
    """

    name: str
    dialogue: int
    kind: int


def adm_chunks(
    content: Content, shape: WaveShape, *, title: str, language: str, start: Fraction
) -> tuple[Chunk, ...]:
    """Return chna and axml, or nothing where there is no common pack for the speakers.

    `start` is the timecode of the first sample in seconds.
    """
    if shape.speakers not in _PACKS:
        return ()
    pack, channels = _PACKS[shape.speakers]
    tracks = tuple(f"AT_0001000{channel}_01" for channel in channels)
    root = etree.Element(f"{{{_NAMESPACE}}}ebuCoreMain", nsmap=_PREFIXES)
    extended = _within(root, "coreMetadata", "format", "audioFormatExtended")
    _programme(extended, title, language, (start, start + Fraction(shape.frames, shape.rate_hz)))
    _content(extended, content, language)
    _object(extended, content.name, f"AP_0001{pack}", len(tracks))
    _track_uids(extended, shape, tracks, f"AP_0001{pack}")
    return (_chna(tracks, f"AP_0001{pack}"), Chunk(name="axml", body=even_xml(root)))


def clock(seconds: Fraction) -> str:
    """Return hh:mm:ss.zzzzz (BS.2076, clause 6), rounded."""
    units = round(seconds * 10**_FRACTION_DIGITS)
    whole, fraction = divmod(units, 10**_FRACTION_DIGITS)
    minutes, second = divmod(whole, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}.{fraction:0{_FRACTION_DIGITS}}"


def _programme(
    extended: etree._Element, title: str, language: str, ends: tuple[Fraction, Fraction]
) -> None:
    programme = _within(extended, "audioProgramme")
    programme.set("audioProgrammeID", "APR_1001")
    programme.set("audioProgrammeName", printable(title) or "Untitled")
    programme.set("audioProgrammeLanguage", three_letters(language))
    for name, seconds in zip(("start", "end"), ends, strict=True):
        programme.set(name, clock(seconds))
    _within(programme, "audioContentIDRef").text = "ACO_1001"


def _content(extended: etree._Element, content: Content, language: str) -> None:
    told = _within(extended, "audioContent")
    told.set("audioContentID", "ACO_1001")
    told.set("audioContentName", content.name)
    told.set("audioContentLanguage", three_letters(language))
    _within(told, "audioObjectIDRef").text = "AO_1001"
    dialogue = _within(told, "dialogue")
    dialogue.set(_KINDS[content.dialogue], str(content.kind))
    dialogue.text = str(content.dialogue)


def _object(extended: etree._Element, name: str, pack: str, count: int) -> None:
    sound = _within(extended, "audioObject")
    sound.set("audioObjectID", "AO_1001")
    sound.set("audioObjectName", name)
    _within(sound, "audioPackFormatIDRef").text = pack
    for number in range(count):
        _within(sound, "audioTrackUIDRef").text = _uid(number)


def _track_uids(
    extended: etree._Element, shape: WaveShape, tracks: tuple[str, ...], pack: str
) -> None:
    for number, track in enumerate(tracks):
        uid = _within(extended, "audioTrackUID")
        uid.set("UID", _uid(number))
        uid.set("sampleRate", str(shape.rate_hz))
        uid.set("bitDepth", str(8 * PCM_FORMATS[shape.sample_format].width))
        _within(uid, "audioTrackFormatIDRef").text = track
        _within(uid, "audioPackFormatIDRef").text = pack


def _chna(tracks: tuple[str, ...], pack: str) -> Chunk:
    rows = [
        struct.pack(
            "<H12s14s11sx", number + 1, _uid(number).encode(), track.encode(), pack.encode()
        )
        for number, track in enumerate(tracks)
    ]
    return Chunk(name="chna", body=struct.pack("<HH", len(rows), len(rows)) + b"".join(rows))


def _uid(number: int) -> str:
    return f"ATU_{number + 1:08x}"


def _within(parent: etree._Element, *names: str) -> etree._Element:
    """Return a new element in new elements of these names."""
    for name in names:
        parent = etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}")
    return parent
