"""The iXML chunk: what editors read beside bext, in Unicode: timecode, project and track names.

Format: iXML 1.61. What is not known is left out, as its guidelines ask.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from narrator.media.ascii import printable
from narrator.media.pcm import PCM_FORMATS
from narrator.media.wavefile import Chunk, WaveShape
from narrator.timecode import FrameRate

_VERSION = "1.61"
_LOW_BITS = 32
_MIXES: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("FC",): ("MIX",),
    ("FL", "FR"): ("L-MIX", "R-MIX"),
}
_SURROUND = {"FL": "L", "FR": "R", "FC": "C", "LFE": "LFE", "BL": "Ls", "BR": "Rs", "SL": "Ls",
             "SR": "Rs"}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Ixml:
    """What an iXML chunk says: time_reference is in samples since midnight."""

    project: str
    note: str
    uid: str
    track_name: str
    frame_rate: FrameRate
    time_reference: int


def ixml_chunk(ixml: Ixml, shape: WaveShape) -> Chunk:
    """Return the chunk, in UTF-8 and of even length."""
    root = etree.Element("BWFXML")
    _fill(root, {"IXML_VERSION": _VERSION, "PROJECT": printable(ixml.project),
                 "NOTE": ixml.note, "FILE_UID": ixml.uid})  # fmt: skip
    _fill(etree.SubElement(root, "SPEED"), _speed(ixml, shape))
    _tracks(etree.SubElement(root, "TRACK_LIST"), ixml.track_name, shape.speakers)
    return Chunk(name="iXML", body=even_xml(root))


def even_xml(root: etree._Element) -> bytes:
    """Return a document in UTF-8, with a line's end or two behind it for an even length."""
    text = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return text + b"\n" * (len(text) % 2)


def functions(speakers: tuple[str, ...]) -> tuple[str, ...]:
    """Return each channel's word in iXML's dictionary of functions, "" where it has none."""
    if speakers in _MIXES:
        return _MIXES[speakers]
    if len(speakers) == 6 and "LFE" in speakers and set(speakers) <= set(_SURROUND):
        return tuple(f"{_SURROUND[speaker]}-5.1" for speaker in speakers)
    return ("",) * len(speakers)


def _tracks(tracks: etree._Element, name: str, speakers: tuple[str, ...]) -> None:
    _fill(tracks, {"TRACK_COUNT": str(len(speakers))})
    for number, speaker in enumerate(speakers, start=1):
        shown = speaker if speaker != "?" else str(number)
        told = {
            "CHANNEL_INDEX": str(number),
            "INTERLEAVE_INDEX": str(number),
            "NAME": name if len(speakers) == 1 else f"{name} {shown}",
            "FUNCTION": functions(speakers)[number - 1],
        }
        _fill(etree.SubElement(tracks, "TRACK"), told)


def _speed(ixml: Ixml, shape: WaveShape) -> dict[str, str]:
    rate = ixml.frame_rate
    pictures = f"{rate.per_second.numerator}/{rate.per_second.denominator}"
    high, low = divmod(ixml.time_reference, 1 << _LOW_BITS)
    return {
        "MASTER_SPEED": pictures,
        "CURRENT_SPEED": pictures,
        "TIMECODE_RATE": pictures,
        "TIMECODE_FLAG": "DF" if rate.dropped else "NDF",
        "FILE_SAMPLE_RATE": str(shape.rate_hz),
        "AUDIO_BIT_DEPTH": str(8 * PCM_FORMATS[shape.sample_format].width),
        "DIGITIZER_SAMPLE_RATE": str(shape.rate_hz),
        "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI": str(high),
        "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO": str(low),
        "TIMESTAMP_SAMPLE_RATE": str(shape.rate_hz),
    }


def _fill(parent: etree._Element, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        if text:
            etree.SubElement(parent, name).text = text
