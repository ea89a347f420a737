"""The spoken form: capitals, initials, years and pauses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.text.spoken import spoken_form


@pytest.mark.parametrize(
    ("lines", "language", "spoken"),
    [
        (["HARBOUR OFFICE"], "en", "Harbour office"),
        (["HARBOUR OFFICE", "CLOSED ON SUNDAYS"], "en", "Harbour office, closed on sundays"),
        (["BRISTOL. 4 MAY 1921."], "en", "Bristol. 4 may nineteen twenty-one."),
        (["1905"], "en", "nineteen oh-five"),
        (["2009"], "en", "two thousand and nine"),
        (["NKVD RECORDS"], "en", "N K V D records"),
        (["GPU HEADQUARTERS"], "en", "G P U headquarters"),
        (["NATO SUMMIT"], "en", "Nato summit"),
        (["The BBC, London"], "en", "The B B C, London"),
        (["Dr. Ada Marsh", "Botanist"], "en", "Dr. Ada Marsh, Botanist"),
        (["To whoever finds this:", "keep it dry."], "en", "To whoever finds this: keep it dry."),
        (["IT IS OVER"], "en", "It is over"),
        (["GARE DU NORD, 1944"], "fr", "Gare du nord, mille neuf cent quarante-quatre"),
        (["BERLIN 1945"], "de", "Berlin neunzehnhundertfünfundvierzig"),
        (["ROOM 1408B"], "en", "Room 1408B"),
        (["$1,950 REWARD"], "en", "$1,950 reward"),
        (["19:45"], "en", "19:45"),
    ],
)
def test_what_is_shown_is_said_as_a_person_says_it(
    lines: list[str], language: str, spoken: str
) -> None:
    """Each convention of the first cut."""
    assert spoken_form(lines, language) == spoken


def test_an_unknown_language_falls_back_to_the_text() -> None:
    """No table: capitals still become words, and a year stays a figure."""
    assert spoken_form(["HELSINKI 1952"], "xx") == "Helsinki 1952"


@given(st.lists(st.text(max_size=40), max_size=4), st.sampled_from(["en", "fr", "de", "ru", "xx"]))
def test_no_text_makes_it_raise(lines: list[str], language: str) -> None:
    """Any text has a spoken form on one line."""
    assert "\n" not in spoken_form(lines, language)


@given(st.lists(st.text(alphabet="abcdefg HIJKL.,", max_size=30), max_size=3))
def test_no_letter_is_dropped(lines: list[str]) -> None:
    """Letters survive, whatever happens to their case and spacing."""
    letters = [c for line in lines for c in line.casefold() if c.isalpha()]
    assert [c for c in spoken_form(lines, "en").casefold() if c.isalpha()] == letters
