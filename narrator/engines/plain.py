"""Text made safe for a speech engine: no control codes, no phoneme marks, something to say."""

import re
import unicodedata

from narrator.errors import SpeechError

LONGEST_CHARACTERS = 2_500  # in one breath Piper takes 3.5 GB for it

_PHONEME_MARK = re.compile(r"\[{2,}")
_JOINERS = "\u200c\u200d"  # they shape words in Persian and in Indic scripts


def plain_text(text: str) -> str:
    """Return `text` on one line, free of what an engine might take for a command.

    Control characters (espeak's Ctrl-A commands), lone surrogates and private characters become
    spaces; invisible format characters (soft hyphens, directions) go; "[[", the mark of
    phonemes, becomes "[".

    Raises SpeechError where no letter or digit is left, or the text is absurdly long.
    """
    joined = "".join(map(_speakable, text))
    plain = " ".join(_PHONEME_MARK.sub("[", joined).split())
    if not any(map(str.isalnum, plain)):
        raise SpeechError("The text has no word to speak.", "Correct the text in the script.")
    if len(plain) > LONGEST_CHARACTERS:
        message = f"The text has {len(plain)} characters; {LONGEST_CHARACTERS} is the most."
        raise SpeechError(message, "Divide the text in the script.")
    return plain


def _speakable(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf" and character not in _JOINERS:
        return ""
    return " " if category in {"Cc", "Cs", "Co", "Cn"} else character
