"""How a passage stands among the others: in time, in the picture, and next to its neighbours."""

from narrator.segment.facts import Passage
from narrator.segment.scene import Scene

LONG_SILENCE_MS = 1500
TIGHT_MS = 300
SLOW = 1.5


def gap_ms(one: Passage, other: Passage) -> int:
    """Milliseconds between two timed passages in either order; 0 where they touch or overlap."""
    if one.span is None or other.span is None:
        return 0
    return max(0, one.span.start_ms - other.span.end_ms, other.span.start_ms - one.span.end_ms)


def silence_before(passage: Passage, _scene: Scene) -> float:
    """Whether nothing is shown for a while before it."""
    return float((passage.before_ms or 0) >= LONG_SILENCE_MS)


def silence_after(passage: Passage, _scene: Scene) -> float:
    """Whether nothing is shown for a while after it."""
    return float((passage.after_ms or 0) >= LONG_SILENCE_MS)


def over_another(passage: Passage, scene: Scene) -> float:
    """Whether another cue is shown at the same time."""
    return float(
        any(
            n is not None
            and n.cue.id != passage.cue.id
            and n.span is not None
            and passage.span is not None
            and n.span.overlap_ms(passage.span) > TIGHT_MS
            for n in (scene.near(passage, step) for step in (-3, -2, -1, 1, 2, 3))
        )
    )


def tight(passage: Passage, _scene: Scene) -> float:
    """Whether it is squeezed between two cues, as talk is."""
    gaps = (passage.before_ms, passage.after_ms)
    return float(all(gap is not None and 0 <= gap < TIGHT_MS for gap in gaps))


def slow(passage: Passage, scene: Scene) -> float:
    """Whether it stands much longer than talk of its length does in this file."""
    if passage.span is None or not passage.text:
        return 0.0
    pace = passage.span.duration_ms / (len(passage.text) + 8)
    return (
        min(1.0, max(0.0, pace / scene.profile.pace_ms - 1) / (SLOW - 1))
        if scene.profile.pace_ms
        else 0.0
    )


def capitals_run(passage: Passage, scene: Scene) -> float:
    """How long the unbroken run of capitals is that it stands in: 0 alone, 1 for four more."""
    if passage.case != "upper":
        return 0.0
    return min(1.0, (reach(passage, scene, -1) + reach(passage, scene, 1)) / 4)


def reach(passage: Passage, scene: Scene, step: int) -> int:
    """Count the capital passages next to each other on one side."""
    count, here = 0, passage
    while (there := scene.near(here, step)) is not None and count < 4:
        if there.case != "upper" or there.label or there.dash or gap_ms(here, there) >= TIGHT_MS:
            break
        count, here = count + 1, there
    return count


def alone_in_cue(passage: Passage, _scene: Scene) -> float:
    """Whether its cue holds nothing else."""
    return float(len(passage.lines) == len(passage.cue.lines))


def shouted_run(passage: Passage, scene: Scene) -> float:
    """Whether it and its capital neighbours all end in exclamation marks."""
    if passage.case != "upper" or passage.ending != "!":
        return 0.0
    beside = [n for n in (scene.near(passage, -1), scene.near(passage, 1)) if n is not None]
    return float(all(n.ending == "!" for n in beside if n.case == "upper" and not n.label))


def echoes(passage: Passage, scene: Scene) -> float:
    """Whether a neighbour says the same words in mixed case: a call taken up louder."""
    beside = (scene.near(passage, -1), scene.near(passage, 1))
    return float(
        passage.case == "upper"
        and any(
            n is not None and n.case == "mixed" and set(passage.words) <= set(n.words)
            for n in beside
        )
    )


def quoted_after(passage: Passage, scene: Scene) -> float:
    """Whether what comes next quotes it: someone reads it out or remarks on it."""
    own = set(passage.words)
    for step in (1, 2):
        after = scene.near(passage, step)
        if after and any(mark in after.text for mark in '"“«„'):
            common = own & set(after.words) - scene.profile.function_words
            if common:
                return 1.0
    return 0.0


def goes_on(passage: Passage, scene: Scene) -> float:
    """Whether it goes on with a sentence, or a sentence goes on from it."""
    before, after = scene.near(passage, -1), scene.near(passage, 1)
    begun = before is not None and before.ending in {"", ","} and before.case == "mixed"
    lower_next = after is not None and after.text[:1].islower() and gap_ms(passage, after) < 1000
    return float(
        passage.text[:1].islower()
        or (passage.ending in {"", ","} and lower_next)
        or (begun and before is not None and before.span is None)
    )
