"""What narrator wrote into a script and writes anew: it is not kept."""

from collections.abc import Sequence

from lxml import etree

from narrator.readers.dapt.computed import drop
from narrator.readers.dapt.names import MADE, NAR, TT, TTM


def without_own(copy: etree._Element, made: Sequence[str]) -> None:
    """Take out what narrator wrote and writes anew."""
    for text in copy.iterfind(f"{TT}p"):
        if text.get(f"{NAR}rate") is not None:  # recorded by narrator
            drop(text, "begin", "end")
            etree.strip_elements(text, f"{TT}audio", with_tail=False)
    without_made(copy)
    for element in (copy, *copy.iterfind(f"{TT}p")):
        drop(element, *(n for n in map(str, element.attrib) if n.startswith(NAR)))
    references = [each for each in copy.get(f"{TTM}agent", "").split() if each not in made]
    drop(copy, f"{TTM}agent")
    if references:
        copy.set(f"{TTM}agent", " ".join(references))


def without_made(copy: etree._Element) -> None:
    """Take out the elements that narrator makes anew in each script."""
    for element in [each for each in copy.iter() if each.get(MADE) is not None]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def without_empty(copy: etree._Element) -> None:
    """Take out a metadata that holds nothing, and then a head that holds nothing."""
    for path in (f"{TT}head/{TT}metadata", f"{TT}head"):
        for element in copy.findall(path):
            parent = element.getparent()
            if not len(element) and not element.attrib and parent is not None:
                parent.remove(element)
