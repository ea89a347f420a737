"""Units after a number, by CLDR's names of them: their plural agrees with the number."""

from collections.abc import Callable
from functools import partial

from narrator.text.numbers import decimal
from narrator.text.rules import NOT_NUMBER, Match, Rule, any_of, number_pattern, rule, whole_of
from narrator.text.tables import table_of

Counted = Callable[[int, str], str]  # a number in words that agrees with the word after it
SPACE = r"[ \u00a0\u202f]?"


def measure_rules(tag: str, counted: Counted) -> tuple[Rule, ...]:
    """Return the rules for units: signs of one letter only as they are written."""
    units = table_of(tag).units
    signs = [sign for sign in units if len(sign) > 1 or not sign.isalpha()]
    letters = [sign for sign in units if sign not in signs]
    say = partial(_measure, tag=tag, counted=counted)
    number = f"{NOT_NUMBER}{number_pattern(tag)}{SPACE}"
    found = [rule(rf"{number}(?P<unit>{any_of(signs)})(?!\w)", say)]
    if letters:
        found.append(rule(rf"{number}(?P<unit>{any_of(letters)})(?![\w'’.])", say, exact=True))
    return tuple(found)


def _measure(match: Match, *, tag: str, counted: Counted) -> str:
    units = table_of(tag).units
    sign = match["unit"]
    unit = units.get(sign) or {s.lower(): u for s, u in units.items()}[sign.lower()]
    return f"{quantity(match, unit_name(match, unit, tag), tag, counted)}"


def quantity(match: Match, noun: str, tag: str, counted: Counted) -> str:
    """Return a matched number in words, and the noun it counts."""
    value = whole_of(match["whole"])
    if match["part"]:
        return f"{fraction(match, tag)} {noun}"
    return f"{counted(value, noun)} {noun}"


def fraction(match: Match, tag: str) -> str:
    """Return a matched decimal number in words."""
    return decimal(str(whole_of(match["whole"])), match["part"], tag)


def unit_name(match: Match, unit: str, tag: str) -> str:
    """Return CLDR's long name of a unit in the form that the matched number asks for."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - as num2words
    from babel.numbers import format_decimal  # noqa: PLC0415 - as num2words
    from babel.units import format_unit  # noqa: PLC0415 - as num2words

    try:
        locale = Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse(table_of(tag).language)
    value = (
        float(f"{whole_of(match['whole'])}.{match['part']}")
        if match["part"]
        else whole_of(match["whole"])
    )
    named = format_unit(value, unit, "long", locale=locale)
    name = named.replace(format_decimal(value, locale=locale), " ")
    return " ".join(name.split())
