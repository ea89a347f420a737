"""Content descriptors and types of description: registered ones, and users' own behind x-."""

import re
from collections.abc import Iterator

from lxml import etree

from narrator.readers.dapt.computed import computed, found
from narrator.readers.dapt.events import events
from narrator.readers.dapt.names import DAPTM, DESC_TYPES, DESCRIPTORS, TT, is_subtype
from narrator.readers.dapt.rules.fault import Fault, quoted

TOKEN = re.compile(r"(?:[^\W]|[-:·\u0300-\u036f\u203f\u2040])+")  # NMTOKEN without the point
REPRESENTING = frozenset(f"{TT}{name}" for name in ("tt", "body", "div", "p", "span"))


def script_represents(root: etree._Element) -> Iterator[Fault]:
    """The root lists what the script represents."""
    value = root.get(f"{DAPTM}scriptRepresents")
    if value is None or not value.split():
        yield Fault(element=root, message="the root has no daptm:scriptRepresents, or an empty one")
        return
    for descriptor in value.split():
        if not is_descriptor(descriptor):
            message = f"daptm:scriptRepresents: {quoted(descriptor)} is no content descriptor"
            yield Fault(element=root, message=message)


def represents(root: etree._Element) -> Iterator[Fault]:
    """Every event has one descriptor, stated or inherited, that the root's list covers."""
    covering = root.get(f"{DAPTM}scriptRepresents", "").split()
    for element in found(root, "/descendant::*[@daptm:represents]"):
        value = element.get(f"{DAPTM}represents", "")
        if element.tag not in REPRESENTING:
            yield Fault(element=element, message="daptm:represents does not belong here")
        elif not is_descriptor(value):
            message = f"daptm:represents {quoted(value)} is no content descriptor"
            yield Fault(element=element, message=message)
        elif not any(is_subtype(value, of) for of in covering):
            message = f"daptm:represents {quoted(value)} is none of daptm:scriptRepresents"
            yield Fault(element=element, message=message)
    for event in events(root):
        if not computed(event, f"{DAPTM}represents"):
            message = "the event has no daptm:represents, of its own or inherited"
            yield Fault(element=event, message=message)


def description_types(root: etree._Element) -> Iterator[Fault]:
    """A description is of a registered type, or of a user's own."""
    for element in found(root, "/descendant::ttm:desc[@daptm:descType]"):
        value = element.get(f"{DAPTM}descType", "")
        if value not in DESC_TYPES and not value.startswith("x-"):
            known = ", ".join(sorted(DESC_TYPES))
            message = f"daptm:descType {quoted(value)} is none of {known} and begins not with x-"
            yield Fault(element=element, message=message)


def is_descriptor(value: str) -> bool:
    """Whether a value is registered, or goes on from a registered one, or from nothing, with x-."""
    tokens = value.split(".")
    if not all(TOKEN.fullmatch(token) for token in tokens):
        return False
    own = next((n for n, token in enumerate(tokens) if token.startswith("x-")), len(tokens))
    return own == 0 or ".".join(tokens[:own]) in DESCRIPTORS
