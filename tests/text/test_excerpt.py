"""Texts in short."""

import pytest

from narrator.text.excerpt import excerpt


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("HARBOUR  STREET\n1921", 80, "HARBOUR STREET / 1921"),
        ("The ferry leaves at nine", 24, "The ferry leaves at nine"),
        ("The ferry leaves at nine", 23, "The ferry leaves at …"),
        ("The ferry leaves at nine", 20, "The ferry leaves …"),
        ("The ferry\nleaves", 13, "The ferry …"),
        ("港の時計台は夜明けまで灯る", 10, "港の時計台は夜明 …"),
        ("港 の時計台は夜明けまで灯る", 10, "港 の時計台は夜 …"),
        ("", 10, ""),
    ],
)
def test_a_text_is_cut_between_words(text: str, most: int, expected: str) -> None:
    """On one line; where there are no spaces, between characters."""
    assert excerpt(text, most) == expected
    assert len(excerpt(text, most)) <= most
