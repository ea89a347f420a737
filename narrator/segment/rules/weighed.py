"""The last rule: all evidence is weighed."""

from narrator.model import Tag
from narrator.segment.evidence import confidence_of, measured_by_votes, weigh
from narrator.segment.facts import Passage
from narrator.segment.rules.shown import LONGEST_PLACE_CARD
from narrator.segment.rules.verdict import Verdict
from narrator.segment.scene import Scene
from narrator.segment.signs import numbered, says_when


def weighed(passage: Passage, scene: Scene) -> Verdict:
    """Weigh all evidence: shown in the picture, or spoken."""
    name, points = weigh({**scene.own[passage.index], **measured_by_votes(passage, scene)})
    if points <= 0:
        return Verdict(tag="dialogue", rule=f"speech: {name}", confidence=confidence_of(points))
    tag: Tag = "intertitle" if is_intertitle(passage, scene) else "caption"
    return Verdict(tag=tag, rule=f"shown: {name}", confidence=confidence_of(points))


def is_intertitle(passage: Passage, scene: Scene) -> bool:
    """Whether what is shown is a card of its own: where, when, or a chapter's number."""
    return bool(
        (says_when(passage) and len(passage.words) <= LONGEST_PLACE_CARD)
        or numbered(passage)
        or scene.profile.sparse
        or scene.epilogue.get(passage.index)
    )
