"""Names without a known pronunciation, and words that look cut off or misspelt.

Both are for a person to read before anything is spoken; nothing is changed by itself.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from narrator.model import Narration
from narrator.text.capitals import restored
from narrator.text.initials import spelt_out
from narrator.text.lexicon import EMPTY, Lexicon
from narrator.text.roman import value_of
from narrator.text.setting import mostly_capitals
from narrator.text.tables import Table, table_of
from narrator.text.web import ADDRESS, HANDLE, HASHTAG
from narrator.text.words import WordList, word_list

WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])+(?:['’][^\W\d_]+)*")
ELISION = re.compile(r"^(?:[ldjmnstc]|qu|jusqu|lorsqu)['’]", re.IGNORECASE)
POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
SHORTEST_CUT = 4  # letters; shorter words are the beginning of too many others
SHORTEST_NAME = 6  # letters of a word in capitals that one edit may be held against
LONGEST_CUT = 2  # letters that may be missing at the end of a line


@dataclass(frozen=True, kw_only=True, slots=True)
class UnknownName:
    """A capitalised word that neither the lexicon nor the word list knows, and where it stands."""

    word: str
    count: int
    narration_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Misspelt:
    """A word that may be cut off or misspelt, and the frequent word it is close to."""

    word: str
    suggestion: str
    narration_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Shown:
    """One word as shown: in which narration, and whether its line ends with it."""

    word: str
    narration_id: str
    shouted: bool
    ends_line: bool


def unknown_names(
    narrations: Sequence[Narration],
    language: str,
    lexicon: Lexicon = EMPTY,
    *,
    words: WordList | None = None,
) -> tuple[UnknownName, ...]:
    """Return the names that no one told the voice how to say, in order of appearance.

    In a text in capitals every word is looked up: one that is known in small letters is no name.
    Initials, numerals and abbreviations are none either. `words` is the language's own word list
    where it is not given; where there is none, nothing can be told and nothing is returned.
    """
    words = words or word_list(language)
    if words is None:
        return ()
    table, told = table_of(language), lexicon.known_words(language)
    found: dict[str, list[_Shown]] = defaultdict(list)
    for shown in _words_of(narrations):
        if shown.word[0].isupper() and not _is_known(shown, table, told, words):
            found[_bare(shown.word).casefold()].append(shown)
    return tuple(_name(same) for same in found.values())


def misspelt(
    narrations: Sequence[Narration],
    language: str,
    lexicon: Lexicon = EMPTY,
    *,
    words: WordList | None = None,
) -> tuple[Misspelt, ...]:
    """Return the words that look cut off or misspelt, in order of appearance.

    Cut off: an unknown word in capitals at the end of a line that a frequent word begins with.
    Misspelt: an unknown word one edit from a frequent one with the same first letter; a word
    with a capital, which may be a name, only if it is long and stands there once.
    """
    words = words or word_list(language)
    if words is None:
        return ()
    table, told = table_of(language), lexicon.known_words(language)
    unknown: dict[str, list[_Shown]] = defaultdict(list)
    for shown in _words_of(narrations):
        if not _is_known(shown, table, told, words):
            unknown[_bare(shown.word).casefold()].append(shown)
    close = ((same, _suggestion(word, same, words)) for word, same in unknown.items())
    return tuple(
        Misspelt(word=same[0].word, suggestion=better, narration_ids=_ids(same))
        for same, better in close
        if better
    )


def _words_of(narrations: Iterable[Narration]) -> Iterator[_Shown]:
    for narration in narrations:
        shouted = mostly_capitals(narration.text)
        for line in narration.text.splitlines():
            read = HASHTAG.sub(" ", HANDLE.sub(" ", ADDRESS.sub(" ", line)))
            for match in WORD.finditer(read):
                yield _Shown(
                    word=ELISION.sub("", match.group()),
                    narration_id=narration.id,
                    shouted=shouted,
                    ends_line=not read[match.end() :].strip(),
                )


def _is_known(shown: _Shown, table: Table, told: frozenset[str], words: WordList) -> bool:
    word = _bare(shown.word)
    return (
        len(word) < 2
        or not told.isdisjoint({shown.word, word, word.capitalize(), word.lower()})
        or words.knows(word.lower())
        or words.knows(restored(word.lower(), table).lower())
        or (word.isupper() and _is_initials(word, table, shouted=shown.shouted))
        or word.upper() in table.not_letters
        or any(short.rstrip(".").lower() == word.lower() for short in table.abbreviations)
    )


def _is_initials(word: str, table: Table, *, shouted: bool) -> bool:
    """Whether a word in capitals is initials, spelt or said, or a numeral."""
    known = word in table.said or bool(value_of(word)) or word in table.not_letters
    return known or bool(spelt_out(word, table, shouted=shouted))


def _bare(word: str) -> str:
    return POSSESSIVE.sub("", word)


def _name(same: Sequence[_Shown]) -> UnknownName:
    """Return a name as it is written somewhere in small letters, or else with one capital."""
    mixed = [shown.word for shown in same if not shown.word.isupper()]
    word = _bare(mixed[0]) if mixed else _bare(same[0].word).capitalize()
    return UnknownName(word=word, count=len(same), narration_ids=_ids(same))


def _ids(same: Iterable[_Shown]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(shown.narration_id for shown in same))


def _suggestion(word: str, same: Sequence[_Shown], words: WordList) -> str:
    """Return the frequent word that was probably meant, "" where there is none."""
    if len(word) < SHORTEST_CUT:
        return ""
    first = same[0]
    if first.shouted and first.ends_line and (whole := _cut_off(word, words)):
        return whole
    may_be_name = first.word[0].isupper() and (len(word) < SHORTEST_NAME or len(same) > 1)
    return "" if may_be_name else _one_edit_away(word, words)


@lru_cache(maxsize=50_000)
def _cut_off(word: str, words: WordList) -> str:
    """Return the most frequent word that begins with `word` and is a little longer."""
    longest = len(word) + LONGEST_CUT
    near = _by_first_letter(words).get(word[:1], ())
    longer = (w for w in near if w.startswith(word) and len(w) <= longest)
    return next((w for w in longer if w != word), "")


@lru_cache(maxsize=50_000)
def _one_edit_away(word: str, words: WordList) -> str:
    """Return the most frequent word one edit away that begins with the same letter."""
    near = (w for w in _by_first_letter(words).get(word[:1], ()) if one_edit(word, w))
    return next(near, "")


@lru_cache(maxsize=8)
def _by_first_letter(words: WordList) -> dict[str, list[str]]:
    """Return the frequent words by the letter they begin with, the most frequent first."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in words.frequent_words():
        found[word[:1]].append(word)
    return found


def one_edit(one: str, other: str) -> bool:
    """Whether a letter added, left out, replaced or two swapped turns one word into the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    left, right = one[start:], other[start:]
    swapped = left[:2] == right[:2][::-1] and left[2:] == right[2:]
    return left[1:] == right[1:] or left[1:] == right or left == right[1:] or swapped
