"""The segmenter: tells on-screen text from speech, sound, music and credits.

cues ─► passages ─► profile, company ─► rules (first answer decides) ─► units
"""

from dataclasses import replace

from narrator.model import Subtitles, Unit
from narrator.segment.company import at_the_ends, company_of
from narrator.segment.evidence import votes_of
from narrator.segment.passages import passages_of
from narrator.segment.profile import profile_of
from narrator.segment.rules import decide
from narrator.segment.scene import Scene
from narrator.segment.units import units_of


def segment(subtitles: Subtitles) -> tuple[Unit, ...]:
    """Tag every line of the subtitles; each line stands in exactly one unit, in order."""
    passages = passages_of(subtitles.cues)
    language = subtitles.language
    alone = Scene(passages=passages, profile=profile_of(passages, language))
    votes = votes_of(passages, alone)
    scene = replace(
        alone, company=company_of(passages, votes), epilogue=at_the_ends(passages, votes)
    )
    decided = [(passage, decide(passage, scene)) for passage in passages]
    return units_of(decided, language)
