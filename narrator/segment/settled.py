r"""Doubts settled by a person, once for a series: a file of rules that force or forbid tags.

    [[rule]]
    match = '^ROOM \d+$'          # a regular expression, searched for in the text on one line
    tag = "caption"               # force this tag …

    [[rule]]
    cues = ["12", "40-44"]        # as `narrator segment` numbers them
    file = "ep01*"                # in files of this name only
    not = ["dialogue"]            # … or forbid these
    why = "the landlady's notes"

A rule applies where all of match, style, cues and file that it gives are so. The first that
applies and has a tag decides; what any that applies forbids is forbidden.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import chain
from typing import Protocol

from narrator.errors import JobError
from narrator.model import NARRATED, Tag
from narrator.segment.facts import Passage
from narrator.segment.rules import RULES, Verdict
from narrator.segment.rules import decide as first_verdict
from narrator.segment.scene import Scene

PATIENCE_S = 1.0
SHOWN_FIRST: tuple[Tag, ...] = ("caption", "intertitle", "dialogue", "sound", "music", "credit")
SPOKEN_FIRST: tuple[Tag, ...] = ("dialogue", "caption", "intertitle", "sound", "music", "credit")


class Pattern(Protocol):
    """A compiled pattern of the package regex, whose search can be bounded in time."""

    def search(self, text: str, *, timeout: float) -> object:
        """Return a match or None. Raises TimeoutError."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """One rule of a person: what it applies to, and the tag it forces or the tags it forbids.

    name is how the segmenter names it where it decides; cues are numbers or ranges of them,
    file is a pattern of shell wildcards. None or nothing means any.
    """

    name: str
    match: Pattern | None = None
    style: str | None = None
    cues: tuple[str, ...] = ()
    file: str = "*"
    tag: Tag | None = None
    forbids: frozenset[Tag] = frozenset()

    def applies(self, passage: Passage) -> bool:
        """Whether the passage is what the rule speaks of; the file is not asked here."""
        return (
            (self.match is None or self.matches(passage.text))
            and (self.style is None or self.style in styles_of(passage))
            and (not self.cues or any(holds(cues, passage.cue.id) for cues in self.cues))
        )

    def matches(self, text: str) -> bool:
        """Whether the pattern is in a text. Raises JobError where it takes too long to tell."""
        try:
            return self.match is not None and bool(self.match.search(text, timeout=PATIENCE_S))
        except TimeoutError as error:
            message = f"{self.name}: its pattern takes more than {PATIENCE_S:g} s on one text."
            raise JobError(message, "Write it without repeats within repeats.") from error


def styles_of(passage: Passage) -> frozenset[str]:
    """Return the names of the styles that the file gives the passage."""
    classes = chain.from_iterable(line.classes for line in passage.lines)
    return frozenset({passage.cue.style or "", passage.cue.region or "", *classes} - {""})


def holds(cues: str, cue_id: str) -> bool:
    """Whether a number or a range of numbers holds a cue."""
    first, dash, last = cues.partition("-")
    if dash and cue_id.isdecimal() and first.isdecimal() and last.isdecimal():
        return int(first) <= int(cue_id) <= int(last)
    return cues == cue_id


def for_file(settled: Iterable[Settled], name: str) -> tuple[Settled, ...]:
    """Return the rules that speak of a file of this name."""
    return tuple(rule for rule in settled if fnmatchcase(name, rule.file))


def decide(passage: Passage, scene: Scene, settled: Sequence[Settled] = ()) -> Verdict:
    """Return the verdict on a passage: a person's, or the first of RULES that is not forbidden."""
    applying = [rule for rule in settled if rule.applies(passage)]
    for rule in applying:
        if rule.tag:
            return Verdict(tag=rule.tag, rule=rule.name, confidence=1.0)
    forbidden = {tag: rule.name for rule in applying for tag in rule.forbids}
    if not forbidden:
        return first_verdict(passage, scene)
    verdicts = [verdict for rule in RULES if (verdict := rule(passage, scene))]
    allowed = (verdict for verdict in verdicts if verdict.tag not in forbidden)
    return next(allowed, None) or second_best(verdicts[-1], forbidden)


def second_best(verdict: Verdict, forbidden: Mapping[Tag, str]) -> Verdict:
    """Return what is left where a verdict is forbidden: speech for what is shown, and back."""
    order = SPOKEN_FIRST if verdict.tag in NARRATED else SHOWN_FIRST
    left = next((tag for tag in order if tag not in forbidden), verdict.tag)
    return Verdict(tag=left, rule=forbidden[verdict.tag], confidence=0.5)
