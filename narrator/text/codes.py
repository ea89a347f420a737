"""Figures that are no quantity: telephone numbers, plates, ship and part numbers."""

import re
from collections.abc import Callable
from functools import partial

from narrator.text.accents import without_accents
from narrator.text.initials import VOWELS, letters_of
from narrator.text.numbers import cardinal, digits, grouped
from narrator.text.roman import value_of
from narrator.text.rules import NOT_NUMBER, Match, Rule, rule
from narrator.text.tables import Table, table_of

LETTER = r"[A-ZÀ-ÖØ-ÞА-ЯЁ]"
RUNS = re.compile(r"\d+|[^\W\d_]+")
SHORT_RUN = 2  # figures that are still said as one number beside letters


def phone_rules(tag: str) -> tuple[Rule, ...]:
    """Return the rules for telephone numbers, by their shapes and after words such as Tel."""
    table = table_of(tag)
    say = partial(_phone, tag=tag)
    number = r"(?P<number>[+(]?\d[\d ()./-]{3,}\d)"
    return (
        rule(rf"\b(?:{table.phone_words})\b\W{{1,3}}{number}(?!\w)", _after_word(tag)),
        *(rule(rf"{NOT_NUMBER}(?<![+-]){shape}(?![\w-]|[.,]\d)", say) for shape in table.phones),
    )


def _after_word(tag: str) -> Callable[[Match], str]:
    def say(match: Match) -> str:
        word = match.group()[: match.start("number") - match.start()]
        return word + phone(match["number"], tag)

    return say


def _phone(match: Match, *, tag: str) -> str:
    return phone(match.group(), tag)


def phone(shown: str, tag: str) -> str:
    """Return a telephone number in words: a pause between its groups."""
    table = table_of(tag)
    read = grouped if table.grouped_digits else digits
    groups = [read(run, tag) for run in re.findall(r"\d+", shown)]
    plus = f"{table.symbols['+']} " if shown.startswith("+") else ""
    return plus + ", ".join(groups)


def code_rules(tag: str) -> tuple[Rule, ...]:
    """Return the rules for letters mixed with figures, leading zeros, and long figures."""
    say = partial(_code, tag=tag)
    return (
        rule(
            rf"(?<![\w])(?=[\w-]*\d)(?=[\w-]*[^\W\d_])(?:{LETTER}{{1,4}}|\d+)"
            rf"(?:-?(?:{LETTER}{{1,4}}|\d+))+(?!\w)",
            say,
            exact=True,
        ),
        rule(rf"(?<![\w]){LETTER}{{1,3}}[ ]\d{{2,4}}(?![\w:]|[.,]\d|[-–]\d)", say, exact=True),
        rule(
            rf"{NOT_NUMBER}(?<!\d[ .'’\u00a0\u202f])(?:0\d+|\d{{10,}})(?!\w|[.,]\d)",
            lambda m: digits(m.group(), tag),
        ),
    )


def _code(match: Match, *, tag: str) -> str:
    """Return letters one by one, short figures as a number and long ones figure by figure."""
    shown = match.group()
    letters, _, figures = shown.partition(" ")
    if figures and not is_plate(letters, figures, table_of(tag)):
        return shown
    return " ".join(_run(run, shown, tag) for run in RUNS.findall(shown))


def _run(run: str, shown: str, tag: str) -> str:
    if not run.isdigit():
        return letters_of(run.upper(), table_of(tag))
    short = len(run) <= SHORT_RUN and not run.startswith("0") and " " not in shown
    return cardinal(int(run), tag) if short else digits(run, tag)


def is_plate(letters: str, figures: str, table: Table) -> bool:
    """Whether capitals before figures are letters of a plate and no word, unit or numeral.

    With a vowel among them only two letters before three figures are: AF 447, not EN 1943.
    """
    little = {word.upper() for word in table.ends_open | table.begins_open}
    words = {*table.not_letters, *(unit.upper() for unit in table.units), *table.small_words}
    if letters in words | little or value_of(letters):
        return False
    return not set(without_accents(letters)) & VOWELS or len(letters) + 1 == len(figures) == 3
