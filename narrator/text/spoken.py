"""What is shown is not what is said: the spoken form of on-screen text.

    shown lines ─► pauses ─► lexicon ─► steps of the language ─► spoken form

The shown text is never changed: it stays in the script beside its spoken form. Each step goes
from text to text and does nothing where the language has no table for it.
"""

from collections.abc import Sequence

from narrator.text.abbreviations import write_out
from narrator.text.capitals import capitals_to_words
from narrator.text.grammar import follow_grammar
from narrator.text.lexicon import EMPTY, Lexicon
from narrator.text.pauses import tidy_pauses, with_pauses
from narrator.text.phonemes import STRAY
from narrator.text.setting import Setting, Step, setting_of
from narrator.text.symbols import name_emoji, say_symbols
from narrator.text.tables import table_of
from narrator.text.web import read_addresses

LONGEST_CHARACTERS = 3_000  # no engine takes as much; rules look back and forth in a text

STEPS: tuple[Step, ...] = (
    read_addresses,
    name_emoji,
    write_out,
    follow_grammar,
    say_symbols,
    capitals_to_words,
)


def spoken_form(lines: Sequence[str], language: str, lexicon: Lexicon = EMPTY) -> str:
    """Return what a voice is to say for the shown lines, in the language (a BCP 47 tag).

    An empty line parts two pieces of a card. What the lexicon knows is said as it says, and no
    step touches it. The result is one line; no text makes this raise. A text too long for any
    voice is left as it is.
    """
    # The notation of phonemes is for lexicons and people to write, not for a subtitle file.
    shown = with_pauses(lines, table_of(language)).translate(STRAY)
    if len(shown) > LONGEST_CHARACTERS:
        return " ".join(shown.split())
    text, said = lexicon.set_aside(shown, language)
    setting = setting_of(text, language)
    return said.put_back(tidy_pauses(in_steps(text, setting)))


def in_steps(text: str, setting: Setting) -> str:
    """Return `text` after every step."""
    for step in STEPS:
        text = step(text, setting)
    return text
