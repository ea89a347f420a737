"""Text made safe for speech engines."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.engines.plain import LONGEST_CHARACTERS, plain_text
from narrator.errors import SpeechError


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Harbour\n  Police", "Harbour Police"),
        ("a [[h@l'oU]] b", "a [h@l'oU]] b"),
        ("[[[[x", "[x"),
        ("\x01+20S fast", "+20S fast"),
        ("nul\0byte", "nul byte"),
        ("co\u00adoperate", "cooperate"),
        ("\u202bright\u202c", "right"),
        ("می\u200cروم", "می\u200cروم"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("<b>AT&T</b>", "<b>AT&T</b>"),
    ],
)
def test_what_an_engine_could_take_for_a_command_goes(text: str, plain: str) -> None:
    """And what a viewer could read stays."""
    assert plain_text(text) == plain


@pytest.mark.parametrize("text", ["", " \n", "…", "- – —", "♪ ♫", "\x00"])
def test_a_text_without_a_word_is_a_speech_error(text: str) -> None:
    """Nobody can say it."""
    with pytest.raises(SpeechError, match="no word"):
        plain_text(text)


def test_an_absurdly_long_text_is_a_speech_error() -> None:
    """It would take an engine minutes and gigabytes."""
    assert len(plain_text("x" * LONGEST_CHARACTERS)) == LONGEST_CHARACTERS
    with pytest.raises(SpeechError, match="2500 is the most"):
        plain_text("x" * (LONGEST_CHARACTERS + 1))


@given(st.text().filter(lambda text: any(map(str.isalnum, text))))
def test_whatever_comes_in_goes_out_clean_and_stays_so(text: str) -> None:
    """It can be encoded, holds no control character, and cleaning again changes nothing."""
    plain = plain_text(text)
    plain.encode()
    assert "[[" not in plain
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} for c in plain)
    assert plain_text(plain) == plain
