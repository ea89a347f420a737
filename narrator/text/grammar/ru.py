"""Russian: dates and years in their cases, ordinals with endings, numbers that agree.

A date on a card is nominative with the year in the genitive: "семнадцатое мая … третьего года".
After a preposition, or after a word, the day stands in the case that asks for.
"""

from functools import cache

from narrator.text.codes import code_rules, phone_rules
from narrator.text.dates import numeric_dates
from narrator.text.grammar import ru_nouns
from narrator.text.grammar.common import (
    YEAR,
    Say,
    clock_range_rules,
    minus_rules,
    number_rules,
    numeral_rules,
    range_rules,
)
from narrator.text.grammar.ru_times import (
    bare_year,
    date_rules,
    figures,
    year_rules,
    year_span_rules,
)
from narrator.text.measures import measure_rules
from narrator.text.money import money_rules
from narrator.text.numbers import cardinal
from narrator.text.rules import NOT_NUMBER, Match, Rule, rule

NUMBERED = r"apollo|аполлон|том|тип|класс|уровень|мировая"


@cache
def rules(tag: str) -> tuple[Rule, ...]:
    """Return the rules of Russian in their order."""

    def counted(value: int, noun: str) -> str:
        return agreed(value, noun, tag)

    return (
        rule(r"№ ?(?=\d)|\bN ?(?=\d)", lambda _: "номер "),
        *(rule(rf"\b{short}\. ?(?=\d)", _full(full)) for short, full in ru_nouns.BEFORE_FIGURES),
        rule(r"(?<!\w)г\. (?=(?-i:[А-ЯЁ]))(?<!\d г\. )", lambda _: "город "),
        *numeric_dates(tag, lambda date: figures(date, tag)),
        *date_rules(tag),
        *clock_range_rules(tag),
        *_clocks(tag),
        *year_span_rules(tag),
        *year_rules(tag),
        *ru_nouns.numeral_rules(tag),
        *numeral_rules(tag, NUMBERED, counted),
        *phone_rules(tag),
        *money_rules(tag, counted),
        *_degrees(tag),
        *minus_rules(tag),
        *measure_rules(tag, counted),
        *ru_nouns.ordinal_rules(tag),
        *ru_nouns.joined_rules(tag),
        *range_rules(tag),
        *code_rules(tag),
        rule(rf"{NOT_NUMBER}(?P<year>{YEAR})(?=[.,;:!?)»]|$)(?![.,]\d)", bare_year(tag)),
        *_fractions(tag),
        *number_rules(tag, counted),
    )


def _full(word: str) -> Say:
    return lambda _: f"{word} "


def agreed(value: int, noun: str, tag: str) -> str:
    """Return a number that agrees with the noun after it: "две недели", "одно место".

    After a number that ends in 2 a feminine noun ends in -ы or -и; after one that ends in 1 its
    gender shows in the nominative.
    """
    word = noun.split(maxsplit=1)[0].lower() if noun else ""
    if value % 10 == 2 and value % 100 != 12 and word.endswith(("ы", "и")):
        return cardinal(value, tag, gender="f")
    if value % 10 == 1 and value % 100 != 11:
        gender = (
            "f" if word.endswith(("а", "я")) else "n" if word.endswith(("о", "е", "ё")) else "m"
        )
        return cardinal(value, tag, gender=gender if word not in ru_nouns.LITTLE_WORDS else "m")
    return cardinal(value, tag)


def _clocks(tag: str) -> tuple[Rule, ...]:
    def clock(match: Match) -> str:
        hour, minute = int(match["hour"]), int(match["minute"])
        first = cardinal(hour, tag)
        if not minute:
            return f"{first} {ru_nouns.form(hour, 'час', 'часа', 'часов')} ровно"
        zero = "ноль " if match["minute"].startswith("0") else ""
        return f"{first} {zero}{cardinal(minute, tag)}"

    return (
        rule(rf"{NOT_NUMBER}(?P<hour>[01]?\d|2[0-4])[:](?P<minute>[0-5]\d)(?![\w:])", clock),
        rule(
            rf"(?<=\bв ){NOT_NUMBER}(?P<hour>[01]?\d|2[0-4])[.](?P<minute>[0-5]\d)(?![\w.])", clock
        ),
    )


def _degrees(tag: str) -> tuple[Rule, ...]:
    def angle(match: Match) -> str:
        value = int(match["degrees"])
        return f"{cardinal(value, tag)} {ru_nouns.form(value, 'градус', 'градуса', 'градусов')}"

    return (rule(rf"{NOT_NUMBER}(?P<degrees>\d+) ?°(?! ?[CСF]\b)", angle),)


def _fractions(tag: str) -> tuple[Rule, ...]:
    names = {"1/2": "одна вторая", "1/3": "одна треть", "2/3": "две трети", "1/4":
             "одна четверть", "3/4": "три четверти"}  # fmt: skip

    def part(match: Match) -> str:
        known = names.get(match.group())
        return known or " дробь ".join(cardinal(int(n), tag) for n in match.group().split("/"))

    return (rule(r"(?<![\w/.,])\d{1,2}/\d{1,2}(?![\w/]|[.,]\d)", part),)
