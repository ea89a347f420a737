"""Dates in figures: 3/4/1921, 3.4.1921, 1921-04-03, read in the order of the territory."""

from collections.abc import Callable
from dataclasses import dataclass

from narrator.text.rules import Match, Rule, rule

ISO = r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])"
FIGURES = (
    r"(?<![\w./-])(?P<first>\d{1,2})(?P<sign>[./-])(?P<second>\d{1,2})(?P=sign)"
    r"(?P<year>\d{4}|\d{2})(?![\w/-]|\.\d)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Date:
    """A day of a year; `digits` is how many figures the year was written with."""

    day: int
    month: int
    year: int
    digits: int = 4


def numeric_dates(tag: str, say: Callable[[Date], str]) -> tuple[Rule, ...]:
    """Return the rules for dates in figures; `say` puts a date in words.

    What cannot be a date in any order is left alone.
    """

    def iso(match: Match) -> str:
        date = _date(int(match["day"]), int(match["month"]), match["year"])
        return say(date) if date else match.group()

    def figures(match: Match) -> str:
        first, second = int(match["first"]), int(match["second"])
        if match["sign"] == "/" and month_first(tag):
            first, second = second, first
        date = _date(first, second, match["year"]) or _date(second, first, match["year"])
        return say(date) if date else match.group()

    return (rule(ISO, iso), rule(FIGURES, figures))


def _date(day: int, month: int, year: str) -> Date | None:
    if 1 <= day <= 31 and 1 <= month <= 12:
        return Date(day=day, month=month, year=int(year), digits=len(year))
    return None


def month_first(tag: str) -> bool:
    """Whether the territory writes the month before the day, by CLDR's short date."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - slow, and seldom needed
    from babel.dates import get_date_format  # noqa: PLC0415 - as above

    try:
        locale = Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return False
    return str(get_date_format("short", locale).pattern).startswith("M")
