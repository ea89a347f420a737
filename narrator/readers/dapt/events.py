"""Which divs are script events, and when each is active (DAPT, Handling div and p elements).

A div without divs inside is an event where it has an xml:id. Where none has one, as in a script
written by hand, and in narrator's own scripts, to which a person may have added one, those without
are events too and get an id.
"""

from collections.abc import Iterator, Sequence

from lxml import etree

from narrator.model import Repair
from narrator.readers.dapt.computed import found
from narrator.readers.dapt.names import NAR, TT, XML
from narrator.readers.dapt.times import Clock, Interval
from narrator.readers.repairs import repaired

LEAVES = "/tt:tt/tt:body/descendant::tt:div[not(tt:div)]"


def events(root: etree._Element) -> list[etree._Element]:
    """Return the divs that are events, in the document's order."""
    leaves = list(found(root, LEAVES))
    named = [div for div in leaves if div.get(f"{XML}id")]
    is_own = any(str(name).startswith(NAR) for name in root.attrib)
    return named if named and not is_own else leaves


def with_ids(root: etree._Element, taken: Sequence[etree._Element]) -> Iterator[Repair]:
    """Give an id to each event that has none; list these, and what is no event for want of one."""
    used = {element.get(f"{XML}id") for element in found(root, "/descendant::*[@xml:id]")}
    are_events = set(taken)
    for number, div in enumerate(found(root, LEAVES), 1):
        where, text = f"line {div.sourceline}", " ".join("".join(map(str, div.itertext())).split())
        if div in are_events and not div.get(f"{XML}id"):
            name = _free(f"event-{number}", used)
            div.set(f"{XML}id", name)
            yield repaired("identifier", where, text, f"has no xml:id: read as {name}")
        elif div not in are_events and text:
            yield repaired("identifier", where, text, "left out: without xml:id it is no event")
    for paragraph in found(root, "/tt:tt/tt:body/descendant::tt:p[parent::tt:div[tt:div]]"):
        where, text = f"line {paragraph.sourceline}", "".join(map(str, paragraph.itertext()))
        yield repaired("identifier", where, text.strip(), "left out: it stands outside all events")


def intervals(root: etree._Element, clock: Clock) -> dict[etree._Element, Interval]:
    """Return when each div without divs inside is active."""
    found_at: dict[etree._Element, Interval] = {}
    waiting = [(body, clock.interval_of(body, Interval())) for body in root.iterfind(f"{TT}body")]
    while waiting:
        parent, outer = waiting.pop()
        for div in parent.iterfind(f"{TT}div"):
            interval = clock.interval_of(div, outer)
            if div.find(f"{TT}div") is None:
                found_at[div] = interval
            else:
                waiting.append((div, interval))
    return found_at


def _free(name: str, used: set[str | None]) -> str:
    while name in used:
        name += "x"
    used.add(name)
    return name
