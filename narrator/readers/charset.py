"""The encoding of bytes that are not Unicode, told by which reading looks like a language.

General detectors need paragraphs; a subtitle file may hold ten foreign letters. So every
encoding that subtitles come in is tried, and its reading is scored against the alphabets of
the languages written in it (alphabets.py). charset-normalizer is asked where none fits.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from charset_normalizer import from_bytes

from narrator.readers.alphabets import ALPHABETS, Alphabet

ENCODINGS = tuple(dict.fromkeys(alphabet.encoding for alphabet in ALPHABETS))
MARKS = frozenset("“”‘’„‚«»‹›–—…•·°№™♪♫€£©®\u00a0")
SCORED_BYTES = 200_000
WORD = re.compile(r"[^\W\d_]+")
GOOD_ENOUGH = 0.45
SELDOM = 0.6
MARK = 0.5
RARER = 0.2
EAST_ASIAN_BLOCKS = ((0x3000, 0x30FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xFF01, 0xFF5E))
ONE_LETTER_WORDS = frozenset("àáâéèêìíòóôùúöøåæýÀÁÂÉÈÊÌÍÒÓÔÙÚÖØÅÆÝ")


@dataclass(frozen=True, kw_only=True, slots=True)
class Guess:
    """An encoding and how much its reading looks like a language: at most 1, under 0 is noise."""

    encoding: str
    score: float


def guess_encoding(data: bytes) -> Guess:
    """Return the most likely encoding of `data`, bytes that are known not to be UTF-8.

    A byte that the encoding has no character for counts against it but does not rule it out,
    since one damaged byte must not turn French into Czech.
    """
    sample = _telling_lines(data)
    guesses = [Guess(encoding=name, score=_fit(sample, name)) for name in ENCODINGS]
    best = max(guesses, key=lambda guess: guess.score)
    if best.score >= GOOD_ENOUGH:
        return best
    asked = from_bytes(sample).best()
    return Guess(encoding=asked.encoding, score=1 - asked.chaos) if asked else best


def _telling_lines(data: bytes) -> bytes:
    """Return the lines that are not plain ASCII, up to SCORED_BYTES."""
    lines = (line for line in data.splitlines(keepends=True) if not line.isascii())
    sample = bytearray()
    for line in lines:
        sample += line[:SCORED_BYTES]
        if len(sample) >= SCORED_BYTES:
            break
    return bytes(sample)


def _fit(sample: bytes, encoding: str) -> float:
    """Score the reading of `sample` by the alphabet that suits it best."""
    facts = _look(sample.decode(encoding, "replace"))
    return max(_score(facts, a) for a in ALPHABETS if a.encoding == encoding)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Facts:
    """What a reading holds: its characters beyond ASCII, and how its letters make words.

    alone counts letters of words that are foreign throughout, mixed those in words with ASCII
    letters too, and jolts the capitals that follow a small letter.
    """

    foreign: Counter[str]
    alone: int
    mixed: int
    jolts: int


def _look(text: str) -> _Facts:
    words = [word for word in WORD.findall(text) if not word.isascii()]
    counts = [sum(letter > "\x7f" for letter in word) for word in words]
    pairs = list(zip(words, counts, strict=True))
    return _Facts(
        foreign=Counter(character for character in text if character > "\x7f"),
        alone=sum(n for word, n in pairs if n == len(word) and word not in ONE_LETTER_WORDS),
        mixed=sum(n for word, n in pairs if n < len(word)),
        jolts=sum(a.islower() and b.isupper() for word in words for a, b in pairwise(word)),
    )


def _score(facts: _Facts, alphabet: Alphabet) -> float:
    """Return the mean worth of a foreign character, less what no word of the language does."""
    total = facts.foreign.total()
    worth = sum(n * _worth(character, alphabet) for character, n in facts.foreign.items())
    if alphabet.east_asian:
        return worth / max(1, total)
    unheard_of = facts.alone if alphabet.latin else facts.mixed
    return (worth - unheard_of - facts.jolts) / max(1, total)


def _worth(character: str, alphabet: Alphabet) -> float:
    if character in alphabet.common:
        return 1.0
    if character in alphabet.seldom:
        return SELDOM
    if character in MARKS:
        return MARK
    if alphabet.east_asian and any(a <= ord(character) <= b for a, b in EAST_ASIAN_BLOCKS):
        return RARER
    return -1.0
