"""The table of spoken forms: each row is a convention and what a native reader says."""

from pathlib import Path

import pytest

from narrator.text.spoken import spoken_form

TABLE = Path(__file__).with_name("spoken_cases.tsv")


def rows() -> list[list[str]]:
    """Return the rows of the table: language, convention, shown, spoken."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(
    ("language", "convention", "shown", "spoken"),
    rows(),
    ids=[f"{row[0]}: {row[1]}" for row in rows()],
)
def test_what_is_shown_is_said_as_a_native_reader_says_it(
    language: str, convention: str, shown: str, spoken: str
) -> None:
    """The spoken form is that of the table; case is not heard."""
    said = spoken_form(shown.split("⏎"), language)
    assert heard(said) == heard(spoken), convention


def heard(text: str) -> str:
    """Return what is heard of a text: neither case nor the shape of an apostrophe."""
    return text.casefold().replace("’", "'")


def test_the_table_is_large_and_covers_five_languages() -> None:
    """At least 320 cases, at least 60 for each of the five languages, each convention once."""
    keys = [(row[0], row[1]) for row in rows()]
    languages = [language.partition("-")[0] for language, _ in keys]
    assert len(keys) >= 320
    assert len(set(keys)) == len(keys)
    assert all(languages.count(language) >= 60 for language in ("en", "fr", "de", "es", "ru"))
