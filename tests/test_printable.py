"""Texts made fit for a line on a screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.printable import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Été 第1話", "Été 第1話"),
        ("a\nnarrator: all done", "a\\nnarrator: all done"),
        ("\x1b[2J\r\x9b", "\\x1b[2J\\r\\x9b"),
        ("ep\udce9.srt", "ep\\udce9.srt"),
        ("a\u2028b", "a\\u2028b"),
        ("Qui\u202f?\u00a0", "Qui ? "),
        ("a\u202eb", "a b"),
    ],
)
def test_what_steers_is_told_and_what_is_read_stays(text: str, shown: str) -> None:
    """Breaks and controls as their escapes; spaces of all kinds as spaces."""
    assert printable(text) == shown


@given(st.text())
def test_whatever_comes_out_is_one_line(text: str) -> None:
    """Which Python, too, would print as it is."""
    assert printable(text).isprintable()
