"""Spanish: dates, clocks and spans of years."""

from narrator.text.dates import Date
from narrator.text.grammar.common import (
    YEAR,
)
from narrator.text.numbers import cardinal
from narrator.text.rules import DASH, NOT_NUMBER, Match, Rule, rule

MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
    "octubre", "noviembre", "diciembre",
)  # fmt: skip
MONTH = rf"(?P<month>{'|'.join(MONTHS)}|setiembre)"


def the_day(day: int, tag: str) -> str:
    """Return the number of a day, the first as the territory says it."""
    region = tag.replace("_", "-").partition("-")[2].lower()
    return "primero" if day == 1 and region not in {"", "es"} else cardinal(day, tag)


def figures(date: Date, tag: str) -> str:
    """Return a date in figures in words."""
    said = f"{the_day(date.day, tag)} de {MONTHS[date.month - 1]}"
    return f"{said} de {cardinal(date.year, tag)}"


def date_rules(tag: str) -> tuple[Rule, ...]:
    """Return the rules for dates with a month in letters."""

    def date(match: Match) -> str:
        day = "primero" if match["mark"] else the_day(int(match["day"]), tag)
        said = f"{day} de {match['month'].lower()}"
        return f"{said} de {cardinal(int(match['year']), tag)}" if match["year"] else said

    def month_year(match: Match) -> str:
        return f"{match['month'].lower()} de {cardinal(int(match['year']), tag)}"

    day = r"(?P<day>[1-9]|[12]\d|3[01])(?P<mark>\.?[ºo°]\.?)?"
    of_year = rf"(?:,? (?:de[l]? )?(?P<year>{YEAR})(?!\w))"
    return (
        rule(rf"{NOT_NUMBER}{day} (?:de )?{MONTH}(?!\w){of_year}?", date),
        rule(rf"\b{MONTH}{of_year}", month_year),
    )


def year_span_rules(tag: str) -> tuple[Rule, ...]:
    """Return the rules for two years with a dash between them."""

    def span(match: Match) -> str:
        return " a ".join(cardinal(int(match[name]), tag) for name in ("first", "last"))

    pattern = rf"(?P<first>{YEAR})\s?{DASH}\s?(?P<last>{YEAR}|\d\d)(?!\w|[.,]\d)"
    return (rule(rf"{NOT_NUMBER}{pattern}", span),)
