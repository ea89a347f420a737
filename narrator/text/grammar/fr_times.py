"""French: dates and spans of years."""

from narrator.text.accents import without_accents
from narrator.text.dates import Date
from narrator.text.grammar.common import (
    YEAR,
)
from narrator.text.numbers import cardinal, year
from narrator.text.rules import DASH, NOT_NUMBER, Match, Rule, rule

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
MONTH = (
    r"(?P<month>janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre"
    r"|d[ée]cembre)"
)


def the_day(day: int, tag: str) -> str:
    """Return the number of a day: only the first is an ordinal."""
    return "premier" if day == 1 else cardinal(day, tag)


def figures(date: Date, tag: str) -> str:
    """Return a date in figures in words."""
    return f"{the_day(date.day, tag)} {MONTHS[date.month - 1]} {cardinal(date.year, tag)}"


def date_rules(tag: str) -> tuple[Rule, ...]:
    """Return the rules for dates with a month in letters."""

    def date(match: Match) -> str:
        said = f"{the_day(int(match['day']), tag)} {_month(match)}"
        return f"{said} {year(int(match['year']), tag)}" if match["year"] else said

    day = r"(?P<day>[1-9]|[12]\d|3[01])(?:er)?"
    return (rule(rf"{NOT_NUMBER}{day} {MONTH}(?!\w)(?: (?P<year>{YEAR})(?!\w))?", date),)


def _month(match: Match) -> str:
    """Return the name of a matched month, its accents put back."""
    shown = match["month"].lower()
    return next(month for month in MONTHS if without_accents(month) == without_accents(shown))


def year_span_rules(tag: str) -> tuple[Rule, ...]:
    """Return the rules for two years with a dash between them."""

    def span(match: Match) -> str:
        return " à ".join(year(int(match[name]), tag) for name in ("first", "last"))

    pattern = rf"(?P<first>{YEAR})\s?{DASH}\s?(?P<last>{YEAR}|\d\d)(?!\w|[.,]\d)"
    return (rule(rf"{NOT_NUMBER}{pattern}", span),)
