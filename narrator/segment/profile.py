"""The conventions of one file, counted before any passage is decided."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from narrator.segment.facts import Passage
from narrator.segment.language import function_words

MOSTLY = 0.55  # above this share of capitals, capitals say nothing
SPARSE_MS = 1800


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """What capitals, labels, pace and silence mean in this file.

    capitals_tell: whether capitals are rare enough to mean something.
    calm_capitals: share of capital passages that end without an exclamation mark.
    labels: how often each speaker label is seen, casefolded.
    pace_ms: the median time a cue stands for each of its characters, 0 where untimed.
    sparse: whether silence between cues is the rule, as in silent films.
    function_words: the commonest words of the file's language.
    """

    capitals_tell: bool
    calm_capitals: float
    labels: Counter[str]
    pace_ms: float
    sparse: bool
    function_words: frozenset[str]


def profile_of(passages: Sequence[Passage], language: str | None) -> Profile:
    """Count the conventions of a whole file."""
    cased = [p for p in passages if p.case != "none" and not p.label]
    upper = [p for p in cased if p.case == "upper"]
    calm = sum(p.ending not in {"!", "?", "…"} for p in upper)
    return Profile(
        capitals_tell=len(upper) <= MOSTLY * len(cased) or len(cased) < 4,
        calm_capitals=calm / len(upper) if upper else 0.5,
        labels=Counter(p.label.casefold() for p in passages if p.label),
        pace_ms=pace_of(passages),
        sparse=is_sparse(passages),
        function_words=function_words(language or "en"),
    )


def pace_of(passages: Sequence[Passage]) -> float:
    """Return the median milliseconds for each character of a cue; eight are for noticing it."""
    paces = [p.span.duration_ms / (len(p.text) + 8) for p in passages if p.span]
    return median(paces) if paces else 0.0


def is_sparse(passages: Sequence[Passage]) -> bool:
    """Whether most cues stand alone in silence and nothing is marked as heard."""
    gaps = [p.before_ms for p in passages if p.before_ms is not None]
    heard = sum(bool(p.dash or p.label or p.text[:1] in "[(♪#") for p in passages)
    return bool(gaps) and median(gaps) >= SPARSE_MS and heard * 10 <= len(passages)
