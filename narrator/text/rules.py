"""Rules: a pattern and what is said for what it matches; a language is a tuple of them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from narrator.text.tables import primary

Match = re.Match[str]
EDGE = r"(?<![\w])"  # a pattern that begins here does not begin inside a word
END = r"(?![\w])"
DASH = r"[-\u2010-\u2015\u2212]"
NOT_NUMBER = r"(?<![\d.,:/])(?<!\w)"


@dataclass(frozen=True, slots=True)
class Rule:
    """Text that matches `pattern` is replaced by what `say` makes of the match."""

    pattern: re.Pattern[str]
    say: Callable[[Match], str]


def rule(pattern: str, say: Callable[[Match], str], *, exact: bool = False) -> Rule:
    """Return a rule; letters match in either case unless the rule is exact."""
    return Rule(re.compile(pattern, 0 if exact else re.IGNORECASE), say)


def apply(rules: Iterable[Rule], text: str) -> str:
    """Return `text` after each rule in turn."""
    for one in rules:
        text = one.pattern.sub(one.say, text)
    return text


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def number_pattern(tag: str) -> str:
    """Return the pattern of a number as the territory writes it, in digits, with a fraction.

    Its groups are named `whole` and `part`. Grouping and decimal signs are CLDR's; a space
    groups in any language, and so does the full stop where the comma is decimal.
    """
    group, point = separators(tag)
    whole = rf"(?P<whole>\d{{1,3}}(?:{group}\d{{3}})+(?!\d)|\d+)"
    return rf"{whole}(?:{point}(?P<part>\d+)(?!\d|{point}\d))?"


def separators(tag: str) -> tuple[str, str]:
    """Return patterns for the sign between groups of digits and for the decimal sign."""
    if primary(tag) == "en" or tag.lower().replace("_", "-") in POINT_TERRITORIES:
        return r"[,\u00a0\u202f\u2009]", r"\."
    return r"[. '\u00a0\u202f\u2009’]", ","


POINT_TERRITORIES = frozenset(
    {"es-419", "es-us", "es-mx", "es-gt", "es-hn", "es-ni", "es-sv", "es-pa", "es-pr", "es-do",
     "es-pe", "de-ch", "de-li"}
)  # fmt: skip


def whole_of(text: str) -> int:
    """Return the value of grouped digits."""
    return int("".join(c for c in text if c.isdigit()))
