"""One unit as a script event: its text as shown, and where it is spoken."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from narrator.model import Narration, Placement, Script, Span, Tag, Unit, span_over
from narrator.readers.dapt.names import DAPTM, MADE, NAR, REPRESENTS, TT, TTM, XML, tag_of
from narrator.readers.dapt.texts import lines_of, spoken_texts
from narrator.readers.dapt.times import Clock
from narrator.text.phonemes import without_phonemes
from narrator.timecode import format_stamp
from narrator.writers.dapt.dips import Gain, animates
from narrator.writers.dapt.layout import clean
from narrator.writers.dapt.people import Cast
from narrator.writers.dapt.recorded import Recorded
from narrator.writers.dapt.recording import set_recording, without_recordings

WORDLESS: frozenset[Tag] = frozenset({"sound", "music"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Making:
    """What all events of a document are made by; narrations go by the first of their units."""

    language: str
    clock: Clock
    narrations: Mapping[str, Narration]
    said_with: Mapping[str, str]
    recorded: Recorded
    cast: Cast

    @classmethod
    def of(cls, script: Script, recorded: Recorded, cast: Cast) -> "Making":
        """Return what the events of a script are made by."""
        kept = etree.fromstring(script.kept) if script.kept else etree.Element("tt")
        return cls(
            language=script.language,
            clock=Clock.of(kept),
            narrations={n.unit_ids[0]: n for n in script.narrations},
            said_with={u: n.unit_ids[0] for n in script.narrations for u in n.unit_ids[1:]},
            recorded=recorded,
            cast=cast,
        )

    def placed(self, unit: Unit) -> Placement | None:
        """Return where the narration that begins with a unit is spoken."""
        narration = self.narrations.get(unit.id)
        return self.recorded.placements.get(narration.id) if narration else None

    def dips(self, unit: Unit) -> tuple[Gain, ...]:
        """Return what the unit's event says of the programme's dips."""
        narration = self.narrations.get(unit.id)
        return self.recorded.dips.get(narration.id, ()) if narration else ()


def add_event(body: etree._Element, unit: Unit, making: Making) -> None:
    """Add one script event to a body: the unit's shown text, and where it is spoken."""
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
    for name, value in _private(unit, shown, making.said_with.get(unit.id)).items():
        div.set(f"{NAR}{name}", clean(value))
    paragraph = _text(div, unit, making)
    spoken = narration.spoken if narration else unit.spoken
    if spoken:
        paragraph.set(f"{NAR}spoken", clean(spoken))
        _describe(div, unit, spoken)
    if placed and whole:
        without_recordings(div)
        set_times(paragraph, placed.said, whole.start_ms)
        set_recording(paragraph, placed, making.recorded)
        _insert(div, animates(dips, whole.start_ms))


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
    if shown:
        values["shownBegin"] = format_stamp(shown.start_ms)
        values["shownEnd"] = format_stamp(shown.end_ms)
    if said_with:
        values["saidWith"] = said_with
    return values


def _text(div: etree._Element, unit: Unit, making: Making) -> etree._Element:
    """Return the paragraph that holds the unit's lines; as it stood where they are the same."""
    texts = spoken_texts(div, making.language)
    if texts and lines_of(texts) == unit.lines:
        return texts[0]
    for text in texts[1:]:
        div.remove(text)
    paragraph = texts[0] if texts else etree.SubElement(div, f"{TT}p")
    for child in list(paragraph):
        paragraph.remove(child)
    paragraph.text = None
    for number, line in enumerate(unit.lines):
        if number:
            etree.SubElement(paragraph, f"{TT}br")
        etree.SubElement(paragraph, f"{TT}span").text = clean(line)
    if unit.language:
        paragraph.set(f"{XML}lang", unit.language)
    if source := _source_of(unit, making):
        paragraph.set(f"{DAPTM}langSrc", source)
    return paragraph


def _source_of(unit: Unit, making: Making) -> str | None:
    """Return the language that a text comes from (Text Language Source), None where unknown.

    That of on-screen text is known only where the programme is in the text's own language.
    """
    own, programme = unit.language or making.language, making.recorded.language
    if unit.tag in WORDLESS:
        return "zxx"
    if programme is None:
        return None
    if programme.partition("-")[0].lower() == own.partition("-")[0].lower():
        return own
    return programme if unit.tag == "dialogue" else None


def _describe(div: etree._Element, unit: Unit, spoken: str) -> None:
    """Tell other tools how the text is said, where that is not as it is shown."""
    plain = clean(without_phonemes(spoken))
    if plain and _words(plain) != _words(unit.text):
        note = etree.Element(f"{TTM}desc", {f"{DAPTM}descType": "pronunciationNote", MADE: "true"})
        note.text = plain
        div.insert(0, note)


def _words(text: str) -> str:
    """Return the letters and figures of a text, by which two ways of saying it differ."""
    return "".join(c for c in text.casefold() if c.isalnum())


def _insert(div: etree._Element, instructions: list[etree._Element]) -> None:
    """Put mixing instructions where TTML2 wants them: behind metadata, before content."""
    before = [child for child in div if child.tag == f"{TT}metadata" or _is_metadata(child)]
    place = len(before)
    for number, instruction in enumerate(instructions):
        div.insert(place + number, instruction)


def _is_metadata(child: etree._Element) -> bool:
    return str(child.tag).startswith((TTM, DAPTM))
