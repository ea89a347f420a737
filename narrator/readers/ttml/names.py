"""The names of TTML: namespaces old and new brought to those of TTML2, and what they are for."""

import re

from lxml import etree

from narrator.errors import UnreadableInputError
from narrator.model import Repair
from narrator.readers.repairs import repaired

TT_URI = "http://www.w3.org/ns/ttml"
TT = f"{{{TT_URI}}}"
TTS = f"{{{TT_URI}#styling}}"
TTP = f"{{{TT_URI}#parameter}}"
TTM = f"{{{TT_URI}#metadata}}"
ITTS = "{http://www.w3.org/ns/ttml/profile/imsc1#styling}"
EBUTTM = "{urn:ebu:tt:metadata}"
APPLE = "{http://music.apple.com/lyric-ttml-internal}"
XML = "{http://www.w3.org/XML/1998/namespace}"
# The drafts of TTML, as in DFXP files: http://www.w3.org/2006/10/ttaf1#style and the like.
OLD = re.compile(
    r"\{https?://www\.w3\.org/(?:20\d\d/\d\d/ttaf1|ns/ttml/?)(?:#(?P<part>\w{1,20}))?\}(?P<name>[\w.-]+)"
)
PLAIN = re.compile(r"[^\W\d][\w.-]*")
PARTS = {"style": "styling", "styling": "styling", "parameter": "parameter", "metadata": "metadata"}


def with_usual_names(root: etree._Element, *, name: str) -> tuple[Repair, ...]:
    """Rename in place the elements and attributes of old drafts, or of no namespace at all.

    Raises UnreadableInputError where the document is not TTML.
    """
    if local_name(root) != "tt":
        raise UnreadableInputError(
            f"{name} is XML, but no TTML document.", "Give a TTML, IMSC or EBU-TT-D file."
        )
    if root.tag == f"{TT}tt":
        return ()
    before = str(root.tag)[1:].rpartition("}")[0] or "no namespace"
    for element in root.iter():
        tag = _usual(str(element.tag), TT if before == "no namespace" else "")
        if tag != element.tag:
            element.tag = tag
        for key, value in list(element.attrib.items()):
            usual = _usual(str(key), "")
            if usual != key:
                del element.attrib[key]
                element.set(usual, value)
    if root.tag != f"{TT}tt":
        raise UnreadableInputError(
            f"{name} is XML of the name tt, but no TTML document.", "Check where it comes from."
        )
    return (repaired("namespace", "file", before, TT_URI),)


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _usual(name: str, bare: str) -> str:
    """Return a name in the namespace of TTML2; `bare` is put before one without a namespace."""
    if PLAIN.fullmatch(name):
        return bare + name
    match = OLD.fullmatch(name)
    if match is None:
        return name
    part = PARTS.get(match["part"] or "")
    return f"{{{TT_URI}#{part}}}{match['name']}" if part else f"{TT}{match['name']}"
