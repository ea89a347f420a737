"""What evidence is measured against: the passages of a file and the conventions of the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from narrator.segment.facts import Passage
from narrator.segment.profile import Profile


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """A file's passages and its profile, so that evidence can look around.

    content is the words of each passage that carry meaning.
    own (evidence), votes, company and epilogue are by the index of a passage; they are empty until
    every passage has been weighed once by its own evidence.
    """

    passages: tuple[Passage, ...]
    profile: Profile
    content: Sequence[frozenset[str]] = ()
    own: Mapping[int, Mapping[str, float]] = field(default_factory=dict)
    votes: Mapping[int, float] = field(default_factory=dict)
    company: Mapping[int, float] = field(default_factory=dict)
    epilogue: Mapping[int, float] = field(default_factory=dict)

    def near(self, passage: Passage, step: int) -> Passage | None:
        """Return the passage `step` places on (negative: back), or None past the ends."""
        at = passage.index + step
        return self.passages[at] if 0 <= at < len(self.passages) else None
