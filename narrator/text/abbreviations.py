"""Abbreviations in full, by the table of the language."""

import re
from collections.abc import Callable, Mapping
from functools import cache

from narrator.text.rules import any_of
from narrator.text.setting import Setting
from narrator.text.tables import table_of

LETTER_AND_DOT = 2


def write_out(text: str, setting: Setting) -> str:
    """Write abbreviations out; in a text in capitals they are found in capitals too."""
    language = setting.table.language
    for shorts in (_as_written(language), *([_raised(language)] if setting.shouted else [])):
        if shorts:
            text = _pattern(tuple(shorts)).sub(_in_full(shorts), text)
    return text


def _in_full(shorts: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda match: shorts[match.group()]


@cache
def _as_written(language: str) -> Mapping[str, str]:
    """Return the abbreviations, those in small letters also as they begin a sentence."""
    shorts = table_of(language).abbreviations
    opening = {s[0].upper() + s[1:]: full for s, full in shorts.items() if len(s) > LETTER_AND_DOT}
    return {**opening, **shorts}


@cache
def _raised(language: str) -> Mapping[str, str]:
    """Return the abbreviations in capitals; a lone letter is left out: it is an initial."""
    shorts = table_of(language).abbreviations
    return {s.upper(): full for s, full in shorts.items() if len(s) > LETTER_AND_DOT}


@cache
def _pattern(shorts: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of whole abbreviations; one with a hyphen or a slash may stand close.

    A lone letter before another is an initial, not an abbreviation: D. N. I.
    """
    close = [short for short in shorts if short[-1] in "-/"]
    letters = [short for short in shorts if len(short) <= LETTER_AND_DOT and short[-1] == "."]
    apart = [short for short in shorts if short not in {*close, *letters}]
    kinds = (
        (apart, r"(?!\w)"),
        (close, ""),
        (letters, r"(?!\w)(?! ?[^\W\d_]\.)"),
    )
    either = "|".join(f"(?:{any_of(kind)}){after}" for kind, after in kinds if kind)
    return re.compile(rf"(?<![\w.])(?:{either})")
