"""The notation for phonemes in a spoken form: ⟦word|phonemes⟧.

The phonemes are IPA, or espeak's mnemonics after "espeak:". A person can write and edit the
notation in a script. Each engine puts it in its own notation before it speaks, and falls back on
the word where it cannot.
"""

import re
from collections.abc import Callable

OPEN, CLOSE, PART = "⟦", "⟧", "|"
ESPEAK = "espeak:"
NOTATION = re.compile(r"⟦([^⟦⟧|]*)\|([^⟦⟧|]*)⟧")
STRAY = str.maketrans("⟦⟧", "  ")


def marked(word: str, phonemes: str) -> str:
    """Return the notation for a word said by phonemes."""
    return f"{OPEN}{word}{PART}{phonemes}{CLOSE}"


def without_phonemes(text: str) -> str:
    """Return a spoken form with the words in place of their phonemes: to show, or to forecast."""
    return NOTATION.sub(lambda match: match[1], text).translate(STRAY)


def in_notation(
    text: str, plain: Callable[[str], str], say: Callable[[str, str], str | None]
) -> str:
    """Return a spoken form in an engine's own notation.

    `plain` makes the text between the marks safe; `say` takes a word and its phonemes and
    returns the engine's notation for them, or None where the word itself is to be spoken.
    """
    pieces: list[str] = []
    end = 0
    for match in NOTATION.finditer(text):
        pieces.append(plain(text[end : match.start()].translate(STRAY)))
        pieces.append(say(match[1], match[2]) or plain(match[1]))
        end = match.end()
    pieces.append(plain(text[end:].translate(STRAY)))
    return "".join(pieces)
