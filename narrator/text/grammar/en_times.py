"""English: dates, clocks, spans of years, decades and eras."""

from narrator.text.dates import Date
from narrator.text.grammar.common import (
    YEAR,
)
from narrator.text.numbers import cardinal, ordinal, year
from narrator.text.rules import DASH, NOT_NUMBER, Match, Rule, rule

MONTHS = {
    "jan": "January", "feb": "February", "mar": "March", "apr": "April", "may": "May",
    "jun": "June", "jul": "July", "aug": "August", "sep": "September", "oct": "October",
    "nov": "November", "dec": "December",
}  # fmt: skip
MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November"
    r"|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
DAY = r"(?P<day>[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d:]|[.,]\d)"
YEARS = rf"(?P<year>{YEAR})(?![\w%/:]|[.,]\d)"
O_CLOCK = " o'clock"
WEEKDAYS = {
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday",
    "sat": "Saturday", "sun": "Sunday",
}  # fmt: skip


def month_of(match: Match) -> str:
    """Return the full name of a matched month."""
    return MONTHS[match["month"][:3].lower()]


def the_day(day: int, month: str, tag: str) -> str:
    """Return such as "the third of March"."""
    return f"the {ordinal(day, tag)} of {month}"


def figures(date: Date, tag: str) -> str:
    """Return a date in figures in words."""
    said = year(date.year, tag) if date.digits == 4 else _short_year(date.year, tag)
    month = list(MONTHS.values())[date.month - 1]
    if tag.lower().replace("_", "-") in {"en", "en-us"}:
        return f"{month} {ordinal(date.day, tag)}, {said}"
    return f"{the_day(date.day, month, tag)} {said}"


def _short_year(value: int, tag: str) -> str:
    return f"oh {cardinal(value, tag)}" if value < 10 else cardinal(value, tag)


def date_rules(tag: str) -> tuple[Rule, ...]:
    """Return the rules for dates with a month in letters."""

    def american(match: Match) -> str:
        said = f"{month_of(match)} {ordinal(int(match['day']), tag)}"
        return f"{said}, {year(int(match['year']), tag)}" if match["year"] else said

    def british(match: Match) -> str:
        said = the_day(int(match["day"]), month_of(match), tag)
        said = said.removeprefix("the ") if match["the"] else said
        said = f"{match['the'] or ''}{said}"
        return f"{said} {year(int(match['year']), tag)}" if match["year"] else said

    def month_year(match: Match) -> str:
        return f"{month_of(match)} {year(int(match['year']), tag)}"

    def days(match: Match) -> str:
        first, last = (ordinal(int(match[name]), tag) for name in ("first", "day"))
        return f"the {first} to the {last} of {month_of(match)}"

    def weekday(match: Match) -> str:
        return WEEKDAYS[match.group()[:3].lower()]

    short = "Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun"
    return (
        rule(
            rf"\b(?:{short})\b(?:\.|(?=,? ?\d|\s?{DASH}\s?(?:\d|{short}))|(?<={DASH}...))", weekday
        ),
        rule(rf"(?<=day){DASH}(?=[^\W\d_]+day\b)", lambda _: " to "),
        rule(rf"\b(?P<first>\d{{1,2}})\s?{DASH}\s?{DAY} {MONTH}(?!\w)", days),
        rule(rf"\b{MONTH} {DAY}(?!\w|\s?{DASH}\s?\d)(?:,? {YEARS})?", american),
        rule(rf"(?P<the>\bthe )?\b{DAY} (?:of )?{MONTH}(?!\w)(?:,? {YEARS})?", british),
        rule(rf"\b{MONTH},? {YEARS}", month_year),
    )


def clock_rules(tag: str) -> tuple[Rule, ...]:
    """Return the rules for times of day, and for minutes played."""

    def clock(match: Match) -> str:
        said = time_of_day(match["hour"], match["minute"], tag)
        if match["half"]:
            return f"{said.removesuffix(O_CLOCK)} {match['half'].upper()}.M."
        return said

    def hours(match: Match) -> str:
        figures = match["hours"]
        first = cardinal(int(figures[:2]), tag)
        first = f"oh {first}" if figures[0] == "0" else first
        last = "hundred" if figures[2:] == "00" else _two_figures(figures[2:], tag)
        return f"{first} {last} hours"

    def played(match: Match) -> str:
        seconds = "" if match[2] == "00" else f" {_two_figures(match[2], tag)}"
        return f"{cardinal(int(match[1]), tag)} minutes{seconds}"

    half = r"\s?(?P<half>[ap])(?:\.\s?m\.?|m\b\.?)(?!\w)"
    return (
        rule(rf"{NOT_NUMBER}(?P<hour>\d{{1,2}})(?:[:.](?P<minute>[0-5]\d))?{half}", clock),
        rule(
            rf"{NOT_NUMBER}(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?P<half>)(?![\d:]|\.\d)",
            clock,
        ),
        rule(rf"{NOT_NUMBER}(2[5-9]|[3-9]\d|1\d\d):([0-5]\d)(?![\w:])", played),
        rule(rf"{NOT_NUMBER}(?P<hour>0\d)\.(?P<minute>[0-5]\d)(?P<half>)(?![\w.])", clock),
        rule(rf"{NOT_NUMBER}(?P<hours>[0-2]\d[0-5]\d) ?(?:hours|hrs|h)\b\.?", hours),
    )


def time_of_day(hour: str, minute: str | None, tag: str) -> str:
    """Return a time such as "ten oh five" or "nine o'clock"; "oh four twelve" for 04:12."""
    first = cardinal(int(hour), tag)
    if hour.startswith("0") and len(hour) == 2:
        first = "oh oh" if hour == "00" else f"oh {first}"
    if minute is None or minute == "00":
        return f"{first}{O_CLOCK}" if int(hour) <= 12 and hour[0] != "0" else f"{first} hundred"
    return f"{first} {_two_figures(minute, tag)}"


def _two_figures(figures: str, tag: str) -> str:
    said = cardinal(int(figures), tag)
    return f"oh {said}" if figures.startswith("0") else said


def year_rules(tag: str) -> tuple[Rule, ...]:
    """Return the rules for spans of years, decades, eras, and words before a year."""

    def span(match: Match) -> str:
        last = match["last"]
        said = year(int(last), tag) if len(last) == 4 else _two_figures(last, tag)
        return f"{year(int(match['first']), tag)} to {said}"

    def decade(match: Match) -> str:
        return plural(year(int(match["decade"]), tag))

    def before_christ(match: Match) -> str:
        era = " ".join(c for c in match["era"].upper() if c.isalpha())
        return f"{year(int(match['value']), tag)} {era}"

    def anno_domini(match: Match) -> str:
        return f"A.D. {year(int(match['value']), tag)}"

    def prefixed(match: Match) -> str:
        word = {"c": "circa", "ca": "circa", "b": "born", "d": "died", "est": "established",
                "estd": "established", "est'd": "established"}[match["word"].lower()]  # fmt: skip
        return f"{word} "

    end = r"(?![\w%/:]|[.,]\d)"
    return (
        rule(rf"\b(?P<word>ca|c|b|d|est'd|estd|est)\.?\s?(?={YEAR}\b)", prefixed),
        rule(rf"{NOT_NUMBER}(?P<first>{YEAR})\s?{DASH}\s?(?P<last>{YEAR}|\d\d){end}", span),
        rule(rf"{NOT_NUMBER}(?P<decade>(?:1\d|20)\d0)['’]?s\b", decade),
        rule(r"(?<![\w.,$£€])['’]?(?P<decade>[2-9]0)['’]?s\b", decade),
        rule(rf"{NOT_NUMBER}(?P<value>\d{{1,4}}) ?(?P<era>B\.?C\.?(?:E\b\.?)?)(?!\w)",
             before_christ, exact=True),
        rule(r"\bA\.?D\.? ?(?P<value>\d{1,4})(?![\w,])", anno_domini, exact=True),
        rule(rf"{NOT_NUMBER}(?P<value>\d{{1,4}}) ?A\.?D\b\.?(?!\w)",
             lambda m: f"{year(int(m['value']), tag)} A.D.", exact=True),
    )  # fmt: skip


def plural(said: str) -> str:
    """Return the plural of a number in words: twenties, tens, hundreds."""
    return f"{said[:-1]}ies" if said.endswith("y") else f"{said}s"
