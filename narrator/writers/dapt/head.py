"""The root and head of a script: title, source media, start timecode (DAPT, sections 5 and C)."""

from fractions import Fraction
from typing import Any

from lxml import etree

from narrator.readers.dapt.names import DAPTM, EBUTTM, PREFIXES, TT, TTM, TTP
from narrator.timecode import FRAME_RATES, FrameRate, format_smpte

ORIGIN, START = f"{DAPTM}daptOriginTimecode", f"{EBUTTM}documentStartOfProgramme"


def bare_root(kept: str) -> etree._Element:
    """Return a root without events; what a saved script held beside them stands in it again."""
    was = etree.fromstring(kept) if kept else etree.Element(f"{TT}tt")
    usual, others = set(PREFIXES.values()), was.nsmap.items()
    own = {p: uri for p, uri in others if p not in PREFIXES and uri not in usual}
    prefixes: dict[Any, str] = {**own, **PREFIXES}
    root = etree.Element(f"{TT}tt", nsmap=prefixes)
    root.attrib.update(was.attrib)
    root.extend(list(was))
    return root


def with_title(root: etree._Element, title: str) -> etree._Element:
    """Put the title first in the head, and return the metadata that it stands in."""
    head = root.find(f"{TT}head")
    if head is None:
        head = etree.Element(f"{TT}head")
        root.insert(0, head)
    metadata = head.find(f"{TT}metadata")
    if metadata is None:
        metadata = etree.Element(f"{TT}metadata")
        head.insert(0, metadata)
    titled = etree.Element(f"{TTM}title")
    titled.text = title
    metadata.insert(0, titled)
    return metadata


def identify(root: etree._Element, name: str) -> None:
    """Name the programme: the related media object that the times count in."""
    _set(root, f"{EBUTTM}sourceMediaIdentifier", name)


def with_timecode(root: etree._Element, start_ms: int, frame_rate: str) -> None:
    """Tell the timecode of zero, and of the programme's start where nobody has told it.

    frame_rate is a key of FRAME_RATES; frames of which the document already counts times go
    before it. DAPT's labels have colons alone, those that drop frames too.
    """
    rate = _rate_of(root) or FRAME_RATES[frame_rate]
    label = format_smpte(start_ms, rate).replace(";", ":")
    root.set(f"{TTP}frameRate", str(rate.labels))
    if rate.per_second != rate.labels:
        factor = rate.per_second / rate.labels
        root.set(f"{TTP}frameRateMultiplier", f"{factor.numerator} {factor.denominator}")
    _set(root, ORIGIN, label)
    if root.find(f"{TT}head/{TT}metadata/{START}") is None:
        _set(root, START, label)


def _rate_of(root: etree._Element) -> FrameRate | None:
    labels = root.get(f"{TTP}frameRate")
    if labels is None:
        return None
    top, bottom = root.get(f"{TTP}frameRateMultiplier", "1 1").split()
    return FrameRate(per_second=int(labels) * Fraction(int(top), int(bottom)), labels=int(labels))


def _set(root: etree._Element, name: str, text: str) -> None:
    element = root.find(f"{TT}head/{TT}metadata/{name}")
    if element is None and (metadata := root.find(f"{TT}head/{TT}metadata")) is not None:
        element = etree.SubElement(metadata, name)
    if element is not None:
        element.text = text
