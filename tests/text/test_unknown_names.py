"""Names without a pronunciation, and words that look cut off or misspelt."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.model import Narration, Span
from narrator.text.lexicon import Entry, Lexicon
from narrator.text.names import Misspelt, UnknownName, misspelt, one_edit, unknown_names
from narrator.text.words import word_list


class FewWords:
    """A word list of a few words, the most frequent first."""

    def __init__(self, *words: str) -> None:
        """Keep the words."""
        self._words = words

    def knows(self, word: str) -> bool:
        """Whether it is one of the words."""
        return word in self._words

    def frequent(self, word: str) -> bool:
        """Whether it is one of the words."""
        return word in self._words

    def frequent_words(self) -> Iterable[str]:
        """Return the words."""
        return self._words


WORDS = FewWords("the", "agent", "agents", "harbour", "office", "of", "street", "records", "at")


def shown(*texts: str) -> list[Narration]:
    """Return narrations n1, n2 … of the texts."""
    span = Span(start_ms=0, end_ms=1000)
    return [
        Narration(
            id=f"n{number}",
            unit_ids=(),
            span=span,
            tag="caption",
            text=text,
            spoken="",
            voice="",
        )
        for number, text in enumerate(texts, 1)
    ]


def test_a_capitalised_word_that_no_one_knows_is_a_name() -> None:
    """With its count and where it stands, written as in small letters where it is."""
    found = unknown_names(
        shown("REINHOLT'S OFFICE", "The agent Reinholt\nof Vardø"), "en", words=WORDS
    )
    assert found == (
        UnknownName(word="Reinholt", count=2, narration_ids=("n1", "n2")),
        UnknownName(word="Vardø", count=1, narration_ids=("n2",)),
    )


def test_what_the_lexicon_says_needs_no_telling() -> None:
    """A known grapheme is not listed, in capitals either, nor are the words of a longer one."""
    lexicon = Lexicon(
        (
            Entry(grapheme="Reinholt", language="en", alias="Rine-holt"),
            Entry(grapheme="Sinn Féin", language="en", alias="Shin Fane"),
        )
    )
    texts = shown("REINHOLT AT THE OFFICE", "Sinn Féin")
    assert unknown_names(texts, "en", lexicon, words=WORDS) == ()


def test_initials_numerals_abbreviations_and_addresses_are_no_names() -> None:
    """They have a reading of their own."""
    texts = shown("NKVD RECORDS", "UNESCO, XIV", "Dr. of the NATO", "www.Zzyx.example #Qqq @Vvv")
    assert unknown_names(texts, "en", words=WORDS) == ()


def test_a_cut_off_word_is_reported_and_not_changed() -> None:
    """At the end of a line in capitals, with the most frequent word that begins so."""
    texts = shown("RAMÓN MERCADER\nNKVD AGEN")
    assert misspelt(texts, "en", words=WORDS) == (
        Misspelt(word="AGEN", suggestion="agent", narration_ids=("n1",)),
    )
    assert texts[0].text == "RAMÓN MERCADER\nNKVD AGEN"


def test_a_misspelt_word_is_one_edit_from_a_frequent_one() -> None:
    """In small letters, or a long one in capitals that stands there once."""
    found = misspelt(shown("the offcie of HARBUOR STREET"), "en", words=WORDS)
    assert [(one.word, one.suggestion) for one in found] == [
        ("offcie", "office"),
        ("HARBUOR", "harbour"),
    ]


def test_a_name_that_comes_back_is_no_misspelling() -> None:
    """A word that stands twice with a capital is a name."""
    assert misspelt(shown("Mr Offise", "Mr Offise"), "en", words=WORDS) == ()


def test_a_language_without_word_list_tells_nothing() -> None:
    """Rather than every word."""
    assert unknown_names(shown("UMUNTU"), "xx") == ()
    assert misspelt(shown("UMUNTU"), "xx") == ()
    assert word_list("xx") is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("HARBOUR OFFICE", []),
        ("COLOUR THEATRE", []),
        ("ROYAL LIFEBOAT TRUST", []),
        ("GILES HARGREAVE\nREGIONAL OPERATIONS", ["Hargreave"]),
        ("MOSCOW, LUBYANKA. 1922.", ["Lubyanka"]),
    ],
)
def test_the_installed_words_of_english(text: str, names: list[str]) -> None:
    """British spellings are known, and so are common first names and cities."""
    assert [found.word for found in unknown_names(shown(text), "en-GB")] == names


def test_the_installed_words_of_french_know_lost_accents_and_elisions() -> None:
    """Capitals without accents, and what an apostrophe joins."""
    assert unknown_names(shown("MINISTERE", "DÉFENSE D'AFFICHER", "L'ECOLE"), "fr") == ()


@given(st.lists(st.text(max_size=30), max_size=3))
def test_no_text_makes_either_raise(texts: list[str]) -> None:
    """Any text can be looked through."""
    narrations = shown(*texts)
    assert unknown_names(narrations, "en", words=WORDS) is not None
    assert misspelt(narrations, "en", words=WORDS) is not None


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("agen", "agent", True),
        ("offcie", "office", True),
        ("offce", "office", True),
        ("offise", "office", True),
        ("office", "office", False),
        ("agn", "agent", False),
        ("abcd", "badc", False),
    ],
)
def test_one_edit(one: str, other: str, *, near: bool) -> None:
    """A letter added, left out, replaced, or two swapped, and no more."""
    assert one_edit(one, other) is one_edit(other, one) is near
