"""Cards: what stands in the picture in mixed case, and what belongs to an epigraph."""

import re

from narrator.segment.echoes import taken_up
from narrator.segment.facts import QUOTES_CLOSE, QUOTES_OPEN, Passage, cites, is_scripture
from narrator.segment.scene import Scene
from narrator.segment.signs import share
from narrator.segment.timing import gap_ms
from narrator.segment.words import SALUTATION

LONGEST_EPIGRAPH = 8
SALUTED = re.compile(r"^\W*(\w+\W+){1,3}?\w+[,:!]")
LONGEST_LETTER = 8
SHORT_QUESTION = 3  # words
SOON_MS = 15_000
UNBROKEN_MS = 120  # a letter that runs on is parted by three frames at the most


def names_source(passage: Passage, scene: Scene) -> bool:
    """Whether the passage names the source of the passage before it."""
    before = scene.near(passage, -1)
    named = cites(before.text if before else "", passage.text)
    return named and (is_scripture(passage.text) or not share(passage, scene.profile.person_words))


def cited(passage: Passage, scene: Scene) -> bool:
    """Whether the passage is a citation, or part of what the next citation cites.

    From a citation the quotation reaches back over one quoted block or one sentence.
    """
    if names_source(passage, scene):
        return True
    for step in range(1, LONGEST_EPIGRAPH):
        after = scene.near(passage, step)
        if after is None:
            return False
        if names_source(after, scene):
            return passage.index in quotation_before(after, scene)
    return False


def quotation_before(citation: Passage, scene: Scene) -> range:
    """Indices of the passages that a citation cites: back to the quotation mark or the sentence."""
    last = scene.near(citation, -1)
    if last is None:
        return range(0)
    quoted = last.text.rstrip(".")[-1:] in QUOTES_CLOSE
    first = last.index
    floor = max(0, citation.index - LONGEST_EPIGRAPH)
    while first > floor and not begins(scene, first, quoted=quoted):
        first -= 1
    return range(first, citation.index)


def begins(scene: Scene, index: int, *, quoted: bool) -> bool:
    """Whether the quotation begins at this passage."""
    if quoted:
        return scene.passages[index].text[:1] in QUOTES_OPEN
    return scene.passages[index - 1].ending in {".", "!", "?", "…"}


def in_letter(passage: Passage, scene: Scene) -> bool:
    """Whether a salutation opens the passage, or an unbroken run of cues up to it."""
    for step in range(LONGEST_LETTER):
        here = scene.near(passage, -step)
        if here is None or not may_be_letter(here):
            return False
        if salutes(here):
            return True
        if here.before_ms is not None and not 0 <= here.before_ms <= UNBROKEN_MS:
            return False
    return False


def resumes_letter(passage: Passage, scene: Scene) -> bool:
    """Whether people who were shown a letter ask for more of it, get it, and take it up.

    That is a short question, then a sentence that nothing marks as heard, then a word of it again;
    all of it soon after the letter.
    """
    before = scene.near(passage, -1)
    asked = before is not None and before.ending == "?" and len(before.words) <= SHORT_QUESTION
    if not asked or passage.ending != "." or not may_be_letter(passage) or passage.span is None:
        return False
    return taken_up(passage, scene) > 0 and any(
        here is not None and gap_ms(here, passage) <= SOON_MS and in_letter(here, scene)
        for here in (scene.near(passage, -step) for step in range(2, LONGEST_LETTER))
    )


def may_be_letter(passage: Passage) -> bool:
    """Whether nothing marks it as heard.

    Without times there is no telling where a letter ends, unless it has a style of its own.
    """
    styled = passage.span is not None or all(line.classes for line in passage.lines)
    return styled and not (passage.italic or passage.dash or passage.label)


def salutes(passage: Passage) -> bool:
    """Whether it opens with a salutation: on a line of its own, or within quotation marks."""
    first = passage.lines[0].text.strip()
    bare = first.lstrip(QUOTES_OPEN)
    if not SALUTATION.match(bare):
        return False
    alone = len(passage.lines) > 1 and (first.endswith((",", ":", "!")) or passage.span is None)
    return alone or (bare != first and bool(SALUTED.match(bare)))
