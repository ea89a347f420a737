"""What of a script narrator does not use and writes again: its head, its events as they stood.

An event that holds no more than narrator writes of a unit is not kept. Values that an event takes
from what stands around it are stated on it, so that it means the same by itself.
"""

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from narrator.model import Unit
from narrator.readers.dapt.computed import INHERITED, OUTER, computed, drop
from narrator.readers.dapt.names import (
    DAPTM,
    NAR,
    PREFIXES,
    REPRESENTS,
    TT,
    TTM,
    TTP,
    XML,
)
from narrator.readers.dapt.own import without_empty, without_made, without_own
from narrator.readers.dapt.times import Clock

OF_EVENT = frozenset({f"{XML}id", "begin", "end", "dur", *INHERITED, f"{DAPTM}onScreen"})
OF_ROOT = frozenset({
    *INHERITED, f"{TTP}contentProfiles", f"{TTP}processorProfiles", f"{TTP}timeBase",
    f"{DAPTM}scriptType", f"{DAPTM}scriptRepresents",
})  # fmt: skip


def kept_of_event(
    event: etree._Element, unit: Unit, clock: Clock, later_ms: int, made: Sequence[str]
) -> str:
    """Return an event as XML, "" where a unit says it all.

    later_ms is how much later the unit begins than the div; made are the ids of agents that
    narrator made.
    """
    copy = deepcopy(event)
    etree.Element("kept", nsmap=dict(PREFIXES)).append(copy)  # for the usual prefixes
    copy.tail = None
    _state_inherited(copy, event)
    without_own(copy, made)
    if _is_plain(copy, unit):
        return ""
    drop(copy, "begin", "end", "dur")
    for child in copy:
        clock.move(child, later_ms)
    return _as_text(copy)


def kept_of_root(root: etree._Element) -> str:
    """Return the document without its events, "" where narrator would write the same."""
    copy = etree.Element(root.tag, nsmap=dict(PREFIXES))
    for name, value in root.attrib.items():
        if name not in OF_ROOT and not str(name).startswith(NAR):
            copy.set(name, value)
    copy.extend(deepcopy(head) for head in root.iterfind(f"{TT}head"))
    for body in root.iterfind(f"{TT}body"):
        hull = etree.SubElement(copy, body.tag)
        hull.attrib.update(body.attrib)
        hull.extend(deepcopy(child) for child in body if child.tag != f"{TT}div")
        drop(hull, *OUTER)
        if not len(hull) and not hull.attrib:
            copy.remove(hull)
    without_made(copy)
    title = copy.find(f"{TT}head/{TT}metadata/{TTM}title")
    if title is not None and (parent := title.getparent()) is not None:
        parent.remove(title)
    without_empty(copy)
    if not len(copy) and not copy.attrib:
        return ""
    return _as_text(copy)


def _as_text(copy: etree._Element) -> str:
    """Return a copy as canonical XML, without the blank lines between elements."""
    words = set(copy.iter(f"{TT}span", f"{TT}br"))
    for element in copy.iter():
        if element.tag != f"{TT}p" and not (element.text or "").strip() and element not in words:
            element.text = None
        parent = element.getparent()
        inside = parent is not None and (parent in words or parent.tag == f"{TT}p")
        if not inside and not (element.tail or "").strip():
            element.tail = None
    canonical: bytes = etree.tostring(copy, method="c14n", exclusive=True)
    return canonical.decode()


def _state_inherited(copy: etree._Element, event: etree._Element) -> None:
    root = event.getroottree().getroot()
    for name in INHERITED:
        value = computed(event, name)
        is_default = name == f"{XML}lang" and value == root.get(name)
        if copy.get(name) is None and value and not is_default:
            copy.set(name, value)


def _is_plain(copy: etree._Element, unit: Unit) -> bool:
    texts = copy.findall(f"{TT}p")
    return (
        OF_EVENT.issuperset(map(str, copy.attrib))
        and copy.get(f"{DAPTM}represents") == REPRESENTS[unit.tag]
        and copy.get(f"{DAPTM}onScreen", "ON") in {"ON", "OFF"}
        and not copy.get(f"{DAPTM}langSrc")
        and len(texts) == len(copy) <= 1
        and all(_is_plain_text(text) for text in texts)
    )


def _is_plain_text(text: etree._Element) -> bool:
    return set(map(str, text.attrib)) <= {f"{XML}lang"} and all(
        child.tag in {f"{TT}span", f"{TT}br"} and not child.attrib and not len(child)
        for child in text
    )
