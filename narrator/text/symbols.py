"""Signs that are words: emoji by their CLDR names, and characters such as & and ©."""

import re
import unicodedata

from narrator.text.rules import any_of
from narrator.text.setting import Setting
from narrator.text.tables import primary

KEYCAP = re.compile(r"([\d#*])\ufe0f?\u20e3")
NAME = re.compile("\ue000([^\ue000\ue001]+)\ue001")


def name_emoji(text: str, setting: Setting) -> str:
    """Say emoji by name, where CLDR's names are known in the language."""
    text = KEYCAP.sub(r"\1", text)
    return _named(text, primary(setting.tag)) if any(map(is_pictorial, text)) else text


def is_pictorial(character: str) -> bool:
    """Whether a character may be an emoji."""
    return character > "\u203b" and unicodedata.category(character) == "So"


def _named(text: str, language: str) -> str:
    import emoji  # noqa: PLC0415 - slow to import, and seldom needed

    if language not in emoji.LANGUAGES:
        return text
    clean = text.replace("\ue000", " ").replace("\ue001", " ")
    named = emoji.demojize(clean, language=language, delimiters=("\ue000", "\ue001"))
    return NAME.sub(lambda match: f", {match.group(1).replace('_', ' ')}, ", named)


def say_symbols(text: str, setting: Setting) -> str:
    """Say the characters of the table; "," in the table is a pause."""
    symbols = setting.table.symbols
    if not symbols:
        return text
    pattern = re.compile(f"\\s*({any_of(symbols)})\\s*")
    return pattern.sub(lambda match: spaced(symbols[match.group(1)]), text)


def spaced(word: str) -> str:
    """Return a word between spaces, a pause as a comma."""
    return ", " if word == "," else f" {word} "
