"""A document as text that a person can edit: an element a line, the words of a p on one."""

from lxml import etree

from narrator.readers.dapt.names import TT

STEP = "  "


def as_text(root: etree._Element) -> str:
    """Return the whole document, without a byte order mark."""
    indent(root)
    text: str = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


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
