"""The conventions of one file, counted before any passage is decided."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from narrator.segment.facts import Passage
from narrator.segment.language import function_words

MOSTLY = 0.55  # above this share of capitals, capitals say nothing
SPARSE_MS = 1800
FEW = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """What capitals, labels, pace and silence mean in this file.

    capitals_tell: whether capitals are rare enough to mean something.
    calm_capitals: share of capital passages that end without an exclamation mark.
    labels: how often each speaker label is seen, casefolded.
    pace_ms: the median time a cue stands for each of its characters, 0 where untimed.
    sparse: whether silence between cues is the rule, as in silent films.
    function_words: the commonest words of the file's language.
    capital_sounds: whether sounds are labelled in bare capitals, low in the picture, while
    on-screen text in capitals stands high (the manner of British broadcasters).
    french_colours: whether several colours are used, red or magenta among them.
    language: the primary language tag of the file.
    """

    capitals_tell: bool
    calm_capitals: float
    labels: Counter[str]
    pace_ms: float
    sparse: bool
    function_words: frozenset[str]
    capital_sounds: bool
    french_colours: bool
    language: str


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
        function_words=function_words((language or "en").split("-")[0]),
        french_colours=uses_french_colours(passages),
        language=(language or "en").split("-")[0],
        capital_sounds=labels_sounds_in_capitals(passages, upper),
    )


def labels_sounds_in_capitals(passages: Sequence[Passage], upper: Sequence[Passage]) -> bool:
    """Whether capitals part into high ones and plain low ones, and no sound is in brackets."""
    high = sum(p.high for p in upper)
    low = sum(not p.high and p.ending == "" for p in upper)
    bracketed = sum(p.text[:1] in "[(" for p in passages)
    return high >= FEW and low >= FEW and not bracketed


def uses_french_colours(passages: Sequence[Passage]) -> bool:
    """Whether three colours or more are used, and red or magenta is one of them."""
    colours = {p.lines[0].colour for p in passages}
    return len(colours) > FEW and bool(colours & {"red", "#ff0000", "magenta", "#ff00ff"})


def pace_of(passages: Sequence[Passage]) -> float:
    """Return the median milliseconds for each character of a cue; eight are for noticing it."""
    paces = [p.span.duration_ms / (len(p.text) + 8) for p in passages if p.span]
    return median(paces) if paces else 0.0


def is_sparse(passages: Sequence[Passage]) -> bool:
    """Whether most cues stand alone in silence and nothing is marked as heard."""
    gaps = [p.before_ms for p in passages if p.before_ms is not None]
    heard = sum(bool(p.dash or p.label or p.text[:1] in "[(♪#") for p in passages)
    return bool(gaps) and median(gaps) >= SPARSE_MS and heard * 10 <= len(passages)
