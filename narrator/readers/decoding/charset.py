"""The encoding of bytes that are not Unicode, told by which reading is the likeliest text.

charset-normalizer tells the script of a text that has enough of it: from PLENTY foreign bytes on
it took none for another. But it takes Western text for Central European at any length, one
Cyrillic encoding for another, and EUC-JP for Korean; and a subtitle file may hold ten foreign
letters. So every encoding that is left is tried, and what it makes of the bytes is weighed, letter
by letter, by the languages written in it (alphabets.py): the reading of least surprise wins.
charset-normalizer is asked again where none of them reads well.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from charset_normalizer import from_bytes

from narrator.readers.decoding.alphabets import (
    ALPHABETS,
    BROKEN_BITS,
    MARK_BITS,
    MARKS,
    RARE_BITS,
    STRANGE_BITS,
    Alphabet,
)

ENCODINGS = tuple(dict.fromkeys(alphabet.encoding for alphabet in ALPHABETS))
LATIN = tuple(dict.fromkeys(alphabet.encoding for alphabet in ALPHABETS if alphabet.latin))
CYRILLIC = ("cp1251", "koi8_r", "cp866")
EAST_ASIAN = tuple(alphabet.encoding for alphabet in ALPHABETS if alphabet.east_asian)
PLENTY = 300
ASKED_BYTES = 50_000
OTHERS = ["mac_roman", "cp850", "cp437", "cp1258", "cp874", "mac_cyrillic", "cp775"]
# How much likelier than the rest a file is to be in it, in bits over the whole file.
PRIOR_BITS = {"cp1252": 6.0, "cp1251": 8.0, "cp1250": 2.0, "gb18030": 2.0}
UNHEARD_OF_BITS = -10.0  # a letter where the language never has one
ASCII_LETTER_BITS = -1.0  # beside a script that has no need of it
TAG = re.compile(rb"<[^<>]{0,200}>")
OFTEN = 2  # more of one letter tells no more, in Latin script: it may be one name
SCORED_BYTES = 200_000
WELL_READ_BITS = -7.5  # a mean over the characters beyond ASCII
EAST_ASIAN_BLOCKS = ((0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xFF01, 0xFF5E))
ONE_LETTER_WORDS = frozenset("àáâéèêìíòóôùúöøåæýÀÁÂÉÈÊÌÍÒÓÔÙÚÖØÅÆÝ")
ENDINGS = frozenset("ךםןףץςةى")  # Hebrew, Greek and Arabic letters that only end words
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Guess:
    """An encoding and its log-likelihood in bits: the sum, and the mean of a foreign byte."""

    encoding: str
    bits: float
    mean_bits: float


def guess_encoding(data: bytes) -> str:
    """Return the most likely encoding of `data`, bytes that are known not to be UTF-8.

    A byte that the encoding has no character for counts against it but does not rule it out,
    since one damaged byte must not turn French into Czech.
    """
    among = _of_its_script(data)
    sample = _sample(data)
    best = max((_weigh(sample, name) for name in among or ENCODINGS), key=lambda guess: guess.bits)
    if among or best.mean_bits >= WELL_READ_BITS:
        return best.encoding
    return _ask(sample, [*ENCODINGS, *OTHERS]) or best.encoding


def _of_its_script(data: bytes) -> Sequence[str]:
    """Return the encodings of the script that charset-normalizer finds, none for too little text.

    Of several that write one script it often takes the wrong one, EUC-JP for Korean too.
    """
    lines = [TAG.sub(b"", line) for line in data.splitlines() if not line.isascii()]
    sample = _cut(b"\n".join(lines))
    plenty = sum(byte > 0x7F for byte in sample) >= PLENTY
    found = _ask(sample, ENCODINGS) if plenty else None
    family = next((family for family in (LATIN, CYRILLIC, EAST_ASIAN) if found in family), None)
    return family or ([found] if found else [])


def _cut(lines: bytes) -> bytes:
    """Return the first lines, or the start of the only one; a cut inside a character is no text."""
    head = lines[:ASKED_BYTES]
    return head if len(lines) <= ASKED_BYTES else head.rpartition(b"\n")[0] or head


def _ask(sample: bytes, encodings: Sequence[str]) -> str | None:
    """Return which of `encodings` charset-normalizer thinks `sample` is in."""
    asked = from_bytes(sample, cp_isolation=list(encodings)).best()
    return asked.encoding if asked else None


def _sample(data: bytes) -> bytes:
    """Return each word once of the lines that are not plain ASCII, up to SCORED_BYTES.

    A word said often is no more evidence than once. No encoding has a blank in a character.
    """
    lines = (line for line in data.splitlines() if not line.isascii())
    words: set[bytes] = set()
    size = 0
    for line in lines:
        words.update(TAG.sub(b" ", line[:SCORED_BYTES]).split())
        size += len(line)
        if size >= SCORED_BYTES:
            break
    return b" ".join(sorted(words))


def _weigh(sample: bytes, encoding: str) -> Guess:
    """Weigh the reading of `sample` by the language that suits it best."""
    facts = _look(sample.decode(encoding, "replace"))
    bits = max(_bits(facts, a) for a in ALPHABETS if a.encoding == encoding)
    foreign_bytes = sum(byte > 0x7F for byte in sample)
    return Guess(
        encoding=encoding,
        bits=bits + PRIOR_BITS.get(encoding, 0.0),
        mean_bits=bits / max(1, foreign_bytes),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Facts:
    """What a reading holds: its characters beyond ASCII, and how its letters make words.

    ascii counts ASCII letters, alone those of words that are foreign throughout, mixed those in
    words with ASCII letters too, and jolts the capitals after a small letter and the letters
    after one that only ends words.
    """

    foreign: Counter[str]
    ascii: int
    alone: int
    mixed: int
    jolts: int


def _look(text: str) -> _Facts:
    words = [word for word in WORD.findall(text) if not word.isascii()]
    counts = [sum(letter > "\x7f" for letter in word) for word in words]
    pairs = list(zip(words, counts, strict=True))
    return _Facts(
        foreign=Counter(character for character in text if character > "\x7f"),
        ascii=sum(character.isascii() and character.isalpha() for character in text),
        alone=sum(n for word, n in pairs if n == len(word) and word not in ONE_LETTER_WORDS),
        mixed=sum(n for word, n in pairs if n < len(word)),
        jolts=sum(_is_jolt(a, b) for word in words for a, b in pairwise(word)),
    )


def _is_jolt(letter: str, following: str) -> bool:
    return letter in ENDINGS or (letter.islower() and following.isupper())


def _bits(facts: _Facts, alphabet: Alphabet) -> float:
    """Return the information of all foreign characters, and of what no word of it does."""
    if alphabet.latin:
        bits = sum(min(n, OFTEN) * _bits_of(c, alphabet) for c, n in facts.foreign.items())
        return bits + UNHEARD_OF_BITS * (facts.alone + facts.jolts) + alphabet.prior_bits
    bits = sum(n * _bits_of(character, alphabet) for character, n in facts.foreign.items())
    bits += ASCII_LETTER_BITS * facts.ascii
    return bits if alphabet.east_asian else bits + UNHEARD_OF_BITS * (facts.mixed + facts.jolts)


def _bits_of(character: str, alphabet: Alphabet) -> float:
    if character in alphabet.bits:
        return alphabet.bits[character]
    if character in MARKS:
        return MARK_BITS
    if alphabet.east_asian and any(a <= ord(character) <= b for a, b in EAST_ASIAN_BLOCKS):
        return RARE_BITS
    return STRANGE_BITS if character.isalpha() and not alphabet.east_asian else BROKEN_BITS
