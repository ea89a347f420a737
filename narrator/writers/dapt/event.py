"""One unit as a script event: its text as shown, and where it is spoken."""

from lxml import etree

from narrator.model import Span, Unit, span_over
from narrator.readers.dapt.names import DAPTM, NAR, REPRESENTS, TT, TTM, XML, tag_of
from narrator.readers.dapt.pieces import noted
from narrator.timecode import format_stamp
from narrator.writers.dapt.dips import animates
from narrator.writers.dapt.layout import clean
from narrator.writers.dapt.making import Making
from narrator.writers.dapt.recording import set_recording, without_recordings
from narrator.writers.dapt.words import describe, shown_text


def add_event(body: etree._Element, unit: Unit, making: Making) -> etree._Element:
    """Return one script event, added to a body: the unit's text, and where it is spoken."""
    div = etree.fromstring(unit.kept) if unit.kept else etree.Element(f"{TT}div")
    body.append(div)  # first of all, since its texts take their language from around it
    narration, placed, dips = making.narrations.get(unit.id), making.placed(unit), making.dips(unit)
    shown = narration.span if narration else unit.span
    whole = span_over([shown, placed.said, *(dip.span for dip in dips)]) if placed else shown
    if whole and shown:
        for child in div:
            making.clock.move(child, whole.start_ms - shown.start_ms)
    _set_properties(div, unit, making)
    set_times(div, whole, 0)
    div.attrib.pop(f"{NAR}pieces", "")  # of a card that is in one piece by now
    for name, value in _private(unit, shown, making.said_with.get(unit.id)).items():
        div.set(f"{NAR}{name}", clean(value))
    paragraph = shown_text(div, unit, making)
    spoken = narration.spoken if narration else unit.spoken
    if spoken:
        paragraph.set(f"{NAR}spoken", clean(spoken))
        describe(div, unit, spoken)
    if placed and whole:
        without_recordings(div)
        set_times(paragraph, placed.said, whole.start_ms)
        set_recording(paragraph, placed, making.recorded)
        _insert(div, animates(dips, whole.start_ms))
    return div


def set_times(element: etree._Element, span: Span | None, origin_ms: int) -> None:
    """Set begin and end relative to the parent's begin, where there are times."""
    if span:
        element.set("begin", format_stamp(span.start_ms - origin_ms))
        element.set("end", format_stamp(span.end_ms - origin_ms))


def _set_properties(div: etree._Element, unit: Unit, making: Making) -> None:
    """Set the id, what it represents, who speaks it and whether that one is in the picture."""
    div.set(f"{XML}id", unit.id)
    if tag_of(div.get(f"{DAPTM}represents", "")) != unit.tag or not unit.kept:
        div.set(f"{DAPTM}represents", REPRESENTS[unit.tag])
    if unit.id in making.cast:
        div.set(f"{TTM}agent", making.cast[unit.id])
    if unit.off_screen and div.get(f"{DAPTM}onScreen", "ON") == "ON":
        div.set(f"{DAPTM}onScreen", "OFF")


def _private(unit: Unit, shown: Span | None, said_with: str | None) -> dict[str, str]:
    """Return what only narrator reads again: tag, rule, confidence, speaker, shown times."""
    values = {"tag": unit.tag, "rule": unit.rule, "confidence": f"{unit.confidence:.2f}"}
    if unit.speaker:
        values["speaker"] = unit.speaker
    if unit.colour:
        values["colour"] = unit.colour
    if unit.voice:
        values["voice"] = unit.voice
    if shown:
        values["shownBegin"] = format_stamp(shown.start_ms)
        values["shownEnd"] = format_stamp(shown.end_ms)
    if pieces := noted(unit.pieces):
        values["pieces"] = pieces
    if said_with:
        values["saidWith"] = said_with
    return values


def _insert(div: etree._Element, instructions: list[etree._Element]) -> None:
    """Put mixing instructions where TTML2 wants them: behind metadata, before content."""
    before = [child for child in div if child.tag == f"{TT}metadata" or _is_metadata(child)]
    place = len(before)
    for number, instruction in enumerate(instructions):
        div.insert(place + number, instruction)


def _is_metadata(child: etree._Element) -> bool:
    return str(child.tag).startswith((TTM, DAPTM))
