"""The words of an event: which of its texts is spoken, and its lines."""

from collections.abc import Iterator, Sequence

from lxml import etree

from narrator.readers.dapt.computed import computed
from narrator.readers.dapt.names import TT, TTS, XML

UNSPOKEN_RUBY = frozenset({"text", "textContainer", "delimiter"})


def spoken_texts(event: etree._Element, language: str) -> list[etree._Element]:
    """Return the paragraphs to be spoken: those in the script's language, else in the first's.

    An event may hold its text in several languages (DAPT, Text): one of them is said.
    """
    paragraphs = event.findall(f"{TT}p")
    if len(paragraphs) < 2:
        return paragraphs
    spoken_in = [_primary(computed(p, f"{XML}lang")) for p in paragraphs]
    wanted = _primary(language) if _primary(language) in spoken_in else spoken_in[0]
    return [p for p, tag in zip(paragraphs, spoken_in, strict=True) if tag == wanted]


def lines_of(paragraphs: Sequence[etree._Element]) -> tuple[str, ...]:
    """Return the shown lines, parted at line breaks; blank ones are none."""
    return tuple(line for p in paragraphs for line in _lines(p))


def _lines(paragraph: etree._Element) -> Iterator[str]:
    is_kept = computed(paragraph, f"{XML}space") == "preserve"
    text = "".join(_pieces(paragraph, is_kept=is_kept))
    yield from (" ".join(line.split()) for line in text.split("\0") if line.strip())


def _pieces(element: etree._Element, *, is_kept: bool) -> Iterator[str]:
    """Yield the text inside an element, with a zero for each break; no metadata, no ruby."""
    is_kept = element.get(f"{XML}space", "preserve" if is_kept else "default") == "preserve"
    yield _text(element.text, is_kept=is_kept)
    for child in element:
        if child.tag == f"{TT}br":
            yield "\0"
        elif child.tag == f"{TT}span" and child.get(f"{TTS}ruby") not in UNSPOKEN_RUBY:
            yield from _pieces(child, is_kept=is_kept)
        yield _text(child.tail, is_kept=is_kept)


def _text(text: str | None, *, is_kept: bool) -> str:
    return (text or "").replace("\n", "\0" if is_kept else " ")


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()
