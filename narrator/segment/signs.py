"""What the words of a passage look like by themselves: each measure is from 0 to 1."""

import re

from narrator.segment.facts import QUOTES_CLOSE, QUOTES_OPEN, Passage
from narrator.segment.words import (
    CLOCK,
    EXCLAMATIONS,
    FULL_DATE,
    MONTHS,
    PERSON_WORDS,
    SEASONS,
    SIGN_WORDS,
    SLOGAN,
    SOURCE_LABEL,
    TIME_CARD,
    YEAR,
)

NUMBERED = re.compile(r"^(\d{1,2}|[IVX]{1,4})\.\s+\S")
MACHINE = re.compile(
    r"[_\\|<>=~^]|\+\+|://|\w\.\w{2,4}\b(?<!\.\w)|/\w|\w/\w+/|\d\s?%|^\W*\d+\W+\d|°|\b[A-Z]+\s?-?\d+\b"
)
ROLES = re.compile(r"^\S+(\s+\S+){0,4},\s+\S+", re.UNICODE)


def share(passage: Passage, words: frozenset[str]) -> float:
    """Share of the passage's words that stand in `words`."""
    return sum(word in words for word in passage.words) / max(1, len(passage.words))


def titled_line(text: str) -> bool:
    """Whether a line begins with a capital or a figure and has no closing mark."""
    bare = text.strip().strip(QUOTES_OPEN + QUOTES_CLOSE + "〈〉＜＞【】")
    return bool(bare) and not bare[0].islower() and bare[-1] not in ".!?…,;:。！？、"


def titled(passage: Passage) -> float:
    """Whether every line is a heading."""
    return float(all(titled_line(line.text) for line in passage.lines))


def capitalised(passage: Passage) -> float:
    """Share of the words after the first that begin with a capital, in mixed case."""
    words = [word for word in passage.text.split()[1:] if word[0].isalpha()]
    if passage.case != "mixed" or not words:
        return 0.0
    return sum(word[0].isupper() for word in words) / len(words)


def figures(passage: Passage) -> float:
    """Share of the characters that are figures."""
    marks = [c for c in passage.text if c.isalnum()]
    return sum(c.isdigit() for c in marks) / max(1, len(marks))


def says_when(passage: Passage) -> float:
    """Whether the text holds a year, a date, a month, a clock time or a time phrase."""
    words = set(passage.words)
    return float(
        bool(YEAR.search(passage.text))
        or bool(FULL_DATE.search(passage.text))
        or bool(TIME_CARD.search(passage.text))
        or bool(CLOCK.search(passage.text))
        or bool(words & (MONTHS | SEASONS) and figures(passage))
    )


def hiragana(passage: Passage) -> float:
    """Share of hiragana: Japanese speech ends and hangs together in it, signs have little."""
    letters = [c for c in passage.text if c.isalpha()]
    return sum("ぁ" <= c <= "ゖ" for c in letters) / max(1, len(letters))


def japanese(passage: Passage) -> float:
    """Whether the text has Japanese or Chinese letters."""
    return float(any("぀" <= c <= "鿿" for c in passage.text))


def cries(passage: Passage) -> float:
    """Whether its first word is one that people cry out."""
    return float(bool(passage.words) and passage.words[0] in EXCLAMATIONS)


def repeated(passage: Passage) -> float:
    """Whether one word is all it says, twice or more."""
    return float(len(passage.words) > 1 and len(set(passage.words)) == 1)


def stretched(passage: Passage) -> float:
    """Whether a letter is drawn out, as in a cry."""
    return float(any(re.search(r"([^\W\d_])\1\1", word) for word in passage.words))


def person(passage: Passage) -> float:
    """Whether one person speaks to another in it."""
    return float(share(passage, PERSON_WORDS) > 0)


def sign_words(passage: Passage) -> float:
    """Whether a word of signs, papers and roles is in it."""
    return float(share(passage, SIGN_WORDS) > 0)


def machine(passage: Passage) -> float:
    """Whether it has what people type and machines print, and nobody says."""
    return float(bool(MACHINE.search(passage.text)))


def contracted(passage: Passage) -> float:
    """Whether a word is contracted, as in speech: CAN'T, I'M, WE'LL."""
    return float(any("'" in word and word in PERSON_WORDS for word in passage.words))


def numbered(passage: Passage) -> float:
    """Whether it is a numbered heading."""
    return float(bool(NUMBERED.match(passage.text)) and passage.ending == "")


def sourced(passage: Passage) -> float:
    """Whether it names where a picture comes from."""
    return float(bool(SOURCE_LABEL.match(passage.text)))


def slogan(passage: Passage) -> float:
    """Whether it begins as slogans do."""
    return float(bool(SLOGAN.match(passage.text)))


def apposed(passage: Passage) -> float:
    """Whether it is a name and, after a comma, what the name is: one line, no closing mark."""
    return float(
        len(passage.lines) == 1
        and passage.ending == ""
        and bool(ROLES.match(passage.text))
        and passage.text[:1].isupper()
    )
