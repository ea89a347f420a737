"""The script as a DAPT document, the save format and the hand-over.

Format: W3C Dubbing and Audio Description Profiles of TTML2 (Candidate Recommendation). Every
unit is a script event; its tag, rule and confidence stand in a namespace of narrator's own,
which other readers pass over. An event's text is the text as shown; what is said for it stands
beside it in `nar:spoken`, phonemes included: there a person may edit them.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from lxml import etree

from narrator.holds import heard_at, holds_of
from narrator.model import Hold, Narration, Placement, Rendering, Script, Span, Tag, Unit, span_over
from narrator.readers.dapt import DAPTM, NAR, TT, TTM, XML
from narrator.readers.ttml.names import TTP
from narrator.timecode import format_stamp
from narrator.writers.names import STEM

# A name in lxml's notation is f"{TT}p": the namespaces stand in braces.
PREFIXES: Mapping[Any, str] = {
    prefix: namespace.strip("{}")
    for prefix, namespace in {None: TT, "ttp": TTP, "ttm": TTM, "daptm": DAPTM, "nar": NAR}.items()
}

REPRESENTS: Mapping[Tag, str] = {
    "intertitle": "visual.text.x-intertitle",
    "caption": "visual.text",
    "dialogue": "audio.dialogue",
    "sound": "audio.nonDialogueSounds",
    "music": "audio.nonDialogueSounds.x-music",
    "credit": "visual.text.credit",
}
SCRIPT_REPRESENTS = "audio.dialogue audio.nonDialogueSounds visual.text"


def write(rendering: Rendering) -> str:
    """Return the as-recorded script: each narrated event with the audio that speaks it."""
    placements = {p.narration_id: p for p in rendering.ledger.placements}
    return document(rendering.script, placements, "asRecorded", stem=rendering.delivery.name(STEM))


def write_script(script: Script) -> str:
    """Return the pre-recording script, for a person to edit and `render` to take."""
    return document(script, {}, "preRecording")


def document(
    script: Script, placements: Mapping[str, Placement], script_type: str, stem: str = STEM
) -> str:
    """Build the whole document as text."""
    root = etree.Element(f"{TT}tt", nsmap=PREFIXES)
    root.set(f"{XML}lang", script.language)
    root.set(f"{TTP}contentProfiles", "http://www.w3.org/ns/ttml/profile/dapt1.0/content")
    root.set(f"{DAPTM}scriptRepresents", SCRIPT_REPRESENTS)
    root.set(f"{DAPTM}scriptType", script_type)
    root.set(f"{NAR}timing", script.timing)
    metadata = etree.SubElement(etree.SubElement(root, f"{TT}head"), f"{TT}metadata")
    etree.SubElement(metadata, f"{TTM}title").text = clean(script.title)
    body = etree.SubElement(root, f"{TT}body")
    said = {unit_id: n for n in script.narrations for unit_id in n.unit_ids[:1]}
    holds = holds_of(placements.values())
    with_unit = {u: n.unit_ids[0] for n in script.narrations for u in n.unit_ids[1:]}
    for unit in script.units:
        narration = said.get(unit.id)
        spoken_at = placements.get(narration.id) if narration else None
        body.append(event(unit, narration, spoken_at, holds, stem))
        if unit.id in with_unit:
            body[-1].set(f"{NAR}saidWith", with_unit[unit.id])
    etree.indent(root)
    text: str = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def event(
    unit: Unit,
    narration: Narration | None,
    spoken_at: Placement | None,
    holds: Sequence[Hold],
    stem: str,
) -> etree._Element:
    """Return one script event: the unit's shown text, and where it is spoken."""
    div = etree.Element(f"{TT}div")
    div.set(f"{XML}id", unit.id)
    shown = narration.span if narration else unit.span
    whole = span_over([shown, spoken_at.said] if spoken_at else [shown])
    set_times(div, whole, 0)
    div.set(f"{DAPTM}represents", REPRESENTS[unit.tag])
    for name, value in private(unit, shown).items():
        div.set(f"{NAR}{name}", clean(value))
    paragraph = etree.SubElement(div, f"{TT}p")
    set_lines(paragraph, unit.lines)
    spoken = narration.spoken if narration else unit.spoken
    if spoken:
        paragraph.set(f"{NAR}spoken", clean(spoken))
    if spoken_at and whole:
        set_times(paragraph, spoken_at.said, whole.start_ms)
        paragraph.set(f"{NAR}rate", f"{spoken_at.rate:g}")
        if spoken_at.hold_ms:
            paragraph.set(f"{NAR}hold", f"{spoken_at.hold_ms}ms")
        paragraph.insert(0, recording(heard_at(spoken_at, holds), stem))
    return div


def private(unit: Unit, shown: Span | None) -> dict[str, str]:
    """Return what only narrator reads again: tag, rule, confidence, speaker, shown times."""
    values = {"tag": unit.tag, "rule": unit.rule, "confidence": f"{unit.confidence:.2f}"}
    if unit.speaker:
        values["speaker"] = unit.speaker
    if unit.colour:
        values["colour"] = unit.colour
    if unit.off_screen:
        values["offScreen"] = "true"
    if unit.language:
        values["language"] = unit.language
    if shown:
        values["shownBegin"] = format_stamp(shown.start_ms)
        values["shownEnd"] = format_stamp(shown.end_ms)
    return values


def recording(span: Span, stem: str) -> etree._Element:
    """Return the audio element that points into the stem."""
    audio = etree.Element(f"{TT}audio")
    audio.set("src", quote(stem))
    audio.set("type", "audio/wav")
    audio.set("clipBegin", format_stamp(span.start_ms))
    audio.set("clipEnd", format_stamp(span.end_ms))
    return audio


def set_times(element: etree._Element, span: Span | None, origin_ms: int) -> None:
    """Set begin and end relative to the parent's begin, where there are times."""
    if span:
        element.set("begin", format_stamp(span.start_ms - origin_ms))
        element.set("end", format_stamp(span.end_ms - origin_ms))


def set_lines(paragraph: etree._Element, lines: tuple[str, ...]) -> None:
    """Write each line as a span, parted by line breaks."""
    for number, line in enumerate(lines):
        if number:
            etree.SubElement(paragraph, f"{TT}br")
        etree.SubElement(paragraph, f"{TT}span").text = clean(line)


def clean(text: str) -> str:
    """Return text without the characters XML 1.0 cannot hold."""
    return "".join(
        c
        for c in text
        if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
    )
