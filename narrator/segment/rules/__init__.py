"""The rules that tag a passage, in order: the first that answers decides.

A rule is a function from a passage and its scene to a verdict or None; to add one, write it in
the module of its subject and name it in RULES.
"""

from narrator.segment.facts import Passage
from narrator.segment.rules.credits import credit, note_style
from narrator.segment.rules.heard import (
    capital_sound,
    coloured_sound,
    music,
    song_style,
    sound,
    starred,
)
from narrator.segment.rules.shown import (
    chapter,
    described_text,
    epigraph,
    letter,
    named_style,
    place_and_time,
)
from narrator.segment.rules.spoken import (
    dash_speech,
    initials,
    labelled_speech,
    led_by_bracket,
    through_device,
    untimed_speech,
)
from narrator.segment.rules.verdict import Rule, Verdict
from narrator.segment.rules.weighed import weighed
from narrator.segment.scene import Scene

__all__ = ["RULES", "Rule", "Verdict", "decide"]

RULES: tuple[Rule, ...] = (
    credit,
    described_text,
    song_style,
    note_style,
    music,
    coloured_sound,
    starred,
    named_style,
    sound,
    capital_sound,
    led_by_bracket,
    labelled_speech,
    through_device,
    dash_speech,
    epigraph,
    letter,
    chapter,
    place_and_time,
    initials,
    untimed_speech,
    weighed,
)


def decide(passage: Passage, scene: Scene) -> Verdict:
    """Return the first verdict of RULES; the last rule always answers."""
    return next(verdict for rule in RULES if (verdict := rule(passage, scene)) is not None)
