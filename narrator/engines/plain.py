"""Text made safe for a speech engine: no control codes, no phoneme marks, something to say."""

import re
import unicodedata
from collections.abc import Callable

from narrator.errors import SpeechError
from narrator.text.phonemes import in_notation, without_phonemes

LONGEST_CHARACTERS = 2_500  # in one breath Piper takes 3.5 GB for it

SayPhonemes = Callable[[str, str], str | None]

_PHONEME_MARK = re.compile(r"\[{2,}")
_JOINERS = "\u200c\u200d"  # they shape words in Persian and in Indic scripts


def the_word(_word: str, _phonemes: str) -> None:
    """Say that the word itself is to be spoken: for an engine that takes no phonemes."""


def plain_text(text: str, say: SayPhonemes = the_word) -> str:
    """Return `text` on one line, free of what an engine might take for a command.

    Control characters (espeak's Ctrl-A commands), lone surrogates and private characters become
    spaces; invisible format characters (soft hyphens, directions) go; "[[", the mark of
    phonemes, becomes "[". A word with phonemes, ⟦word|phonemes⟧, becomes what `say` makes of it,
    the engine's own notation, or the word where that is None.

    Raises SpeechError where no letter or digit is left, or the text is absurdly long.
    """
    plain = " ".join(in_notation(text, _safe, say).split())
    if not any(map(str.isalnum, _safe(without_phonemes(text)))):
        raise SpeechError("The text has no word to speak.", "Correct the text in the script.")
    if len(plain) > LONGEST_CHARACTERS:
        message = f"The text has {len(plain)} characters; {LONGEST_CHARACTERS} is the most."
        raise SpeechError(message, "Divide the text in the script.")
    return plain


def _safe(piece: str) -> str:
    """Return a piece of text that cannot be taken for a command, nor open one with what follows."""
    safe = _PHONEME_MARK.sub("[", "".join(map(_speakable, piece)))
    return f"{safe} " if safe.endswith("[") else safe


def _speakable(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf" and character not in _JOINERS:
        return ""
    return " " if category in {"Cc", "Cs", "Co", "Cn"} else character
