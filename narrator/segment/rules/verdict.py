"""What a rule answers: a tag, the rule's name, and how sure it is."""

from collections.abc import Callable
from dataclasses import dataclass

from narrator.model import Tag
from narrator.segment.facts import Passage
from narrator.segment.scene import Scene


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """A tag, the rule that gave it, and how sure it is (0 to 1)."""

    tag: Tag
    rule: str
    confidence: float


Rule = Callable[[Passage, Scene], Verdict | None]
