"""Accents: a word as it looks in capitals that have lost them."""

import unicodedata


def without_accents(word: str) -> str:
    """Return a word with the plain letter in place of each accented one."""
    decomposed = unicodedata.normalize("NFD", word)
    return "".join(c for c in decomposed if not unicodedata.combining(c))
