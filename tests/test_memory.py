"""What is kept of languages is let go, and comes back where it is needed again."""

from narrator.memory import let_go
from narrator.segment.language import frequencies, identifier, language_of
from narrator.text.words import word_list

LINES = [
    "Where have you been all this time?",
    "I was waiting for you at the harbour, and it rained.",
]


def test_models_and_lists_are_let_go_and_come_back() -> None:
    """The answers are the same before and after."""
    before = language_of(LINES), word_list("en") is not None
    frequencies("en")
    let_go()
    kept = [identifier.cache_info(), frequencies.cache_info(), word_list.cache_info()]
    assert [info.currsize for info in kept] == [0, 0, 0]
    assert (language_of(LINES), word_list("en") is not None) == before == ("en", True)
