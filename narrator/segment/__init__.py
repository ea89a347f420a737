"""The segmenter: tells on-screen text from speech, sound, music and credits.

cues ─► passages ─► profile, evidence, votes ─► rules (first answer decides) ─► units
"""

from collections.abc import Sequence

from narrator.model import Subtitles, Unit
from narrator.segment.evidence import after_measuring, after_voting
from narrator.segment.language import in_their_languages
from narrator.segment.passages import passages_of
from narrator.segment.profile import profile_of
from narrator.segment.scene import Scene
from narrator.segment.settled import Settled, decide, for_file
from narrator.segment.units import units_of


def scene_of(subtitles: Subtitles) -> Scene:
    """Return the passages of the subtitles, the profile of the file, and the evidence for each."""
    passages = passages_of(subtitles.cues)
    profile = profile_of(passages, subtitles.language)
    return after_measuring(Scene(passages=passages, profile=profile))


def segment(subtitles: Subtitles, settled: Sequence[Settled] = ()) -> tuple[Unit, ...]:
    """Tag every line of the subtitles; each line stands in exactly one unit, in order.

    What a person settled goes before every rule.
    """
    scene = after_voting(scene_of(subtitles))
    told = for_file(settled, subtitles.path.name)
    decided = [(passage, decide(passage, scene, told)) for passage in scene.passages]
    return in_their_languages(units_of(decided, scene, subtitles.language))
