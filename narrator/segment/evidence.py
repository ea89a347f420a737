"""Weighing capitals and cards: each piece of evidence is a name, points, and a test.

Positive points speak for text shown in the picture, negative ones for speech. The points were
set by hand on the development files and say how much one sign outweighs another; none of them
names a word of those files.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from narrator.segment.facts import Passage
from narrator.segment.profile import Profile, style_names
from narrator.segment.words import EXCLAMATIONS, PERSON_WORDS, SIGN_WORDS, SLOGAN, YEAR

LONG_SILENCE_MS = 1500
TIGHT_MS = 300
CARD_MS = 2400
MOSTLY_CALM = 0.6


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """A file's passages and its profile, so that evidence can look around."""

    passages: tuple[Passage, ...]
    profile: Profile

    def near(self, passage: Passage, step: int) -> Passage | None:
        """Return the passage `step` places on (negative: back), or None past the ends."""
        at = passage.index + step
        return self.passages[at] if 0 <= at < len(self.passages) else None

    def capitals_run(self, passage: Passage) -> tuple[Passage, ...]:
        """Return the unbroken run of capital passages around this one, itself included."""
        first = last = passage.index
        while first and self.shown_in_capitals(self.passages[first - 1], self.passages[first]):
            first -= 1
        while last + 1 < len(self.passages) and self.shown_in_capitals(
            self.passages[last + 1], self.passages[last]
        ):
            last += 1
        return self.passages[first : last + 1]

    @staticmethod
    def shown_in_capitals(passage: Passage, beside: Passage) -> bool:
        """Whether a neighbour is in capitals too, unlabelled, and not parted by a silence."""
        close = (
            passage.cue.span is None
            or beside.cue.span is None
            or gap_ms(passage, beside) < TIGHT_MS
        )
        return passage.case == "upper" and not passage.label and not passage.dash and close


def gap_ms(one: Passage, other: Passage) -> int:
    """Milliseconds between two timed passages in either order; 0 where they touch or overlap."""
    if one.span is None or other.span is None:
        return 0
    return max(0, one.span.start_ms - other.span.end_ms, other.span.start_ms - one.span.end_ms)


def share_of(passage: Passage, words: frozenset[str]) -> float:
    """Share of the passage's words that stand in `words`."""
    return sum(w in words for w in passage.words) / max(1, len(passage.words))


def exclaims(passage: Passage) -> bool:
    """Whether its first word is one that people cry out."""
    return bool(passage.words) and passage.words[0] in EXCLAMATIONS


def repeated_words(passage: Passage) -> bool:
    """Whether one word is all it says, twice or more."""
    return len(passage.words) > 1 and len(set(passage.words)) == 1


def stretched(passage: Passage) -> bool:
    """Whether a letter is drawn out, as in a cry."""
    return any(
        text[i : i + 3] == text[i] * 3 for text in passage.words for i in range(len(text) - 2)
    )


def echoes_speech(passage: Passage, scene: Scene) -> bool:
    """Whether a neighbour says the same words in mixed case: a call taken up louder."""
    beside = (scene.near(passage, -1), scene.near(passage, 1))
    return any(
        n is not None and n.case == "mixed" and set(passage.words) <= set(n.words) for n in beside
    )


def exclamations_only(passage: Passage, scene: Scene) -> bool:
    """Whether the whole run it stands in ends in exclamation marks."""
    return all(p.ending == "!" for p in scene.capitals_run(passage))


Test = Callable[[Passage, Scene], bool]

CAPITALS: tuple[tuple[str, float, Test], ...] = (
    ("high in the picture", 2.5, lambda p, _: p.high),
    ("a style of cards", 2.5, lambda p, s: bool(s.profile.card_classes & set(style_names(p)))),
    ("capitals without a mark", 1.6, lambda p, _: p.ending in {"", ":", ","}),
    ("capitals with a full stop", 0.5, lambda p, _: p.ending == "."),
    ("two lines of capitals", 1.0, lambda p, _: len(p.lines) > 1),
    ("a run of capitals", 1.2, lambda p, s: len(s.capitals_run(p)) > 1),
    ("a long run of capitals", 1.5, lambda p, s: len(s.capitals_run(p)) > 4),
    ("four words or more", 0.6, lambda p, _: len(p.words) > 3),
    ("words of signs", 1.5, lambda p, _: share_of(p, SIGN_WORDS) > 0),
    ("a slogan", 2.2, lambda p, _: bool(SLOGAN.match(p.text))),
    ("quoted", 1.0, lambda p, _: p.quoted),
    ("a number", 0.8, lambda p, _: any(c.isdigit() for c in p.text)),
    ("a year", 1.0, lambda p, _: bool(YEAR.search(p.text))),
    ("silence before", 0.8, lambda p, _: (p.before_ms or 0) >= LONG_SILENCE_MS),
    ("stands long", 0.8, lambda p, _: bool(p.span and p.span.duration_ms >= CARD_MS)),
    ("shown over speech", 1.0, lambda p, _: min(p.before_ms or 0, p.after_ms or 0) < 0),
    ("capitals are calm in this file", 0.6, lambda _, s: s.profile.calm_capitals > MOSTLY_CALM),
    ("exclamation", -2.2, lambda p, _: p.ending == "!"),
    ("cries out within", -1.5, lambda p, _: "!" in p.text.rstrip("!? ") and p.ending != "!"),
    ("exclamations only", -0.8, exclamations_only),
    ("question", -2.6, lambda p, _: "?" in p.text),
    ("breaks off", -1.2, lambda p, _: p.ending == "…"),
    ("person words", -1.6, lambda p, _: share_of(p, PERSON_WORDS) > 0),
    ("many person words", -1.2, lambda p, _: share_of(p, PERSON_WORDS) > 0.24),  # one in four
    ("a cry", -1.5, lambda p, _: exclaims(p)),
    ("one word repeated", -1.5, lambda p, _: repeated_words(p)),
    ("a drawn-out letter", -2.5, lambda p, _: stretched(p)),
    ("echoes speech", -1.5, echoes_speech),
    ("tight between speech", -0.8, lambda p, _: p.before_ms is not None and p.after_ms is not None
     and 0 <= p.before_ms < TIGHT_MS and 0 <= p.after_ms < TIGHT_MS),
    ("short and stopped", -1.2, lambda p, _: p.ending == "." and len(p.words) <= 3),
)  # fmt: skip


def weigh(
    evidence: tuple[tuple[str, float, Test], ...], passage: Passage, scene: Scene
) -> tuple[str, float]:
    """Add up the evidence; return the heaviest on the winning side and the sum in points."""
    present = [(points, name) for name, points, test in evidence if test(passage, scene)]
    total = sum(points for points, _ in present)
    winning = [(abs(points), name) for points, name in present if points * total > 0]
    return (max(winning)[1] if winning else "nothing speaks for either", total)


def confidence_of(points: float) -> float:
    """Turn a sum of points into 0.5 to 1 by the logistic function."""
    return round(1 / (1 + math.exp(-abs(points))), 2)
