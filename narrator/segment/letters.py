"""Letters, diaries and messages in full sentences: how they open and close, what heralds them.

What stands in the same manner between an opening and a closing belongs to the letter too.
"""

import re
from collections.abc import Callable

from narrator.segment.facts import BRACKETS, QUOTES_OPEN, Passage
from narrator.segment.scene import Scene
from narrator.segment.timing import gap_ms
from narrator.segment.words import DATELINE, DEVICE_LABEL, SALUTATION, VALEDICTION

LONGEST = 6  # passages from the opening on, or back from the closing
PAUSE_MS = 4000  # a page that is still read; what comes later is another matter
SALUTED = re.compile(r"^\W*(?:\w+\W+){1,3}?\w+\s*[,:!]|^\W*\w+\s*[,:]")
HERALD_MS = 12_000  # a message is read within so long after the sound of its coming
REACH = 6


def opens(passage: Passage) -> bool:
    """Whether it begins with a salutation and the name of whom it greets."""
    bare = passage.text.strip().lstrip(QUOTES_OPEN)
    return bool(SALUTATION.match(bare) and SALUTED.match(bare))


def closes(passage: Passage) -> bool:
    """Whether a line of it is how letters close, or a postscript."""
    return any(VALEDICTION.match(line.text.strip()) for line in passage.lines)


def greets(passage: Passage, _scene: Scene) -> float:
    """Whether it opens as letters do."""
    return float(opens(passage))


def signs_off(passage: Passage, _scene: Scene) -> float:
    """Whether it closes as letters do."""
    return float(closes(passage))


def after_greeting(passage: Passage, scene: Scene) -> float:
    """How near before it a letter was opened: what stands between is written in one manner."""
    return reach(passage, scene, -1, opens)


def before_closing(passage: Passage, scene: Scene) -> float:
    """How near after it a letter is closed: what stands between is written in one manner."""
    return reach(passage, scene, 1, closes)


def reach(passage: Passage, scene: Scene, step: int, found: Callable[[Passage], bool]) -> float:
    """Return 1 where the next of its manner is found so, less for each further one, else 0."""
    here = passage
    for distance in range(LONGEST):
        there = next_of_manner(here, scene, step)
        if there is None or (step > 0 and opens(here)) or (step < 0 and closes(there)):
            return 0.0
        if found(there):
            return 1 - distance / LONGEST
        here = there
    return 0.0


def next_of_manner(passage: Passage, scene: Scene, step: int) -> Passage | None:
    """Return the passage at that step, where it is near in time and marked alike."""
    there = scene.near(passage, step)
    if there is None or there.led or passage.led or gap_ms(passage, there) > PAUSE_MS:
        return None
    alike = there.italic == passage.italic and there.cue.position == passage.cue.position
    return there if alike and there.cue.style == passage.cue.style else None


def dated(passage: Passage, _scene: Scene) -> float:
    """Whether it begins with a day and goes on with something else, as entries of diaries do."""
    return float(bool(DATELINE.match(passage.text.strip().lstrip(QUOTES_OPEN))))


def heralded(passage: Passage, scene: Scene) -> float:
    """Whether the sound of a telephone, not a voice on it, came a little before it."""
    if passage.led or passage.italic:
        return 0.0
    for step in range(1, REACH + 1):
        before = scene.near(passage, -step)
        if before is None or gap_ms(before, passage) > HERALD_MS:
            return 0.0
        if before.text[:1] in BRACKETS and DEVICE_LABEL.search(before.text):
            return 1.0
    return 0.0
