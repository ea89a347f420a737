"""The segmenter: tells on-screen text from speech, sound, music and credits.

cues ─► passages ─► profile, company ─► rules (first answer decides) ─► units
"""

from collections.abc import Sequence
from dataclasses import replace

from narrator.model import Subtitles, Unit
from narrator.segment.company import at_the_ends, company_of
from narrator.segment.evidence import votes_of
from narrator.segment.language import in_its_language
from narrator.segment.passages import passages_of
from narrator.segment.profile import profile_of
from narrator.segment.scene import Scene
from narrator.segment.settled import Settled, decide, for_file
from narrator.segment.units import units_of


def segment(subtitles: Subtitles, settled: Sequence[Settled] = ()) -> tuple[Unit, ...]:
    """Tag every line of the subtitles; each line stands in exactly one unit, in order.

    What a person settled goes before every rule.
    """
    passages = passages_of(subtitles.cues)
    language = subtitles.language
    alone = Scene(passages=passages, profile=profile_of(passages, language))
    votes = votes_of(passages, alone)
    scene = replace(
        alone, company=company_of(passages, votes), epilogue=at_the_ends(passages, votes)
    )
    told = for_file(settled, subtitles.path.name)
    decided = [(passage, decide(passage, scene, told)) for passage in passages]
    return tuple(map(in_its_language, units_of(decided, language)))
