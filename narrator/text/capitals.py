"""Capitals to words: sentence case, initials spelt, lost accents put back."""

import re

from narrator.text.initials import spelt_out
from narrator.text.roman import is_bare
from narrator.text.setting import Setting
from narrator.text.tables import Table

WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}(?!\w)|[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*(?:['’.][^\W\d_]+)*"
)
MC = re.compile(r"\b(?:Mc|MC|O['’])(?=[A-Z]{2})")
AFTER_STOP = ".!?…"


def capitals_to_words(text: str, setting: Setting) -> str:
    """Put capitals in sentence case, and spell out what is spelt: initials, not words."""
    return WORD.sub(lambda match: in_case(match, text, setting), text)


def in_case(match: re.Match[str], text: str, setting: Setting) -> str:
    """Return one word as it is to be said."""
    table, shouted = setting.table, setting.shouted
    word, ending = possessive(match.group())
    if ending and not MC.match(word):
        return (
            spelt_out(word, table, shouted=shouted) or as_word(word, match, text, setting)
        ) + ending
    word += ending
    if MC.match(word):
        return mac_name(word)
    if not word.isupper():
        return word
    if len(word) == 1:
        small = word in table.small_words and shouted and text[match.end() : match.end() + 1] != "."
        return in_sentence(word, match, text) if small else word
    if is_bare(word):
        return word
    return spelt_out(word, table, shouted=shouted) or as_word(word, match, text, setting)


def possessive(word: str) -> tuple[str, str]:
    """Return a word in capitals and the 's after it, in small letters; "" where there is none."""
    stem = word[:-2]
    if word[-2:] in {"'s", "’s", "'S", "’S"} and len(stem) > 1 and stem.isupper():
        return stem, word[-2:].lower()
    return word, ""


def as_word(word: str, match: re.Match[str], text: str, setting: Setting) -> str:
    """Return a word in small letters, its first a capital in a sentence's beginning or a name."""
    known = restored(word.lower(), setting.table)
    if not setting.shouted or opens(match, text) or not known.islower():
        return known[:1].upper() + known[1:]
    return known


def in_sentence(word: str, match: re.Match[str], text: str) -> str:
    """Return a word of one letter small, unless a sentence begins with it."""
    return word if opens(match, text) else word.lower()


def opens(match: re.Match[str], text: str) -> bool:
    """Whether a sentence begins with the matched word."""
    before = text[: match.start()].rstrip(" \"'“«(¡¿")
    return not before or before[-1] in AFTER_STOP


def mac_name(word: str) -> str:
    """Return McDONALD'S or O'NEILL as McDonald's and O'Neill."""
    head = 2
    return word[0].upper() + word[1:head].lower() + word[head:].capitalize()


def restored(word: str, table: Table) -> str:
    """Return a word with the accents or the ß that its capitals had lost."""
    if word in table.restored:
        return table.restored[word]
    ended = f"{word} "
    for lost, written in table.stems:
        ended = ended.replace(lost, written)
    return ended.strip()
