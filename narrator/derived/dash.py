"""MPEG-DASH: a manifest with the described mix as an adaptation set.

Format: ISO/IEC 23009-1, on-demand profile (clause 8.3): one file, reached through its index. What
the sound is for: clause 5.8.5.5 (roles), and ETSI TS 103 285 for TV-Anytime's AudioPurposeCS.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from narrator.derived.stream import CODECS, STREAM, Stream, stream_of
from narrator.media.files import write_whole
from narrator.media.segments import SEGMENT_MS
from narrator.model import Finding, Rendering

MANIFEST = "stream.mpd"
FILES: tuple[str, ...] = (STREAM, MANIFEST)

MPD = "{urn:mpeg:dash:schema:mpd:2011}"
ROLES = "urn:mpeg:dash:role:2011"
PURPOSES = "urn:tva:metadata:cs:AudioPurposeCS:2007"
CHANNELS = "urn:mpeg:dash:23003:3:audio_channel_configuration:2011"

_PREFIXES: Mapping[Any, str] = {None: MPD.strip("{}")}
_PROFILE = "urn:mpeg:dash:profile:isoff-on-demand:2011"
_DESCRIPTION = "1"  # "audio description for the visually impaired"; 2 is for hard of hearing
_CONFIGURATIONS = {7: "11", 8: "12"}  # ISO/IEC 23001-8; up to six it is the number of channels


def make(rendering: Rendering, stage: Path) -> tuple[Finding, ...]:
    """Make the stream and its manifest."""
    stream = stream_of(rendering, stage)
    write_whole(stage / rendering.delivery.name(MANIFEST), manifest(stream))
    return ()


def manifest(stream: Stream) -> str:
    """Return the manifest (MPD)."""
    segments = stream.segments
    root = etree.Element(f"{MPD}MPD", nsmap=_PREFIXES)
    root.set("profiles", _PROFILE)
    root.set("type", "static")
    root.set("mediaPresentationDuration", f"PT{segments.samples / segments.rate_hz:.3f}S")
    root.set("minBufferTime", f"PT{SEGMENT_MS / 1000:g}S")
    period = etree.SubElement(root, f"{MPD}Period")
    _represent(adaptation_set(period, stream), stream)
    etree.indent(root)
    text: str = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def adaptation_set(period: etree._Element, stream: Stream) -> etree._Element:
    """Add the adaptation set: what the sound is for, in words that no main sound has.

    Description has both schemes of accessibility, since players look for one or the other. There
    is none for spoken subtitles: they are an alternate, and a dub where they are a translation.
    """
    added = etree.SubElement(period, f"{MPD}AdaptationSet")
    added.set("contentType", "audio")
    added.set("mimeType", "audio/mp4")
    added.set("lang", stream.language)
    added.set("subsegmentAlignment", "true")
    added.set("subsegmentStartsWithSAP", "1")
    etree.SubElement(added, f"{MPD}Label").text = stream.title
    if stream.mode == "captions":
        _descriptor(added, "Accessibility", ROLES, "description")
        _descriptor(added, "Accessibility", PURPOSES, _DESCRIPTION)
    _descriptor(added, "Role", ROLES, "alternate")
    if stream.translated:
        _descriptor(added, "Role", ROLES, "dub")
    return added


def _represent(adaptation: etree._Element, stream: Stream) -> None:
    segments, channels = stream.segments, stream.channels
    added = etree.SubElement(adaptation, f"{MPD}Representation", id="described")
    added.set("bandwidth", str(segments.peak_bps()))
    added.set("codecs", CODECS)
    added.set("audioSamplingRate", str(segments.rate_hz))
    configuration = _CONFIGURATIONS.get(channels, str(channels))
    _descriptor(added, "AudioChannelConfiguration", CHANNELS, configuration)
    etree.SubElement(added, f"{MPD}BaseURL").text = stream.url
    last = segments.init_bytes + segments.index_bytes - 1
    base = etree.SubElement(added, f"{MPD}SegmentBase")
    base.set("indexRange", f"{segments.init_bytes}-{last}")
    initialization = etree.SubElement(base, f"{MPD}Initialization")
    initialization.set("range", f"0-{segments.init_bytes - 1}")


def _descriptor(parent: etree._Element, name: str, scheme: str, value: str) -> None:
    added = etree.SubElement(parent, f"{MPD}{name}")
    added.set("schemeIdUri", scheme)
    added.set("value", value)
