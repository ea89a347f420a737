"""A document as text that a person can edit: an element a line, the words of a p on one."""

from collections.abc import Sequence

from lxml import etree

from narrator.readers.dapt.names import TT

STEP = "  "
MARK = "events"  # the one comment: those of a script that was read are left out of it


def place_in(body: etree._Element) -> etree._Element:
    """Return a new, last element of a body, in which one event at a time is made and written."""
    place = etree.SubElement(body, f"{TT}div")
    place.append(etree.Comment(MARK))
    return place


def taken_out(event: etree._Element, place: etree._Element) -> str:
    """Return an event as text, namespaces declared by the root, and take it out of its place."""
    indent(event, depth=2)
    event.tail = None
    text: str = etree.tostring(place, encoding="unicode", with_tail=False)
    place.remove(event)
    return text.partition(f"<!--{MARK}-->")[2].removesuffix("</div>")


def with_events(root: etree._Element, events: Sequence[str]) -> str:
    """Return the whole document, the events in their place, without a byte order mark."""
    body = root.find(f"{TT}body")
    if body is not None:
        body[-1:] = list(body[-1]) if events else []
    indent(root)
    text: str = etree.tostring(root, encoding="unicode")
    before, _, after = text.partition(f"<!--{MARK}-->")
    parts = (before, ("\n" + STEP * 2).join(events), after)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{"".join(parts)}\n'


def indent(element: etree._Element, depth: int = 0) -> None:
    """Put each child on a line of its own, but for what holds text: a space counts there."""
    if not len(element) or element.tag == f"{TT}p" or (element.text or "").strip():
        return
    element.text = "\n" + STEP * (depth + 1)
    for child in element:
        indent(child, depth + 1)
        if not (child.tail or "").strip():
            child.tail = element.text
    last = element[-1]
    if not (last.tail or "").strip():
        last.tail = "\n" + STEP * depth


def clean(text: str) -> str:
    """Return text without the characters XML 1.0 cannot hold."""
    return "".join(
        c
        for c in text
        if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
    )
