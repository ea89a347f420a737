"""What capitals, italics, height and labels mean in this file: evidence is relative to the file."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from narrator.segment.facts import Passage

MOSTLY = 0.55  # above this share of capitals, capitals say nothing


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """The conventions of one file.

    capitals_tell: whether capitals are rare enough to mean something.
    labels: how often each speaker label is seen, casefolded.
    calm_capitals: share of capital passages that end without an exclamation mark.
    card_classes: style classes or style names that mostly carry capitals.
    """

    capitals_tell: bool
    labels: Counter[str]
    calm_capitals: float
    card_classes: frozenset[str]


def profile_of(passages: Sequence[Passage]) -> Profile:
    """Count the conventions of a whole file before any passage is decided."""
    cased = [p for p in passages if p.case != "none" and not p.label]
    upper = [p for p in cased if p.case == "upper"]
    labels = Counter(p.label.casefold() for p in passages if p.label)
    calm = sum(p.ending not in {"!", "?", "…"} for p in upper)
    return Profile(
        capitals_tell=len(upper) <= MOSTLY * len(cased) or len(cased) < 4,  # too few to count
        labels=labels,
        calm_capitals=calm / len(upper) if upper else 0.5,
        card_classes=card_classes(cased),
    )


def card_classes(cased: Sequence[Passage]) -> frozenset[str]:
    """Return the style classes in which at least two thirds of the passages are in capitals."""
    all_of, upper_of = Counter[str](), Counter[str]()
    for passage in cased:
        for name in set(style_names(passage)):
            all_of[name] += 1
            upper_of[name] += passage.case == "upper"
    return frozenset(n for n, count in all_of.items() if count > 1 and upper_of[n] * 3 >= count * 2)


def style_names(passage: Passage) -> tuple[str, ...]:
    """Return the style name of the cue and the classes of its lines."""
    names = [name for line in passage.lines for name in line.classes]
    return (*names, passage.cue.style) if passage.cue.style else tuple(names)
