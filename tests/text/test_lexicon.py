"""The lexicon: PLS files read strictly, words found whole, longest first, whatever their case."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.errors import JobError
from narrator.text.lexicon import Entry, Lexicon, merged
from narrator.text.pls import lexicon_paths, load_lexicon, read_pls
from narrator.voices import packaged_folder

HEAD = (
    '<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"'
    ' alphabet="ipa" xml:lang="en-GB">'
)


def pls(folder: Path, body: str, head: str = HEAD) -> Path:
    """Write a PLS file with the lexemes of `body`, and return its path."""
    path = folder / "words.pls"
    path.write_text(f"{head}{body}</lexicon>", encoding="utf-8")
    return path


def said(lexicon: Lexicon, text: str, language: str = "en") -> str:
    """Return `text` with what the lexicon says put in."""
    kept, aside = lexicon.set_aside(text, language)
    return aside.put_back(kept)


def test_a_lexeme_gives_its_graphemes_an_alias_or_phonemes(tmp_path: Path) -> None:
    """Aliases are text, phonemes IPA by default; several graphemes share one way."""
    body = (
        "<lexeme><grapheme>Stn</grapheme><grapheme>Sta</grapheme><alias>Station</alias></lexeme>"
        "<lexeme><grapheme>Lyon</grapheme><phoneme>liːˈoʊn</phoneme></lexeme>"
        '<lexeme><grapheme>Ure</grapheme><phoneme alphabet="x-espeak">j\'U@</phoneme></lexeme>'
    )
    entries = read_pls(pls(tmp_path, body)).entries
    ways = [(entry.grapheme, entry.alias, entry.phonemes) for entry in entries]
    assert ways == [
        ("Stn", "Station", ""),
        ("Sta", "Station", ""),
        ("Lyon", "", "liːˈoʊn"),
        ("Ure", "", "espeak:j'U@"),
    ]


def test_the_preferred_way_wins(tmp_path: Path) -> None:
    """PLS marks it with prefer="true"; else the first counts."""
    ways = '<phoneme>a</phoneme><phoneme prefer="true">b</phoneme>'
    body = f"<lexeme><grapheme>x</grapheme>{ways}</lexeme>"
    assert read_pls(pls(tmp_path, body)).entries[0].phonemes == "b"


@pytest.mark.parametrize(
    ("body", "head", "named"),
    [
        ("", '<!DOCTYPE lexicon [<!ENTITY a "b">]>' + HEAD, "DTD"),
        ("", HEAD.replace(' xml:lang="en-GB"', ""), "language"),
        ("", '<lexicon xml:lang="en">', "no PLS"),
        ("<lexeme>", HEAD, "well-formed"),
        ("<lexeme><grapheme>x</grapheme></lexeme>", HEAD, "incomplete"),
        ("<lexeme><alias>x</alias></lexeme>", HEAD, "incomplete"),
        (
            '<lexeme><grapheme>x</grapheme><phoneme alphabet="x-sampa">x</phoneme></lexeme>',
            HEAD,
            "x-sampa",
        ),
    ],
)
def test_a_wrong_or_hostile_file_is_refused(
    tmp_path: Path, body: str, head: str, named: str
) -> None:
    """One sentence says what is wrong with it."""
    with pytest.raises(JobError, match=named):
        read_pls(pls(tmp_path, body, head))


def test_a_doctype_in_another_encoding_is_refused_too(tmp_path: Path) -> None:
    """The declaration is looked for after parsing, not only in the bytes."""
    path = tmp_path / "words.pls"
    text = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE lexicon>{HEAD}</lexicon>'
    path.write_bytes(text.encode("utf-16"))
    with pytest.raises(JobError, match="DTD"):
        read_pls(path)


def test_a_missing_file_is_a_plain_sentence(tmp_path: Path) -> None:
    """As is a folder, or a name that no file can have."""
    for path in (tmp_path / "none.pls", tmp_path, tmp_path / "a\0b"):
        with pytest.raises(JobError, match="Cannot read the lexicon"):
            read_pls(path)


def test_words_are_found_whole_and_the_longest_first() -> None:
    """The town goes before the saint, and neither is found inside Saintonge."""
    lexicon = Lexicon(
        (
            Entry(grapheme="Saint", language="fr", alias="S"),
            Entry(grapheme="Saint-Ouen", language="fr", alias="T"),
            Entry(grapheme="Le Mans", language="fr", alias="U"),
        )
    )
    assert said(lexicon, "Saint-Ouen, Saint, Saintonge, Le\n Mans", "fr") == "T, S, Saintonge, U"


def test_a_word_is_found_in_capitals_but_capitals_mean_capitals() -> None:
    """Lyon is found as LYON; WHO is not found in "who"."""
    lexicon = Lexicon(
        (
            Entry(grapheme="Lyon", language="en", alias="Leon"),
            Entry(grapheme="WHO", language="en", alias="World Health Organization"),
            Entry(grapheme="quay", language="en", alias="key"),
        )
    )
    text = "LYON lyon WHO who Quay QUAY"
    assert said(lexicon, text) == "Leon lyon World Health Organization who key key"


def test_a_lexicon_speaks_for_its_own_language_only() -> None:
    """By the primary language; "mul" is any."""
    lexicon = Lexicon(
        (
            Entry(grapheme="chat", language="fr-CA", alias="cha"),
            Entry(grapheme="x", language="mul", alias="y"),
        )
    )
    assert said(lexicon, "chat x", "fr") == "cha y"
    assert said(lexicon, "chat x", "en-US") == "chat y"


def test_a_later_lexicon_goes_before_an_earlier_one(tmp_path: Path) -> None:
    """A series' own words win."""
    first = Lexicon((Entry(grapheme="Ure", language="en", alias="one"),))
    second = Lexicon((Entry(grapheme="Ure", language="en", alias="two"),))
    assert said(merged([first, second]), "Ure") == "two"
    body = "<lexeme><grapheme>Ure</grapheme><alias>three</alias></lexeme>"
    path = pls(tmp_path, body)
    assert said(load_lexicon([path, path]), "Ure") == "three"


@given(st.text(max_size=80))
def test_setting_words_aside_and_putting_them_back_changes_nothing_else(text: str) -> None:
    """The signs that keep the places never collide with the text, Yi syllables included."""
    lexicon = Lexicon((Entry(grapheme="a", language="", alias="a"),))
    assert said(lexicon, text).casefold() == text.casefold()


def test_a_text_with_more_words_than_signs_keeps_the_rest() -> None:
    """A thousand and more hits do not fail."""
    lexicon = Lexicon((Entry(grapheme="a", language="en", alias="b"),))
    assert said(lexicon, "a " * 2000).split() == ["b"] * 1165 + ["a"] * 835


def test_the_shipped_lexicons_are_read() -> None:
    """One for each of the five languages, every phoneme said by espeak's voices of it."""
    paths = lexicon_paths(packaged_folder() / "lexicon")
    assert [path.stem for path in paths] == ["de", "en", "es", "fr", "ru"]
    assert all(read_pls(path).entries for path in paths)
    assert lexicon_paths(Path("/nowhere")) == ()
