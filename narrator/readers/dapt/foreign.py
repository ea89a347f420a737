"""Vocabulary that is not DAPT's: kept in metadata elements, else pruned and listed.

So wants DAPT (Unrecognised vocabulary) every tool that writes what it has read.
"""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from narrator.model import Repair
from narrator.readers.dapt.computed import OUTER, found
from narrator.readers.dapt.names import DAPTM, EBUTTM, NAR, TT, TTA, TTM, TTP, TTS, XML
from narrator.readers.repairs import repaired

UNDERSTOOD = frozenset({*OUTER, f"{XML}id"})
XLINK = "{http://www.w3.org/1999/xlink}"
KNOWN = frozenset({TT, TTA, TTM, TTP, TTS, DAPTM, EBUTTM, NAR, XML, XLINK})
# The attributes without a namespace that TTML2 defines on any element.
PLAIN = frozenset(
    "agent animate begin calcMode clipBegin clipEnd combine condition designator dur encoding end "
    "family fill format keySplines keyTimes length name range region repeatCount src style "
    "timeContainer type use value weight".split()
)


def pruned_elements(root: etree._Element) -> Iterator[Repair]:
    """Take foreign elements out, but for those in metadata; their tails stay."""
    doomed = [
        child
        for element in _outside_metadata(root)
        if element.tag != f"{TT}metadata"
        for child in element
        if _namespace(str(child.tag)) not in KNOWN
    ]
    for element in doomed:
        text = " ".join("".join(map(str, element.itertext())).split())
        before = f"{_shown(element, str(element.tag))} {text}".strip()
        yield repaired("foreign", f"line {element.sourceline}", before, "left out")
        _remove(element)


def pruned_attributes(root: etree._Element) -> Iterator[Repair]:
    """Take foreign attributes out, but for those in metadata; one repair for each name."""
    first: dict[str, tuple[object, str]] = {}
    count: Counter[str] = Counter()
    for element in _outside_metadata(root):
        if str(element.tag) == f"{TT}metadata":
            continue
        for name, value in list(element.attrib.items()):
            key = str(name)
            is_known = key in PLAIN if key[0] != "{" else _namespace(key) in KNOWN
            if not is_known:
                shown = f"{_shown(element, key)}={str(value)!r}"
                first.setdefault(key, (element.sourceline, shown))
                count[key] += 1
                del element.attrib[name]
    for key, (line, shown) in first.items():
        often = f", {count[key]} times" if count[key] > 1 else ""
        yield repaired("foreign", f"line {line}", shown, f"left out{often}")


def told_of_groups(root: etree._Element) -> Iterator[Repair]:
    """List what stands on divs around events beside times and inherited values: it is not kept."""
    for group in found(root, "/tt:tt/tt:body/descendant::tt:div[tt:div]"):
        names = [_shown(group, str(name)) for name in group.attrib if name not in UNDERSTOOD]
        names += [_shown(e, str(e.tag)) for e in group if e.tag not in {f"{TT}div", f"{TT}p"}]
        if names:
            after = "left out: it stands on a div around events"
            yield repaired("foreign", f"line {group.sourceline}", ", ".join(names), after)


def _outside_metadata(root: etree._Element) -> Iterator[etree._Element]:
    """Yield every element that is in no metadata; the metadata elements themselves too."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        if str(element.tag) != f"{TT}metadata":
            waiting.extend(reversed(element))


def _remove(element: etree._Element) -> None:
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = f"{before.tail or ''}{element.tail or ''}"
    else:
        parent.text = f"{parent.text or ''}{element.tail or ''}"
    parent.remove(element)


def _namespace(name: str) -> str:
    return f"{name.rpartition('}')[0]}}}" if name.startswith("{") else ""


def _shown(element: etree._Element, name: str) -> str:
    """Return a name with its prefix, as the file has it."""
    uri, _, local = name.lstrip("{").rpartition("}")
    prefix = next((p for p, u in element.nsmap.items() if p and u == uri), None)
    return f"{prefix}:{local}" if prefix else local
