"""What the words of a passage look like by themselves: each measure is from 0 to 1."""

import re

from narrator.segment.facts import QUOTES_CLOSE, QUOTES_OPEN, Passage
from narrator.segment.japanese import japanese
from narrator.segment.scene import Scene
from narrator.segment.words import (
    CLOCK,
    EXCLAMATIONS,
    FULL_DATE,
    MONTHS,
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
OFFICE = re.compile(r"[&№§©®™•]|\b[Nn]([°º]|os?\.)|[$£€¥]\s?\d|\d\s?[$£€¥]|\b\d+[./]\d+|\+{3}")
ENTRY = re.compile(r"^[^\W_][^:.!?]{1,24}\s?[:：]\s*\S")
RARE = 1e-5  # ten in a million words
ROLES = re.compile(r"^\S+(\s+\S+){0,4},\s+\S+", re.UNICODE)


def word_count(passage: Passage) -> int:
    """Return how many words there are; Japanese parts none, and two letters are about a word."""
    if japanese(passage):
        return sum(map(str.isalnum, passage.text)) // 2
    return len(passage.words)


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


def capitalised(passage: Passage, scene: Scene) -> float:
    """Share of the words after the first that begin with a capital, in mixed case.

    German is left out: it writes every noun so.
    """
    return 0.0 if scene.profile.language == "de" else capital_share(passage)


def capitalised_german(passage: Passage, scene: Scene) -> float:
    """Share of the words after the first that begin with a capital, in German."""
    return capital_share(passage) if scene.profile.language == "de" else 0.0


def capital_share(passage: Passage) -> float:
    """Share of the words after the first that begin with a capital, in mixed case."""
    words = [word for word in passage.text.split()[1:] if word[0].isalpha()]
    if passage.case != "mixed" or not words:
        return 0.0
    return sum(word[0].isupper() for word in words) / len(words)


def lines_begin(passage: Passage) -> float:
    """Whether a line after the first begins a heading: capital or figure, no mark before it."""
    pairs = zip(passage.lines, passage.lines[1:], strict=False)
    return float(
        any(
            passage.case == "mixed"
            and one.text.rstrip()[-1:] not in {".", "!", "?", "…", ":"}
            and (two.text.strip()[:1].isupper() or two.text.strip()[:1].isdigit())
            for one, two in pairs
        )
    )


def office_marks(passage: Passage) -> float:
    """Whether it has a mark of print and offices: ampersand, number sign, paragraph, currency."""
    return float(bool(OFFICE.search(passage.text)))


def entry(passage: Passage) -> float:
    """Whether a line is an entry of a form or a list: a short heading, a colon, a value."""
    return float(any(ENTRY.match(line.text) for line in passage.lines) and passage.ending == "")


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


def cries(passage: Passage) -> float:
    """Whether its first word is one that people cry out."""
    return float(bool(passage.words) and passage.words[0] in EXCLAMATIONS)


def repeated(passage: Passage) -> float:
    """Whether one word is all it says, twice or more."""
    return float(len(passage.words) > 1 and len(set(passage.words)) == 1)


def stretched(passage: Passage) -> float:
    """Whether a letter is drawn out, as in a cry."""
    return float(any(re.search(r"([^\W\d_])\1\1", word) for word in passage.words))


def person(passage: Passage, scene: Scene) -> float:
    """Whether one person speaks to another in it."""
    return float(share(passage, scene.profile.person_words) > 0)


def many_persons(passage: Passage, scene: Scene) -> float:
    """Whether a quarter of its words are those of person to person."""
    return float(share(passage, scene.profile.person_words) > 0.24)


def function_share(passage: Passage, scene: Scene) -> float:
    """Share of the words that only hold sentences together; half of them is all that counts."""
    return min(1.0, 2 * share(passage, scene.profile.function_words))


def rare_words(passage: Passage, scene: Scene) -> float:
    """Share of the words that are rare in the language: names, trades, officialese."""
    if not passage.words or not scene.profile.known_words:
        return 0.0
    known = scene.profile.known_words
    return sum(known.get(word, 0.0) < RARE for word in passage.words) / len(passage.words)


def sign_words(passage: Passage) -> float:
    """Whether a word of signs, papers and roles is in it."""
    return float(share(passage, SIGN_WORDS) > 0)


def machine(passage: Passage) -> float:
    """Whether it has what people type and machines print, and nobody says."""
    return float(bool(MACHINE.search(passage.text)))


def contracted(passage: Passage, scene: Scene) -> float:
    """Whether a word is contracted, as in speech: CAN'T, I'M, WE'LL."""
    return float(any("'" in word and word in scene.profile.person_words for word in passage.words))


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
