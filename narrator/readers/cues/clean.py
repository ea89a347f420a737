"""Characters that are not text: entities to what they mean, and invisible ones away."""

import html
import re

ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
ENTITY_PASSES = 3
# A zero-width joiner or non-joiner is spelling in Persian, Hindi and emoji, and dirt in ASCII.
JOINER = re.compile(
    r"(?:(?<=[\x00-\x7f])|(?<![\s\S]))[\u200c\u200d]|[\u200c\u200d](?=[\x00-\x7f]|\Z)"
)
INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]"
    "|[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f]"
)
SPACE = re.compile(r"[ \t\v\f\r\n\x85\u2028\u2029]+")


def unescape(text: str) -> str:
    """Return `text` with its HTML entities read, those that were escaped twice too.

    Only forms with their semicolon count, so that "R&D" and a web address stay.
    """
    for _ in range(ENTITY_PASSES if "&" in text else 0):
        plain = ENTITY.sub(lambda entity: html.unescape(entity.group()), text)
        if plain == text:
            break
        text = plain
    return text


def without_invisible(text: str) -> str:
    """Return `text` less control, zero-width and text-direction characters."""
    if text.isascii() and text.isprintable():
        return text
    return JOINER.sub("", INVISIBLE.sub("", text))


def tidy_spaces(text: str) -> str:
    """Return `text` with each run of spaces and tabs as one space, and none at the ends.

    No-break spaces stay inside: French writes one before "!".
    """
    if text.isprintable() and "  " not in text:
        return text.strip()
    return SPACE.sub(" ", text).strip()
