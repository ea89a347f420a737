"""The segmenter: tells on-screen text from speech, sound, music and credits.

cues ─► passages ─► rules (first answer decides) ─► units
"""

from narrator.model import Subtitles, Unit
from narrator.segment.evidence import Scene
from narrator.segment.passages import passages_of
from narrator.segment.profile import profile_of
from narrator.segment.rules import decide
from narrator.segment.units import units_of


def segment(subtitles: Subtitles) -> tuple[Unit, ...]:
    """Tag every line of the subtitles; each line stands in exactly one unit, in order."""
    passages = passages_of(subtitles.cues)
    scene = Scene(passages=passages, profile=profile_of(passages))
    decided = [(passage, decide(passage, scene)) for passage in passages]
    return units_of(decided, subtitles.language)
