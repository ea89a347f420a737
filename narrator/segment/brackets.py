"""What each kind of bracket holds in one file: sounds in most, on-screen text or voices in some."""

import re
from collections.abc import Mapping, Sequence

from narrator.segment.facts import BRACKETED_ON_SCREEN, BRACKETS, Passage
from narrator.segment.japanese import japanese, sound_end, written_end
from narrator.segment.words import CHAPTER_CARD, SHOWN_LABEL, TIME_CARD

FEW = 3
SELDOM = 0.2
WRITTEN = 0.15  # share of bracketed texts with a date or figure that no label of sounds reaches


def shown_brackets_of(passages: Sequence[Passage]) -> frozenset[str]:
    """Return the brackets that hold on-screen text here, though in most files they hold sounds.

    Those that hold places, dates and times, as no label of sounds does; of two kinds the one that
    begins with capitals where the other begins with small letters; and square ones in Japanese,
    where sounds and speakers stand in round ones, or where hardly any holds a sound.
    """
    held = {mark: [p for p in passages if p.enclosure == mark] for mark in BRACKETS}
    much = {mark: texts for mark, texts in held.items() if len(texts) >= FEW}
    dated = {
        m for m, t in much.items() if sum(map(says_where_or_when, t)) >= max(FEW, WRITTEN * len(t))
    }
    begin = {
        m: share_of([p.case == "mixed" and p.text[1:2].isupper() for p in t], 0)
        for m, t in much.items()
    }
    proper = {m for m, share in begin.items() if share >= 0.8 and min(begin.values()) <= 0.2}
    return frozenset(dated | proper | ({"［"} if square_is_shown(held) else set()))


def square_is_shown(held: Mapping[str, Sequence[Passage]]) -> bool:
    """Whether Japanese square brackets hold on-screen text, as sounds stand in the round ones."""
    square = [p for p in held["［"] if japanese(p)]
    sounds = sum(sound_end(p.text) for p in square)
    usual = len(held["（"]) > len(square) or (bool(held["（"]) and sounds <= SELDOM * len(square))
    return len(square) >= FEW and usual


def says_where_or_when(passage: Passage) -> bool:
    """Whether a bracketed text has a year, a figure, a time phrase or is a heading of its own."""
    inner = passage.text.strip("[]()（）［］ .!?")
    return bool(TIME_CARD.search(inner) or CHAPTER_CARD.match(inner) or re.search(r"\d", inner))


def bracket_capitals_of(passages: Sequence[Passage]) -> dict[str, float]:
    """Return for each kind of bracket that is used often the share in capitals."""
    held = {mark: [p for p in passages if p.enclosure == mark] for mark in BRACKETS}
    return {
        mark: share_of([p.case == "upper" for p in texts], 0.0)
        for mark, texts in held.items()
        if len(texts) > FEW
    }


def voice_brackets_of(passages: Sequence[Passage]) -> frozenset[str]:
    """Return the brackets of on-screen text that hold voices here.

    Speakers are named in them, and most of what names none does not end in a noun as signs do.
    """
    held = {m: [p for p in passages if p.enclosure == m] for m in BRACKETED_ON_SCREEN}
    named = {m: [p for p in texts if names_speaker(p)] for m, texts in held.items()}
    written = {
        m: share_of([bool(written_end(p)) for p in texts if not names_speaker(p)], 0.0)
        for m, texts in held.items()
    }
    return frozenset(m for m in held if len(named[m]) > 1 and written[m] < 0.5)


def names_speaker(passage: Passage) -> bool:
    """Whether a name in round brackets stands first within its brackets."""
    inner = passage.text[1:]
    return inner[:1] in {"（", "("} and not SHOWN_LABEL.match(inner[1:])


def share_of(found: Sequence[bool], otherwise: float) -> float:
    """Return the share that is true, or `otherwise` where there is nothing to count."""
    return sum(found) / len(found) if found else otherwise
