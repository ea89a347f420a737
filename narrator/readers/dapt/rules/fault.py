"""A fault: the element that is wrong, and what is wrong with it."""

from dataclasses import dataclass

from lxml import etree


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What a rule found; message says what is there and what may be."""

    element: etree._Element
    message: str


def quoted(text: str) -> str:
    """Return a value from a file, short enough for a sentence."""
    return repr(text if len(text) <= 60 else f"{text[:60]}…")
