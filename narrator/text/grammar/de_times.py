"""German: dates with their endings, clocks, spans of years and decades."""

from narrator.text.dates import Date
from narrator.text.grammar.common import (
    YEAR,
)
from narrator.text.numbers import cardinal, ordinal, year
from narrator.text.rules import DASH, NOT_NUMBER, Match, Rule, rule

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
    "Oktober", "November", "Dezember",
)  # fmt: skip
MONTH = rf"(?P<month>{'|'.join(MONTHS)}|Jänner)"
WEAK_N = frozenset(
    """am im vom zum zur beim dem den des einem einen eines einer seit ab bis nach mit von zu
    unserem unseren meinem meinen seinem seinen ihrem ihren diesem diesen jeden jedem kommenden
    letzten nächsten vorigen""".split()
)
WEAK_E = frozenset({"der", "die", "das", "dieser", "diese", "dieses", "jeder", "jede", "jedes"})


def inflected(value: int, before: str, gender: str, tag: str) -> str:
    """Return an ordinal with the ending asked for by the word before it and the gender after."""
    stem = ordinal(value, tag)
    if before.lower() in WEAK_N:
        return f"{stem}n"
    if before.lower() in WEAK_E:
        return stem
    return stem + {"m": "r", "f": "", "n": "s"}[gender]


BEFORE = r"(?:(?<!\w)(?P<before>[^\W\d_]+) )?"


def figures(date: Date, before: str, tag: str) -> str:
    """Return a date in figures in words."""
    said = f"{inflected(date.day, before, 'm', tag)} {MONTHS[date.month - 1]}"
    return f"{said} {year(date.year, tag) if date.digits == 4 else cardinal(date.year, tag)}"


def date_rules(tag: str) -> tuple[Rule, ...]:
    """Return the rules for dates with a month in letters."""

    def date(match: Match) -> str:
        before = match["before"] or ""
        said = f"{inflected(int(match['day']), before, 'm', tag)} {match['month'].capitalize()}"
        said = f"{said} {year(int(match['year']), tag)}" if match["year"] else said
        return f"{before} {said}".strip()

    def days(match: Match) -> str:
        before = match["before"] or ""
        first, last = (inflected(int(match[n]), before, "m", tag) for n in ("first", "day"))
        joined = "und" if match["join"].lower() == "und" else "bis"
        return f"{before} {first} {joined} {last} {match['month'].capitalize()}".strip()

    def day_and_month(match: Match) -> str:
        before, month = match["before"], int(match["number"])
        return f"{before} {inflected(int(match['day']), before, 'm', tag)} {MONTHS[month - 1]}"

    day = r"(?P<day>[1-9]|[12]\d|3[01])\."
    return (
        rule(
            rf"{BEFORE}{NOT_NUMBER}(?P<first>[123]?\d)\.? ?(?P<join>{DASH}|bis|und) ?{day} ?{MONTH}"
            r"(?!\w)",
            days,
        ),
        rule(
            rf"(?<!\w)(?P<before>am|vom|zum|ab|seit|dem|den|der|bis) {day}"
            r"(?P<number>1[0-2]|0?[1-9])\.(?!\d)",
            day_and_month,
        ),
        rule(rf"{BEFORE}{NOT_NUMBER}{day} ?{MONTH}(?!\w)(?:,? (?P<year>{YEAR})(?!\w))?", date),
    )


def year_rules(tag: str) -> tuple[Rule, ...]:
    """Return the rules for spans of years, decades, eras, and words before a year."""

    def span(match: Match) -> str:
        return " bis ".join(year(int(match[name]), tag) for name in ("first", "last"))

    def decade(match: Match) -> str:
        value = int(match["decade"])
        return f"{year(value, tag) if value > 99 else cardinal(value, tag)}er"

    last = rf"(?P<last>{YEAR}|\d\d)(?!\w|[.,]\d)"
    return (
        rule(rf"{NOT_NUMBER}(?P<first>{YEAR})\s?(?:{DASH}|/)\s?{last}", span),
        rule(rf"{NOT_NUMBER}(?P<decade>(?:1\d|20)?\d0)er(?!\w)", decade),
    )
