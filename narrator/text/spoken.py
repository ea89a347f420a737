"""The spoken form of shown text: a tuple of steps, each from text to text.

    shown lines ─► pauses ─► capitals ─► years ─► spoken form

The shown text is never changed: it stays in the script beside its spoken form.
"""

import re
from collections.abc import Callable, Sequence

from num2words import num2words

from narrator.text.initials import ROMAN, spelt_out

Step = Callable[[str, str], str]

WORD = re.compile(r"[^\W\d_]+(?:['’.][^\W\d_]+)*")
YEAR = re.compile(r"(?<![\w.,:/$€£-])(1[1-9]\d\d|20\d\d)(?![\w:/%]|[.,]\d)")
CLOSING = ".!?…:;,。！？"
YEARS_IN = frozenset({"en", "de", "fr", "es", "ru"})


def spoken_form(lines: Sequence[str], language: str) -> str:
    """Return what a voice is to say for the shown lines, in the language (a BCP 47 tag).

    A step that has no table for the language leaves the text as it is.
    """
    primary = language.split("-", maxsplit=1)[0].lower()
    text = with_pauses(lines)
    for step in STEPS:
        text = step(text, primary)
    return " ".join(text.split())


def with_pauses(lines: Sequence[str]) -> str:
    """Join lines by a pause, unless a line plainly runs on into the next."""
    kept = [line.strip() for line in lines if line.strip()]
    joined = ""
    for line in kept:
        joined += pause_before(joined, line) + line
    return joined


def pause_before(so_far: str, line: str) -> str:
    """Return what stands between two lines: a comma where nothing else marks the break."""
    if not so_far:
        return ""
    return " " if so_far[-1] in CLOSING or line[0].islower() or line[0] in "([" else ", "


def capitals_to_words(text: str, _language: str) -> str:
    """Put capitals in sentence case, and spell out what is spelt: initials, not words."""
    shouted = mostly_capitals(text)
    return WORD.sub(lambda match: in_case(match, text, shouted=shouted), text)


def mostly_capitals(text: str) -> bool:
    """Whether capitals outnumber small letters two to one."""
    upper = sum(c.isupper() for c in text)
    return upper > 2 * sum(c.islower() for c in text)


def in_case(match: re.Match[str], text: str, *, shouted: bool) -> str:
    """Return one word as it is to be said."""
    word = match.group()
    if not word.isupper() or len(word) == 1 or (word in ROMAN and not shouted):
        return word
    letters = spelt_out(word, shouted=shouted)
    if letters:
        return letters
    before = text[: match.start()].rstrip()
    opens = not before or before[-1] in ".!?…"
    return word.capitalize() if opens or not shouted else word.lower()


def years_to_words(text: str, language: str) -> str:
    """Say a bare number from 1100 to 2099 as a year."""
    if language not in YEARS_IN:
        return text
    return YEAR.sub(lambda match: num2words(int(match.group()), lang=language, to="year"), text)


STEPS: tuple[Step, ...] = (capitals_to_words, years_to_words)
