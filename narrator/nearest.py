"""What a misspelt word was meant to be."""

from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST = 64  # characters; nothing that is asked for is as long, and difflib is slow over more


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return as a question which of the known words was meant, "" where none is near."""
    written = {each.casefold(): each for each in known}
    near = get_close_matches(word.casefold(), written, n=1) if len(word) <= _LONGEST else []
    return f"Did you mean {written[near[0]]}?" if near else ""
