"""The outcome of a render in one plain sentence."""

from dataclasses import dataclass
from typing import Literal

from narrator.model import Rendering
from narrator.over import count_over


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """Whether anything stands in the way of delivery, in a word and in a sentence."""

    state: Literal["ready", "blocked"]
    word: str
    sentence: str


def verdict_of(rendering: Rendering) -> Verdict:
    """Return how the render ended."""
    ledger = rendering.ledger
    spoken, left_out = len(ledger.placements), len(ledger.omissions)
    over = count_over(ledger.placements)
    said = spoken_in_words(spoken, left_out) + (f", {over} of them over dialogue" if over else "")
    problems = sum(finding.blocking for finding in rendering.findings)
    if not problems:
        notes = len(rendering.findings)
        there = plural(notes, "there is 1 note", f"there are {notes} notes")
        rest = f"; {there} to read" if notes else ""
        return Verdict(state="ready", word="Nothing blocks delivery", sentence=f"{said}{rest}.")
    rest = f"{problems} {plural(problems, 'problem blocks', 'problems block')} delivery"
    return Verdict(state="blocked", word="Delivery is blocked", sentence=f"{said}; {rest}.")


def spoken_in_words(spoken: int, left_out: int) -> str:
    """Say how many of the narrations are spoken."""
    total = spoken + left_out
    if left_out:
        return f"{spoken} of {total} narrations {plural(spoken, 'is', 'are')} spoken"
    if total == 1:
        return "The only narration is spoken"
    return f"All {total} narrations are spoken"


def plural(count: int, one: str, more: str) -> str:
    """Return the word for one, or that for any other number."""
    return one if count == 1 else more
