"""The spoken form: what holds for any text, whatever the table says."""

import re
import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.text.lexicon import Entry, Lexicon
from narrator.text.spoken import spoken_form

LANGUAGES = ("en", "en-US", "fr", "de", "es", "es-MX", "ru", "xx", "", "zh-Hant")
WITH_GRAMMAR = ("en", "fr", "de", "es", "ru")
# Letters of which no table makes an abbreviation, a unit, a numeral or initials.
SAFE = "bfjqu"
texts = st.lists(st.text(max_size=40), max_size=4)
FIGURES = "0123456789 .,:/-–$€£%°№#'hHsмгIVXLM()"
figures = st.text(alphabet=FIGURES, max_size=24)


@settings(deadline=None)
@given(texts, st.sampled_from(LANGUAGES))
def test_no_text_makes_it_raise(lines: list[str], language: str) -> None:
    """Any text has a spoken form on one line, free of the marks of line breaks."""
    said = spoken_form(lines, language)
    assert said.splitlines() == ([said] if said else [])


@settings(deadline=None)
@given(st.lists(figures, max_size=2), st.sampled_from(LANGUAGES))
def test_no_figures_make_it_raise(lines: list[str], language: str) -> None:
    """Neither do figures and signs in any order, where the rules are at work."""
    assert isinstance(spoken_form(lines, language), str)


@settings(deadline=None)
@given(figures, st.sampled_from(WITH_GRAMMAR))
def test_no_figure_is_left_or_lost(text: str, language: str) -> None:
    """Every figure is put in words: none stays, and where there was one there is a word."""
    said = spoken_form([f"qu {text}"], language)
    assert not re.search("[0-9]", said)
    if re.search("[0-9]", text):
        assert len(re.findall(r"\w+", said)) > 1


@settings(deadline=None)
@given(
    st.lists(st.text(alphabet=f"{SAFE}{SAFE.upper()} ,.!?", max_size=30), max_size=3),
    st.sampled_from(LANGUAGES),
)
def test_no_letter_is_dropped(lines: list[str], language: str) -> None:
    """Letters survive, whatever happens to their case and spacing."""
    letters = Counter(c for line in lines for c in line.casefold() if c.isalpha())
    said = Counter(c for c in spoken_form(lines, language).casefold() if c.isalpha())
    assert said == letters


@settings(deadline=None)
@given(texts)
def test_an_unknown_language_keeps_every_letter_and_figure(lines: list[str]) -> None:
    """No table: nothing is added, nothing dropped."""
    kept = Counter(c for line in lines for c in line.casefold() if c.isalnum())
    said = Counter(c for c in spoken_form(lines, "xx").casefold() if c.isalnum())
    assert said == kept


@pytest.mark.parametrize("language", WITH_GRAMMAR)
@pytest.mark.parametrize(
    "piece", ["1", "I", "A.B.", "1-", "a@", "12:", "www.", "(", "1,000", "A 1 "]
)
def test_a_long_odd_text_does_not_hang(piece: str, language: str) -> None:
    """Three thousand characters of one thing are done with at once."""
    assert spoken_form([piece * (3000 // len(piece))], language)


def test_a_hostile_length_is_done_with_at_once() -> None:
    """A megabyte in one line or in many is joined and left as it is."""
    assert spoken_form(["1-" * 500_000], "en") == "1-" * 500_000
    assert len(spoken_form(["II 1-"] * 100_000, "en")) > 500_000


def test_empty_lines_have_an_empty_spoken_form() -> None:
    """Nothing shown, nothing said."""
    assert not spoken_form(["", "  "], "en")


def test_what_the_lexicon_says_is_touched_by_no_step() -> None:
    """An alias in capitals with figures stays as written, in a text in capitals too."""
    lexicon = Lexicon((Entry(grapheme="Halcyon", language="en", alias="HAL-9 Dr. II"),))
    assert spoken_form(["HALCYON 5"], "en", lexicon) == "HAL-9 Dr. II five"


def test_a_phoneme_of_the_lexicon_stands_beside_its_word() -> None:
    """The notation holds the word as shown and the phonemes."""
    lexicon = Lexicon((Entry(grapheme="Lubyanka", language="en", phonemes="lʊˈbjæŋkə"),))
    said = spoken_form(["MOSCOW, LUBYANKA. 1922."], "en", lexicon)
    assert said == "Moscow, ⟦Lubyanka|lʊˈbjæŋkə⟧. nineteen twenty-two."


def test_the_libraries_of_a_step_wait_until_it_needs_them() -> None:
    """A text without figures or emoji is put in words without num2words, Babel or emoji."""
    code = (
        "import sys; from narrator.text.spoken import spoken_form;"
        "[spoken_form(['NO ENTRY'], tag) for tag in ('en', 'fr', 'de', 'es', 'ru')];"
        "print({'num2words', 'babel', 'emoji', 'simplemma', 'spellchecker'} & sys.modules.keys())"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"
