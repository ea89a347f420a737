"""How a passage stands in time: the silence around it, what else is shown, how long it stands."""

import math
from collections.abc import Callable

from narrator.segment.facts import Passage
from narrator.segment.scene import Scene

LONG_SILENCE_MS = 1500
TIGHT_MS = 300
LONG = 3.25  # spreads; talk seldom strays further
OVERLAP_MS = 200


def gap_ms(one: Passage, other: Passage) -> int:
    """Milliseconds between two timed passages in either order; 0 where they touch or overlap."""
    if one.span is None or other.span is None:
        return 0
    return max(0, one.span.start_ms - other.span.end_ms, other.span.start_ms - one.span.end_ms)


def overlap_ms(one: Passage, other: Passage) -> int:
    """Milliseconds for which both are shown, 0 where untimed."""
    return one.span.overlap_ms(other.span) if one.span and other.span else 0


def silence_before(passage: Passage, _scene: Scene) -> float:
    """Whether nothing is shown for a while before it."""
    return float((passage.before_ms or 0) >= LONG_SILENCE_MS)


def silence_after(passage: Passage, _scene: Scene) -> float:
    """Whether nothing is shown for a while after it."""
    return float((passage.after_ms or 0) >= LONG_SILENCE_MS)


def apart(passage: Passage, _scene: Scene) -> float:
    """How far it stands from both cues around it: 0 at a tenth of a second, 1 at four seconds."""
    gaps = [gap for gap in (passage.before_ms, passage.after_ms) if gap is not None]
    if passage.span is None or not gaps:
        return 0.0
    return min(1.0, max(0.0, math.log(max(1, min(gaps)) / 100) / math.log(40)))


def others_at_once(passage: Passage, scene: Scene) -> list[Passage]:
    """Return the passages of other cues near it that are shown at the same time."""
    if not passage.crowded:
        return []
    found = [scene.near(passage, step) for step in (-3, -2, -1, 1, 2, 3)]
    return [
        n
        for n in found
        if n is not None and n.cue.id != passage.cue.id and overlap_ms(n, passage) > OVERLAP_MS
    ]


def begun_before(passage: Passage, scene: Scene) -> float:
    """Whether another cue comes while it stands."""
    return overlapping(passage, scene, lambda n: starts(passage) < starts(n))


def over_another(passage: Passage, scene: Scene) -> float:
    """Whether it comes while another cue stands."""
    return overlapping(passage, scene, lambda n: starts(passage) > starts(n))


def overlapping(passage: Passage, scene: Scene, which: Callable[[Passage], bool]) -> float:
    """How long it shares the picture with such another: 0 at half a second, 1 at a second.

    What overlaps for less was timed carelessly.
    """
    shared = [overlap_ms(passage, n) for n in others_at_once(passage, scene) if which(n)]
    return min(1.0, max(0.0, max(shared, default=0) / 500 - 1))


def starts(passage: Passage) -> int:
    """Return the millisecond at which it starts, 0 where untimed."""
    return passage.span.start_ms if passage.span else 0


def layered(passage: Passage, scene: Scene) -> float:
    """Whether a copy of it is shown at the same time, as typesetters layer signs."""
    return float(any(n.text == passage.text for n in others_at_once(passage, scene)))


def tight(passage: Passage, _scene: Scene) -> float:
    """Whether it is squeezed between two cues, as talk is."""
    gaps = (passage.before_ms, passage.after_ms)
    return float(all(gap is not None and 0 <= gap < TIGHT_MS for gap in gaps))


def strays(passage: Passage, scene: Scene) -> float:
    """How far its time for each character strays from what is usual in this file, in spreads.

    Above zero where it stands longer; 0 where untimed.
    """
    if passage.span is None or passage.span.duration_ms == 0 or not scene.profile.pace_ms:
        return 0.0
    pace = passage.span.duration_ms / (len(passage.text) + 8)
    return math.log(pace / scene.profile.pace_ms) / scene.profile.pace_spread


def slow(passage: Passage, scene: Scene) -> float:
    """Whether it stands much longer than talk of its length does in this file."""
    return min(1.0, max(0.0, strays(passage, scene) / LONG))


def very_slow(passage: Passage, scene: Scene) -> float:
    """Whether it stands longer still."""
    return min(1.0, max(0.0, strays(passage, scene) / LONG - 1))


def hurried(passage: Passage, scene: Scene) -> float:
    """Whether it stands shorter than talk of its length does in this file."""
    return min(1.0, max(0.0, -strays(passage, scene) / LONG * 2))
