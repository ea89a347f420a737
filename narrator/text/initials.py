"""Initials against words: whether a run of capitals is spelt letter by letter."""

from narrator.text.accents import without_accents
from narrator.text.tables import TABLES, Table

VOWELS = frozenset("AEIOUYÆØŒАЕЁИОУЫЭЮЯІЇЄΑΕΗΙΟΥΩԱԵԷԸԻՈՕՒ")  # accents aside
ENGLISH = TABLES["en"]
LONGEST_INITIALS = 6


def spelt_out(word: str, table: Table = ENGLISH, *, shouted: bool) -> str:
    """Return the letters of `word` (in capitals) if it is spelt, else nothing.

    In a text that is all capitals only a word that no one could pronounce, or a known one, is
    spelt; in a mixed text short capitals are initials unless known to be said.
    """
    letters = word.replace(".", "")
    if letters in table.said | table.not_letters or len(letters) > LONGEST_INITIALS:
        return ""
    dotted = "." in word and all(len(part) <= 1 for part in word.split("."))
    known = letters in table.spelt and not (shouted and letters in table.words_too)
    unsayable = letters.isalpha() and not set(without_accents(letters)) & (VOWELS | table.syllabic)
    return letters_of(letters, table) if dotted or known or unsayable else ""


def letters_of(letters: str, table: Table) -> str:
    """Return letters as they are said one by one.

    English takes dots where there is an A among them: espeak reads a bare A as the article.
    """
    if table.language == "en" and "A" in letters:
        return "".join(f"{letter}." for letter in letters)
    return " ".join(table.letters.get(letter, letter) for letter in letters)
