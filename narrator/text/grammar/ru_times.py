"""Russian: dates and years in their cases."""

from narrator.text.dates import Date
from narrator.text.grammar.common import (
    YEAR,
    Say,
)
from narrator.text.numbers import ordinal
from narrator.text.rules import DASH, NOT_NUMBER, Match, Rule, rule

MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
    "октября", "ноября", "декабря",
)  # fmt: skip
MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
CASES = {  # a preposition -> the case of an ordinal after it
    "с": "g", "со": "g", "до": "g", "от": "g", "из": "g", "после": "g", "около": "g", "к": "d",
    "ко": "d", "по": "a", "на": "a", "в": "p", "во": "p", "о": "p", "об": "p", "перед": "i",
    "за": "a",
}  # fmt: skip
GENITIVE_YEAR = "года"
YEAR_NOUN = {"n": "год", "g": "года", "d": "году", "a": "год", "i": "годом", "p": "году"}


def year_in(value: int, case: str, tag: str) -> str:
    """Return a year in a case: "тысяча девятьсот сорок третьего", without the word "год"."""
    return ordinal(value, tag, case=case, animate=False)


def the_day(day: int, case: str, tag: str) -> str:
    """Return the number of a day, neuter, in a case."""
    return ordinal(day, tag, case=case, gender="n", animate=False)


def figures(date: Date, tag: str) -> str:
    """Return a date in figures in words."""
    century = 0 if date.digits == 4 else 1900 if date.year > 30 else 2000
    said = f"{the_day(date.day, 'n', tag)} {MONTHS[date.month - 1]}"
    return f"{said} {year_in(century + date.year, 'g', tag)} {GENITIVE_YEAR}"


def date_rules(tag: str) -> tuple[Rule, ...]:
    """Return the rules for dates with a month in letters."""

    def date(match: Match) -> str:
        before = match["before"] or ""
        case = CASES.get(before.lower(), "g") if before else "n"
        said = f"{before} {the_day(int(match['day']), case, tag)} {match['month'].lower()}"
        if match["year"]:
            said = f"{said} {year_in(int(match['year']), 'g', tag)} {GENITIVE_YEAR}"
        return said.strip()

    before = r"(?:(?<!\w)(?P<before>[^\W\d_]+) )?"
    of_year = rf"(?:,? (?P<year>{YEAR})(?!\w)(?: ?г(?:ода\b|\.|(?!\w)))?)"
    day = r"(?P<day>[1-9]|[12]\d|3[01])"
    return (rule(rf"{before}{NOT_NUMBER}{day} {MONTH}(?!\w){of_year}?", date),)


def year_span_rules(tag: str) -> tuple[Rule, ...]:
    """Return the rules for two years with a dash between them."""

    def span(match: Match) -> str:
        first, last = match["first"], match["last"]
        last = last if len(last) == 4 else first[:2] + last
        said = " — ".join(year_in(int(value), "n", tag) for value in (first, last))
        return said.replace(" — ", ", ") + (" годы" if match["years"] else "")

    def from_to(match: Match) -> str:
        first, last = int(match["first"]), int(match["last"])
        return f"с {year_in(first, 'g', tag)} по {year_in(last, 'a', tag)} год"

    years = r"(?P<years> ?(?:гг\.?|годы)(?!\w))?"
    return (
        rule(rf"(?<!\w)с (?P<first>{YEAR}) по (?P<last>{YEAR})(?: год| г\.)?(?!\w)", from_to),
        rule(
            rf"{NOT_NUMBER}(?P<first>{YEAR}) ?{DASH} ?(?P<last>{YEAR}|\d\d)(?!\w|[.,]\d){years}",
            span,
        ),
    )


def year_rules(tag: str) -> tuple[Rule, ...]:
    """Return the rules for spans of years, decades, eras, and words before a year."""
    cases = {"год": "n", "года": "g", "году": "p", "годом": "i", "годе": "p"}

    def named(match: Match) -> str:
        before, noun = match["before"] or "", match["noun"].lower()
        case = cases.get(noun) or CASES.get(before.lower(), "n")
        case = "d" if noun == "году" and before.lower() in {"к", "ко"} else case
        noun = YEAR_NOUN[case] if noun.startswith("г.") or noun == "г" else noun
        return f"{before} {year_in(int(match['year']), case, tag)} {noun}".strip()

    def decade(match: Match) -> str:
        case = "p" if match["end"].lower() == "х" else "n"
        value = int(match["value"])
        return ordinal(value, tag, plural=True, case=case, animate=False)

    before = r"(?:(?<!\w)(?P<before>[^\W\d_]+) )?"
    return (
        rule(
            rf"{before}{NOT_NUMBER}(?P<year>{YEAR}) ?(?P<noun>год(?:а|у|ом|е)?(?!\w)|г\.|г(?!\w))",
            named,
        ),
        rule(rf"{NOT_NUMBER}(?P<value>(?:1\d|20)?\d0)-?(?P<end>е|х)(?!\w)", decade),
    )


def bare_year(tag: str) -> Say:
    """Return what says a year that stands alone, with the word for "year" after it."""
    return lambda match: f"{year_in(int(match['year']), 'n', tag)} год"
