"""What a misspelt word was meant to be."""

import time

import pytest

from narrator.nearest import did_you_mean


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("pipr", "Did you mean piper?"),
        ("PIPER", "Did you mean piper?"),
        ("pyttsx", "Did you mean pyttsx3?"),
        ("Broadcst", "Did you mean Broadcast?"),
        ("frob", ""),
        ("", ""),
    ],
)
def test_the_nearest_word_is_meant_or_none(word: str, meant: str) -> None:
    """Capitals apart, and as it is written."""
    assert did_you_mean(word, ["piper", "pyttsx3", "Broadcast"]) == meant


def test_a_word_of_a_megabyte_was_meant_to_be_none() -> None:
    """And that is known at once."""
    began_s = time.process_time()
    assert did_you_mean("piper" * 200_000, ["piper"] * 99) == ""
    assert time.process_time() - began_s < 0.5
