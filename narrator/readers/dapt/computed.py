"""Values that an element takes from those around it, and elements by what they have."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from lxml import etree

from narrator.readers.dapt.names import DAPTM, XML

INHERITED = (f"{DAPTM}represents", f"{DAPTM}langSrc", f"{XML}lang", f"{XML}space")
OUTER = ("begin", "end", "dur", "timeContainer", *INHERITED)
PREFIXES = {
    "tt": "http://www.w3.org/ns/ttml",
    "ttp": "http://www.w3.org/ns/ttml#parameter",
    "ttm": "http://www.w3.org/ns/ttml#metadata",
    "daptm": "http://www.w3.org/ns/ttml/profile/dapt#metadata",
    "ebuttm": "urn:ebu:tt:metadata",
}


def computed(element: etree._Element, name: str) -> str:
    """Return the value of an inherited attribute, "" where nobody states it."""
    at: etree._Element | None = element
    while at is not None:
        if (value := at.get(name)) is not None:
            return value
        at = at.getparent()
    return ""


def found(root: etree._Element, path: str) -> Iterator[etree._Element]:
    """Yield the elements of an XPath, in the prefixes above, in the document's order.

    Ask for `/descendant::x`, in one step from one place: what `//x` or several steps find libxml2
    puts in order first, which in a group of many events takes time by the square of their number.
    """
    elements: Any = _compiled(path)(root)
    yield from elements


def drop(element: etree._Element, *names: str) -> None:
    """Take attributes away, those that are there."""
    for name in names:
        if element.get(name) is not None:
            del element.attrib[name]


@cache
def _compiled(path: str) -> etree.XPath:
    return etree.XPath(path, namespaces=PREFIXES)
