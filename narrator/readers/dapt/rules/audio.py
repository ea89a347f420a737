"""Recordings: where they stand, what they name, and in which language (DAPT, Audio Recording)."""

from collections.abc import Iterator

from lxml import etree

from narrator.readers.dapt.computed import computed, found
from narrator.readers.dapt.names import TT, XML
from narrator.readers.dapt.rules.fault import Fault, quoted

RESOURCES = "/tt:tt/tt:head/tt:resources"
EMBEDDED = f"{RESOURCES}/*[self::tt:audio or self::tt:data]"
SPOKEN = frozenset({f"{TT}p", f"{TT}span"})


def data(root: etree._Element) -> Iterator[Fault]:
    """Embedded data is data, and names no source."""
    for source in found(root, "/descendant::tt:source[parent::tt:data]"):
        yield Fault(element=source, message="data cannot hold a source")


def sources(root: etree._Element) -> Iterator[Fault]:
    """A recording stands in a p or span and names its sources in one way, each there."""
    for recording in found(root, "/tt:tt/tt:body/descendant::tt:audio"):
        parent = recording.getparent()
        if parent is None or parent.tag not in SPOKEN:
            yield Fault(element=recording, message="audio belongs into a p or span")
        if (recording.get("src") is None) == (recording.find(f"{TT}source") is None):
            message = "audio has either src or source elements, and not both"
            yield Fault(element=recording, message=message)
    known = {e.get(f"{XML}id") for e in found(root, EMBEDDED)}
    for element in found(root, "/descendant::tt:*[self::tt:audio or self::tt:source][@src]"):
        source = element.get("src", "")
        if source.startswith("#") and source[1:] not in known:
            message = f"src {quoted(source)} names no audio or data in the head's resources"
            yield Fault(element=element, message=message)


def languages(root: etree._Element) -> Iterator[Fault]:
    """A recording is in the language of its text, and so is all that it is made of."""
    embedded = {e.get(f"{XML}id", ""): e for e in found(root, f"{RESOURCES}/*[@xml:id]")}
    for recording in found(root, "/tt:tt/tt:body/descendant::tt:audio"):
        parent = recording.getparent()
        spoken = computed(recording if parent is None else parent, f"{XML}lang")
        parts = [recording, *recording.iter(f"{TT}source", f"{TT}data")]
        named = [embedded.get(part.get("src", "")[1:]) for part in parts]
        for part in (*parts, *(each for each in named if each is not None)):
            value = computed(part, f"{XML}lang")
            if value.lower() != spoken.lower():
                message = f"audio in {quoted(value)} stands with a text in {quoted(spoken)}"
                yield Fault(element=part, message=message)
