"""The words of an event: its text as shown, where it comes from, and how it is said."""

from lxml import etree

from narrator.model import Tag, Unit
from narrator.readers.dapt.names import DAPTM, MADE, TT, TTM, XML
from narrator.readers.dapt.texts import lines_of, spoken_texts
from narrator.text.letters import letters_and_figures
from narrator.text.phonemes import without_phonemes
from narrator.writers.dapt.layout import clean
from narrator.writers.dapt.making import Making

WORDLESS: frozenset[Tag] = frozenset({"sound", "music"})


def shown_text(div: etree._Element, unit: Unit, making: Making) -> etree._Element:
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


def describe(div: etree._Element, unit: Unit, spoken: str) -> None:
    """Tell other tools how the text is said, where that is not as it is shown."""
    plain = clean(without_phonemes(spoken))
    if plain and letters_and_figures(plain) != letters_and_figures(unit.text):
        note = etree.Element(f"{TTM}desc", {f"{DAPTM}descType": "pronunciationNote", MADE: "true"})
        note.text = plain
        div.insert(0, note)
