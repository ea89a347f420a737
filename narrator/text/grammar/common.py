"""Rules that languages share: ranges, plain numbers, numerals in roman figures."""

from collections.abc import Callable
from functools import partial

from narrator.text.measures import Counted, fraction
from narrator.text.numbers import cardinal, digits, year
from narrator.text.roman import PATTERN, is_bare, value_of
from narrator.text.rules import DASH, NOT_NUMBER, Match, Rule, number_pattern, rule, whole_of
from narrator.text.tables import table_of

Say = Callable[[Match], str]
NEXT_WORD = r"(?=(?P<next>\s+[^\W\d_]+)?)"
YEAR = r"(?:1[1-9]|20)\d\d"


def minus_rules(tag: str) -> tuple[Rule, ...]:
    """Return the rule for a sign before a number."""
    return (rule(r"(?<![\w.,)])[-\u2212](?=\d)", lambda _: f"{table_of(tag).minus} "),)


def range_rules(tag: str) -> tuple[Rule, ...]:
    """Return the rule for a dash between numbers: it is said as the language's "to"."""
    to = table_of(tag).to
    return (rule(rf"(?<=\d)\s?{DASH}\s?(?=\d)(?![\d ]*{DASH}\s?\d)", lambda _: f" {to} "),)


def clock_range_rules(tag: str) -> tuple[Rule, ...]:
    """Return the rule for a dash between times: 7:30-9:00, 14h-16h, 9am-5pm."""
    to = table_of(tag).to
    after = r"(?:(?<=\d:[0-5]\d)|(?<=\dh[0-5]\d)|(?<=\dh)|(?<=\d[ap]m)|(?<= [ap]m)|(?<=m\.))"
    before = r"(?=\d{1,2}(?:[:.h][0-5]\d|h| ?[ap]\.?m))"
    hour = r"(?=\d{1,2}(?:[:.][0-5]\d)? ?(?:Uhr\b|h(?:eures|oras)?\b|[ap]\.? ?m\b))"
    return (
        rule(rf"{after}\s?{DASH}\s?{before}", lambda _: f" {to} "),
        rule(rf"(?<=\d)\s?{DASH}\s?{hour}", lambda _: f" {to} "),
    )


def number_rules(tag: str, counted: Counted) -> tuple[Rule, ...]:
    """Return the rules for numbers that no other rule took: decimals, then whole ones."""
    return (
        rule(
            f"{NOT_NUMBER}{number_pattern(tag)}(?!\\w){NEXT_WORD}", partial(_number, tag, counted)
        ),
        rule(r"\d+", lambda match: f" {_stray(match.group(), tag)} "),
    )


def _stray(figures: str, tag: str) -> str:
    """Return figures that stand against letters or signs: short ones as a number."""
    short = len(figures) <= 4 and figures[0] != "0"
    return cardinal(int(figures), tag) if short else digits(figures, tag)


def _number(tag: str, counted: Counted, match: Match) -> str:
    if match["part"]:
        return fraction(match, tag)
    return counted(whole_of(match["whole"]), (match["next"] or "").strip().lower())


def numeral_rules(tag: str, contexts: str, counted: Counted) -> tuple[Rule, ...]:
    """Return the rules for roman figures: after a word such as Chapter, alone, or bare.

    `contexts` is a pattern of the words after which any numeral counts.
    """

    def after_word(match: Match) -> str:
        value = value_of(match["roman"])
        return f"{match['word']} {counted(value, '')}" if value else match.group()

    def bare(match: Match) -> str:
        value = value_of(match.group()) if is_bare(match.group()) else None
        return counted(value, "") if value else match.group()

    def alone(match: Match) -> str:
        value = value_of(match["roman"])
        return counted(value, "") if value else match.group()

    def in_full(match: Match) -> str:
        value = value_of(match.group())
        return year(value, tag) if value and 1100 <= value < 2100 else match.group()

    edge = r"(?![\w’'])"
    return (
        rule(rf"\b(?P<word>{contexts})\s+(?P<roman>{PATTERN}){edge}", after_word),
        rule(r"^(?P<roman>[IVX]+)(?=\.?$)", alone, exact=True),
        rule(r"^(?P<roman>[IVX]{2,})(?=[.:)]|\s[-–—])", alone, exact=True),
        rule(r"(?<=,\s)(?P<roman>[IVX]{2,})(?=,\s*\d|\.?$)", alone, exact=True),
        rule(rf"(?:(?<=[^\W\d_] )|(?<=[^\W\d_], )){PATTERN}(?!\w)", bare, exact=True),
        rule(rf"\bM[CDXLVIM]{{3,}}{edge}", in_full, exact=True),
    )
