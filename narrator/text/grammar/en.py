"""English: dates, clocks, decades, kings, rooms, scores.

A date keeps its order: "July 16, 1921" is "July sixteenth, nineteen twenty-one", "16 July 1921"
is "the sixteenth of July nineteen twenty-one".
"""

from functools import cache

from narrator.text.codes import code_rules, phone_rules
from narrator.text.dates import numeric_dates
from narrator.text.grammar import en_places
from narrator.text.grammar.common import (
    clock_range_rules,
    minus_rules,
    number_rules,
    numeral_rules,
    range_rules,
)
from narrator.text.grammar.en_times import YEARS, clock_rules, date_rules, figures, year_rules
from narrator.text.measures import measure_rules
from narrator.text.money import money_rules
from narrator.text.numbers import cardinal, ordinal, year
from narrator.text.roman import PATTERN, value_of
from narrator.text.rules import NOT_NUMBER, Match, Rule, rule

KINGS = (
    "Louis|Henry|Edward|George|William|Charles|James|Richard|John|Paul|Pius|Benedict|Elizabeth"
    "|Mary|Catherine|Nicholas|Alexander|Peter|Ivan|Frederick|Wilhelm|Napoleon|Philip|Ferdinand"
    "|Leopold|Victor|Emmanuel|Constantine|Gregory|Innocent|Clement|Leo|Urban|Otto|Ludwig|Haakon"
    "|Olav|Harald|Gustav|Christian|Margrethe|Isabella|Alfonso|Carlos|Francis|Joseph|Rams?es"
    "|Ramesses|Ptolemy|Cleopatra|Darius|Xerxes|Selim|Mehmed|Murad|Suleiman|Robert|Malcolm|Stephen"
)
NUMBERED = (
    "chapter|part|act|scene|book|volume|episode|season|war|section|article|appendix|phase|stage"
    "|type|class|level|title|canto|reel|series|plate|figure|table|day|apollo|gemini|bowl|corps"
    "|division|round|lesson|movement|psalm"
)


@cache
def rules(tag: str) -> tuple[Rule, ...]:
    """Return the rules of English in their order, for a tag such as en or en-GB."""

    def counted(value: int, _noun: str) -> str:
        return cardinal(value, tag)

    return (
        *en_places.name_rules(tag),
        *numeric_dates(tag, lambda date: figures(date, tag)),
        *date_rules(tag),
        *clock_range_rules(tag),
        *clock_rules(tag),
        *year_rules(tag),
        *_kings(tag),
        *numeral_rules(tag, NUMBERED, counted),
        *phone_rules(tag),
        *money_rules(tag, counted),
        *en_places.sum_rules(),
        *_degrees(tag),
        *minus_rules(tag),
        *measure_rules(tag, counted),
        *en_places.number_rules(tag),
        *range_rules(tag),
        *_ordinals(tag),
        *code_rules(tag),
        rule(rf"{NOT_NUMBER}{YEARS}", lambda m: year(int(m["year"]), tag)),
        *_fractions(tag),
        *number_rules(tag, counted),
        rule(r"(?<=[a-z])–(?=[^\W\d_])", lambda _: " to "),
    )


def _kings(tag: str) -> tuple[Rule, ...]:
    def king(match: Match) -> str:
        value = value_of(match["roman"])
        return f"{match['name']} the {ordinal(value, tag)}" if value else match.group()

    def century(match: Match) -> str:
        value = value_of(match["roman"])
        return ordinal(value, tag) if value else match.group()

    return (
        rule(rf"\b(?P<name>{KINGS}) (?P<roman>(?-i:[IVX]+))(?!\w|\.\w)", king),
        rule(rf"\b(?P<roman>(?-i:{PATTERN}))(?=th centur| centur)(?:th)?", century),
    )


def _degrees(tag: str) -> tuple[Rule, ...]:
    compass = {"n": "north", "s": "south", "e": "east", "w": "west"}

    def angle(match: Match) -> str:
        said = [_many(match["degrees"], "degree", tag)]
        said += [_many(match[n], n[:-1], tag) for n in ("minutes", "seconds") if match[n]]
        return " ".join([*said, *([compass[match["way"].lower()]] if match["way"] else [])])

    def height(match: Match) -> str:
        inches = f" {cardinal(int(match['inches']), tag)}" if match["inches"] else ""
        return f"{cardinal(int(match['feet']), tag)} foot{inches}"

    return (
        rule(
            rf"{NOT_NUMBER}(?P<degrees>\d+) ?°(?! ?[CF]\b)(?: ?(?P<minutes>\d+) ?[′'’])?"
            rf"(?: ?(?P<seconds>\d+) ?[″\"”])?(?: ?(?P<way>[NSEW])\b)?",
            angle,
        ),
        rule(rf"{NOT_NUMBER}(?P<feet>\d)[′'’] ?(?P<inches>\d{{1,2}})(?:[″\"”]|['’]{{2}})", height),
    )


def _many(figures: str, noun: str, tag: str) -> str:
    value = int(figures)
    return f"{cardinal(value, tag)} {noun if value == 1 else noun + 's'}"


def _ordinals(tag: str) -> tuple[Rule, ...]:
    return (
        rule(
            rf"{NOT_NUMBER}(\d{{1,3}}(?:,\d{{3}})*|\d+)(?:st|nd|rd|th)\b",
            lambda m: ordinal(int(m.group(1).replace(",", "")[:15]), tag),
        ),
    )


def _fractions(tag: str) -> tuple[Rule, ...]:
    def part(match: Match) -> str:
        above, below = int(match[1]), int(match[2])
        if not 0 < above < below <= 10:
            return f"{cardinal(above, tag)} {cardinal(below, tag)}"
        name = {2: "half", 4: "quarter"}.get(below) or ordinal(below, tag)
        return f"{cardinal(above, tag)} {name if above == 1 else name + 's'}"

    return (rule(r"(?<![\w/.,])(\d{1,2})/(\d{1,2})(?![\w/]|[.,]\d)", part),)
