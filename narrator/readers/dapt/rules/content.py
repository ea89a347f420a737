"""What stands where, and the smaller values: ids, languages, on screen, narrator's own."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from narrator.readers.dapt.computed import found
from narrator.readers.dapt.names import (
    DAPTM,
    EDITED,
    NAR,
    OWN,
    OWN_OF_ROOT,
    TT,
    XML,
)
from narrator.readers.dapt.rules.fault import Fault, quoted
from narrator.readers.dapt.rules.tags import is_well_formed
from narrator.voices import is_voice_name

NAME = re.compile(r"[^\W\d][\w.\-·\u0300-\u036f\u203f\u2040]*")  # XML, Name, without colons
ON_SCREEN = ("ON", "OFF", "ON_OFF", "OFF_ON")
ANYWHERE = frozenset({"metadata", "animate", "set"})
EMBEDDED = frozenset({"audio", "chunk", "data", "font", "image", "source"})
INLINE = ANYWHERE | EMBEDDED | {"span", "br"}
CHILDREN: Mapping[str, frozenset[str]] = {
    "tt": frozenset({"head", "body"}),
    "body": ANYWHERE | EMBEDDED | {"div"},
    "div": ANYWHERE | EMBEDDED | {"div", "p"},
    "p": INLINE,
    "span": INLINE,
    "br": ANYWHERE,
}
OUT_OF_LINE = "/descendant::tt:*[@animate or self::tt:animation[parent::tt:head]]"
WORDLESS = ("tt", "body", "div", "br")


def structure(root: etree._Element) -> Iterator[Fault]:
    """One head, then one body; divs and paragraphs in it, and no text outside them."""
    order = [str(child.tag) for child in root if child.tag in {f"{TT}head", f"{TT}body"}]
    if order not in ([], [f"{TT}head"], [f"{TT}body"], [f"{TT}head", f"{TT}body"]):
        yield Fault(element=root, message="a tt holds one head, then one body")
    for name, allowed in CHILDREN.items():
        others = " or ".join(f"self::tt:{each}" for each in sorted(allowed))
        for element in found(root, f"/descendant::tt:*[parent::tt:{name}][not({others})]"):
            message = f"{str(element.tag).removeprefix(TT)} does not belong into a {name}"
            yield Fault(element=element, message=message)
    for name in WORDLESS:
        for element in found(root, f"/descendant::tt:{name}[text()[normalize-space()]]"):
            yield Fault(element=element, message=f"text stands in a {name}, outside a p")


def identifiers(root: etree._Element) -> Iterator[Fault]:
    """Every xml:id is a name, and there is no other like it."""
    seen: set[str] = set()
    for element in found(root, "/descendant::*[@xml:id]"):
        value = element.get(f"{XML}id", "").strip()
        if not NAME.fullmatch(value):
            yield Fault(element=element, message=f"xml:id {quoted(value)} is no XML name")
        elif value in seen:
            yield Fault(element=element, message=f"xml:id {quoted(value)} is used twice")
        seen.add(value)


def animation(root: etree._Element) -> Iterator[Fault]:
    """What changes stands where it applies, not in the head."""
    for element in found(root, OUT_OF_LINE):
        yield Fault(element=element, message="animation out of line is prohibited")


def language_source(root: etree._Element) -> Iterator[Fault]:
    """The language a text was translated from is a language tag, or empty."""
    for element in found(root, "/descendant::*[@daptm:langSrc]"):
        value = element.get(f"{DAPTM}langSrc", "")
        if value and not is_well_formed(value):
            yield Fault(element=element, message=f"daptm:langSrc {quoted(value)} is no language")
        elif element.tag not in {f"{TT}{name}" for name in ("tt", "body", "div", "p", "span")}:
            yield Fault(element=element, message="daptm:langSrc does not belong here")


def languages(root: etree._Element) -> Iterator[Fault]:
    """Every language is a language tag (XML section 2.12)."""
    for element in found(root, "/descendant::*[@xml:lang]"):
        value = element.get(f"{XML}lang", "")
        if value and element is not root and not is_well_formed(value):
            yield Fault(element=element, message=f"xml:lang {quoted(value)} is no language tag")


def on_screen(root: etree._Element) -> Iterator[Fault]:
    """Whether the subject is in the picture is one of four."""
    for element in found(root, "/descendant::*[@daptm:onScreen]"):
        value = element.get(f"{DAPTM}onScreen", "")
        if value not in ON_SCREEN:
            known = ", ".join(ON_SCREEN)
            message = f"daptm:onScreen {quoted(value)} is none of {known}"
            yield Fault(element=element, message=message)
        elif element.tag != f"{TT}div":
            yield Fault(element=element, message="daptm:onScreen belongs to a div")


def own(root: etree._Element) -> Iterator[Fault]:
    """An attribute of narrator's is spelt right and has its prefix; a voice is named, no file."""
    for element in (root, *root.iter(f"{TT}div", f"{TT}p")):
        if not is_voice_name(voice := element.get(f"{NAR}voice", "")):
            message = f"nar:voice {quoted(voice)} names a file, where a voice is to be named"
            yield Fault(element=element, message=message)
        known = OWN_OF_ROOT if element is root else OWN
        for name in map(str, element.attrib):
            mine = name.removeprefix(NAR)
            if mine != name and mine not in known:
                message = f"there is no nar:{mine}; there are {', '.join(sorted(known))}"
                yield Fault(element=element, message=message)
            if mine == name and name in EDITED:
                message = f"{name} lacks its prefix; write nar:{name}"
                yield Fault(element=element, message=message)
