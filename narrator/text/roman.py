"""Roman numerals: which words are, and their values."""

import re

NUMERAL = re.compile(
    r"(?=[MDCLXVI])M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})", re.IGNORECASE
)
VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
PATTERN = r"[IVXLCDM]+"
# Written like numerals, but words or sizes far more often.
WORDS = frozenset("I X V C D L M DI MI MIX CD MD LIV XL XXL XXX MM CC DC VI XI XX IV CV MC".split())


def value_of(word: str) -> int | None:
    """Return the value of a roman numeral in its strict form, None for anything else."""
    if not NUMERAL.fullmatch(word):
        return None
    values = [VALUES[c] for c in word.upper()]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def is_bare(word: str) -> bool:
    """Whether a word in capitals is a numeral even where nothing around it says so."""
    return word not in WORDS and set(word) <= set("IVX") and value_of(word) is not None
