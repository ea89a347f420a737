"""When a narration is said to stand over speech: the same in a render and in a check."""

from collections.abc import Iterable

from narrator.model import Placement

LEAST_MS = 200  # less than a syllable


def is_over(over_ms: int) -> bool:
    """Whether a narration with so much speech beneath it is said to stand over it."""
    return over_ms >= LEAST_MS


def count_over(placements: Iterable[Placement]) -> int:
    """Return how many narrations are said to stand over speech."""
    return sum(is_over(placement.overlap_ms) for placement in placements)
