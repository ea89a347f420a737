"""Whether talk around a passage takes it up: people read out and remark on what they see."""

from collections.abc import Collection

from narrator.segment import japanese
from narrator.segment.facts import QUOTES_OPEN, Passage
from narrator.segment.persons import READING_WORDS
from narrator.segment.scene import Scene

STEM_LETTERS = 6  # enough of a word to know it again in another case or number
SHORTEST_WORD = 4
REACH_MS = 8000  # a remark on what is seen comes within a few seconds


def content_words(passage: Passage, common: Collection[str]) -> frozenset[str]:
    """Return the stems of the words that carry meaning, which the common ones do not."""
    stems = {w[:STEM_LETTERS] for w in passage.words if len(w) >= SHORTEST_WORD and w not in common}
    return frozenset(stems) | japanese.content_words(passage.text)


def beside(passage: Passage, scene: Scene, *steps: int) -> list[Passage]:
    """Return the passages of other cues at these steps that are near in time."""
    found = (scene.near(passage, step) for step in steps)
    return [p for p in found if p and p.cue.id != passage.cue.id and near_in_time(p, passage)]


def near_in_time(one: Passage, other: Passage) -> bool:
    """Whether two passages stand within a few seconds, or have no times."""
    if one.span is None or other.span is None:
        return True
    return (
        max(one.span.start_ms - other.span.end_ms, other.span.start_ms - one.span.end_ms) < REACH_MS
    )


def echoes(passage: Passage, scene: Scene) -> float:
    """Whether a neighbour says the same words in mixed case: a call taken up louder."""
    return float(
        passage.case == "upper"
        and any(
            n.case == "mixed" and set(passage.words) <= set(n.words)
            for n in (scene.near(passage, -1), scene.near(passage, 1))
            if n
        )
    )


def quoted_after(passage: Passage, scene: Scene) -> float:
    """Whether what comes next quotes it: someone reads it out or remarks on it."""
    own = scene.content[passage.index] | set(passage.words) - scene.profile.function_words
    return float(
        any(
            own & (scene.content[after.index] | set(after.words))
            for after in beside(passage, scene, 1, 2)
            if any(mark in after.text for mark in QUOTES_OPEN if mark not in "'‘’")
        )
    )


def taken_up(passage: Passage, scene: Scene) -> float:
    """Whether a word of it that carries meaning comes again in the next two passages."""
    own = scene.content[passage.index]
    return float(
        any(own & scene.content[after.index] for after in beside(passage, scene, 1, 2))
        if own
        else 0
    )


def asked_to_read(passage: Passage, scene: Scene) -> float:
    """Whether people next to it talk of reading and writing."""
    return float(any(READING_WORDS.intersection(n.words) for n in beside(passage, scene, -1, 1)))


def comes_again(passage: Passage, scene: Scene) -> float:
    """Whether the same two words or more stand in the file again: signs do, talk seldom does."""
    return float(len(passage.words) > 1 and scene.profile.texts[passage.text.casefold()] > 1)
