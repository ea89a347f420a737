"""Ellipses lost from a transcript: "And when he's not" was "And when he's not…".

Only the sure ones are put back; a missed one costs a pause, a wrong one changes the text. A line
gets "…" where the script ends its sentences with marks elsewhere, the line has none at its end,
it is no card, title or citation (capitals, or a last word with a capital or a digit), and

- the next line is a new speaker's (a dash), or begins with a capital on a word that the script
  also writes small and never with a capital inside a sentence: so with no name, and not "I";
- and it is seen to be unfinished: it continues the line above (begins small), or its last word
  cannot end a sentence ("the", "but", "you should be"), or it is a clause (holds a pronoun).

A line that the next one says again from its beginning ("I" / "I need time.") is unfinished
whatever its words. The word lists are English; in other languages only what needs none applies.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from narrator.estimate import in_capitals

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
DASH = re.compile(r"\s*[-–—‐‑]\s*")
ENDED = re.compile(r"[.!?…。！？:;,][\"'”’»)\]♪\s]*$")
INSIDE = re.compile(r"[^\s.!?…:♪\"“«(\[–—-][\s\"“«(\[]*$")
NEARBY = 8
MARKED_SHARE = 0.8
FEWEST_ENDINGS = 8
LONGEST_START = 3
CANNOT_END = frozenset(
    "a an the and or but nor if because although my your his its our their i he she we they "
    "be am is are was were been will would shall should can could may might must won't can't "
    "don't doesn't didn't wouldn't shouldn't couldn't isn't aren't wasn't weren't i'm i'll i've "
    "i'd he's she's we're we'll they're you're very than".split()
)
PRONOUNS = frozenset(
    "i you he she it we they me him her us them what who which that this those these i'm you're "
    "he's she's it's we're they're i've you've we've they've i'll you'll he'll she'll we'll "
    "they'll i'd you'd he'd she'd we'd they'd".split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A displayed line; parted where a blank line stands above, styled where it has a class."""

    text: str
    parted: bool = False
    styled: bool = False


def unfinished(lines: Sequence[Shown]) -> frozenset[int]:
    """Return the indexes of the lines that have lost an ellipsis at their end."""
    if not _ends_sentences(lines):
        return frozenset()
    habits = _habits([line.text for line in lines])
    return frozenset(
        index
        for index, (line, following) in enumerate(pairwise(lines))
        if not (line.styled or following.parted) and _lost(line.text, following.text, habits)
    )


def _ends_sentences(lines: Sequence[Shown]) -> bool:
    """Tell whether lines before a capital mostly end with a mark; some transcripts have none."""
    ends = [
        line.text
        for line, following in pairwise(lines)
        if not in_capitals(line.text) and not _first_letter(following.text).islower()
    ]
    marked = sum(ENDED.search(text) is not None for text in ends)
    return len(ends) >= FEWEST_ENDINGS and marked >= MARKED_SHARE * len(ends)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Habits:
    """Words that the script writes small, and those with a capital inside a sentence."""

    small: frozenset[str]
    inner_capital: frozenset[str]


def _habits(texts: Sequence[str]) -> _Habits:
    small, inner_capital = set(), set()
    for text in texts:
        for word in () if in_capitals(text) else WORD.finditer(text):
            if word[0][0].islower():
                small.add(_stem(word[0]))
            elif INSIDE.search(text[max(0, word.start() - NEARBY) : word.start()]):
                inner_capital.add(_stem(word[0]))
    return _Habits(small=frozenset(small), inner_capital=frozenset(inner_capital))


def _lost(text: str, following: str, habits: _Habits) -> bool:
    """Decide for one line and the one below it; the module says how."""
    words, next_words = WORD.findall(text), WORD.findall(following)
    if not words or not next_words or in_capitals(text) or in_capitals(following):
        return False
    if not text[-1].isalpha() or (words[-1][0].isupper() and _stem(words[-1]) != "i"):
        return False
    if _said_again(words, next_words):
        return True
    begins = _stem(next_words[0])
    new_sentence = (
        next_words[0][0].isupper()
        and begins in habits.small
        and begins not in habits.inner_capital | {"i"}
    )
    return bool(DASH.match(following) or new_sentence) and _seen_unfinished(text, words)


def _said_again(words: Sequence[str], next_words: Sequence[str]) -> bool:
    """Tell a start that the next line takes up again, of few words and with more to follow."""
    again = [word.lower() for word in next_words[: len(words)]]
    return len(next_words) > len(words) <= LONGEST_START and again == [w.lower() for w in words]


def _seen_unfinished(text: str, words: Sequence[str]) -> bool:
    plain = [word.lower().replace("’", "'") for word in words]
    continues = _first_letter(text).islower() and not DASH.match(text)
    return continues or plain[-1] in CANNOT_END or not PRONOUNS.isdisjoint(plain)


def _first_letter(text: str) -> str:
    return next((character for character in text if character.isalpha()), "")


def _stem(word: str) -> str:
    """Return the word in small letters less what follows an apostrophe: "You're" is you."""
    return re.split("['’]", word.lower(), maxsplit=1)[0]
