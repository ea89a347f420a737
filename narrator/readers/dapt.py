"""Read a DAPT script: narrator's own, edited or not, or another tool's.

Format: W3C Dubbing and Audio Description Profiles of TTML2. Narrator's own attributes (tag,
rule, confidence, spoken form, shown times) win; without them the tag comes from
`daptm:represents`. The document is parsed without entities, DTD or network.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lxml import etree

from narrator.errors import UnreadableInputError
from narrator.model import NARRATED, TAGS, Repair, Script, Span, Tag, Timing, Unit
from narrator.readers.repairs import repaired
from narrator.readers.ttml.xmltree import parse_strictly
from narrator.text.tag import is_language
from narrator.timecode import parse_stamp

TT = "{http://www.w3.org/ns/ttml}"
TTM = "{http://www.w3.org/ns/ttml#metadata}"
DAPTM = "{http://www.w3.org/ns/ttml/profile/dapt#metadata}"
NAR = "{urn:narrator:script}"
XML = "{http://www.w3.org/XML/1998/namespace}"

OFFSET = re.compile(r"^(\d{1,9}(?:\.\d{1,9})?)(h|m|s|ms)$")
MS_OF: Mapping[str, int] = {"h": 3_600_000, "m": 60_000, "s": 1000, "ms": 1}
TAG_OF: tuple[tuple[str, Tag], ...] = (
    ("visual.text.credit", "credit"),
    ("visual.text.title", "intertitle"),
    ("visual.text.location", "intertitle"),
    ("visual.text.x-intertitle", "intertitle"),
    ("visual.text", "caption"),
    ("audio.nonDialogueSounds.x-music", "music"),
    ("audio.nonDialogueSounds", "sound"),
    ("audio.dialogue", "dialogue"),
    ("visual.dialogue", "dialogue"),
)
OWN = frozenset(
    ("tag", "rule", "confidence", "speaker", "colour", "offScreen", "language", "shownBegin",
     "shownEnd", "saidWith", "spoken", "rate", "hold")
)  # fmt: skip
EDITED = frozenset({"tag", "spoken", "saidWith", "shownBegin", "shownEnd"})
HINT = "A script is edited as UTF-8 XML; see docs/script.md."


def is_script(path: Path) -> bool:
    """Whether the file looks like a DAPT document by its first kilobytes."""
    with path.open("rb") as stream:
        head = stream.read(8192)
    return b"dapt" in head and b"http://www.w3.org/ns/ttml" in head


def read_script(path: Path) -> Script:
    """Return the script in a DAPT file. Raises UnreadableInputError where it is not one."""
    root = parse(path)
    units = tuple(units_of(root, path))
    if not units:
        raise UnreadableInputError(f"{path.name} holds no script event.", HINT)
    timing = root.get(f"{NAR}timing", "cues")
    language = root.get(f"{XML}lang") or "en"
    if not is_language(language):
        raise UnreadableInputError(f"{path.name}: {language!r} is no language tag.", HINT)
    return Script(
        title=(root.findtext(f".//{TTM}title") or path.stem).strip(),
        language=language,
        units=units,
        timing=timing_of(timing),
        repairs=tuple(unsayable(units)),
    )


def unsayable(units: Iterable[Unit]) -> Iterator[Repair]:
    """List the on-screen texts that have no place, for want of times, or no words."""
    for unit in units:
        if unit.tag in NARRATED and unit.span is None:
            after = "has no times: not narrated"
            yield repaired("untimed", unit.id, unit.text, after)
        elif unit.tag in NARRATED and not any(map(str.isalnum, unit.text)):
            yield repaired("empty", unit.id, unit.text, "has no text: not narrated")


def parse(path: Path) -> etree._Element:
    """Parse a document that may come from anyone: no DTD, no entities, no network."""
    root = parse_strictly(path.read_bytes(), name=path.name, hint=HINT)
    if root.tag != f"{TT}tt":
        raise UnreadableInputError(f"{path.name} is XML, but no TTML document.", HINT)
    return root


def timing_of(value: str) -> Timing:
    """Return the timing a script says it has; anything unknown is its own cues."""
    return "estimated" if value == "estimated" else "aligned" if value == "aligned" else "cues"


def units_of(root: etree._Element, path: Path) -> Iterator[Unit]:
    """Yield the script events: every div without a div inside; one without an id gets one."""
    for number, div in enumerate(root.iter(f"{TT}div"), 1):
        if div.find(f"{TT}div") is None:
            try:
                yield unit_of(div, number)
            except ValueError as error:
                where = f"{path.name}, line {div.sourceline}"
                raise UnreadableInputError(f"{where}: {error}.", HINT) from error


def unit_of(div: etree._Element, number: int) -> Unit:
    """Return one event as a unit. Raises ValueError where a value cannot be read."""
    must_be_known(div)
    span, tag = span_of(div), tag_of(div)
    lines = tuple(line for p in div.iter(f"{TT}p") for line in lines_of(p))
    paragraph = div.find(f"{TT}p")
    spoken = paragraph.get(f"{NAR}spoken") if paragraph is not None else None
    confidence = float(div.get(f"{NAR}confidence", "1"))
    return Unit(
        id=div.get(f"{XML}id", f"event-{number}"),
        cue_ids=(),
        span=span,
        tag=tag,
        lines=lines,
        rule=div.get(f"{NAR}rule", "script"),
        confidence=min(1.0, max(0.0, confidence)),
        speaker=div.get(f"{NAR}speaker"),
        language=div.get(f"{NAR}language"),
        off_screen=div.get(f"{NAR}offScreen") == "true",
        spoken=spoken or None,
        colour=div.get(f"{NAR}colour"),
        said_with=div.get(f"{NAR}saidWith"),
    )


def must_be_known(div: etree._Element) -> None:
    """Raise ValueError for an attribute of narrator's that is misspelt or lacks its prefix."""
    for element in (div, *div.iter(f"{TT}p")):
        for name in map(str, element.attrib):
            own = name.removeprefix(NAR)
            if own != name and own not in OWN:
                raise ValueError(f"there is no nar:{own}; there are {', '.join(sorted(OWN))}")
            if own == name and name in EDITED:
                raise ValueError(f"{name} lacks its prefix; write nar:{name}")


def tag_of(div: etree._Element) -> Tag:
    """Return narrator's tag for an event, or the one its descriptor stands for."""
    own = div.get(f"{NAR}tag")
    for tag in TAGS:
        if own == tag:
            return tag
    if own:
        raise ValueError(f"there is no tag {own!r}; choose one of {', '.join(TAGS)}")
    represents = div.get(f"{DAPTM}represents", "")
    return next((tag for prefix, tag in TAG_OF if represents.startswith(prefix)), "dialogue")


def lines_of(paragraph: etree._Element) -> Iterator[str]:
    """Yield the shown lines of a paragraph, parted at its line breaks."""
    texts = [""]
    for kind, element in etree.iterwalk(paragraph, events=("start", "end")):
        if kind == "start":
            texts[-1] += element.text or "" if element.tag != f"{TT}metadata" else ""
            if element.tag == f"{TT}br":
                texts.append("")
        elif element is not paragraph:
            texts[-1] += element.tail or ""
    yield from (" ".join(text.split()) for text in texts if text.strip())


def span_of(div: etree._Element) -> Span | None:
    """Return when an event is shown: narrator's own times, else begin and end within parents."""
    begin, end = div.get(f"{NAR}shownBegin"), div.get(f"{NAR}shownEnd")
    if begin and end:
        return forward(parse_stamp(begin), parse_stamp(end))
    begin, end, lasts = div.get("begin"), div.get("end"), div.get("dur")
    if begin is None or (end is None and lasts is None):
        return None
    origin_ms = sum(time_ms(parent.get("begin", "0s")) for parent in div.iterancestors())
    start_ms = origin_ms + time_ms(begin)
    end_ms = origin_ms + time_ms(end) if end else start_ms + time_ms(lasts or "0s")
    return forward(start_ms, end_ms)


def forward(start_ms: int, end_ms: int) -> Span:
    """Return a span. Raises ValueError where it ends before it begins."""
    if end_ms < start_ms:
        raise ValueError("it ends before it begins")
    return Span(start_ms=start_ms, end_ms=end_ms)


def time_ms(text: str) -> int:
    """Read a TTML media time: a clock time, or an offset in h, m, s or ms."""
    offset = OFFSET.match(text)
    if offset:
        return round(float(offset.group(1)) * MS_OF[offset.group(2)])
    return parse_stamp(text)
