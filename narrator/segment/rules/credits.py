"""Rules for what the makers of the subtitles say of themselves."""

from narrator.segment.facts import Passage
from narrator.segment.rules.styles import NOTE_STYLE, styles_of
from narrator.segment.rules.verdict import Verdict
from narrator.segment.scene import Scene
from narrator.segment.timing import gap_ms
from narrator.segment.words import PAGE_HEADER, is_credit

HEADER_PASSAGES = 4
AT_ONCE_MS = 300


def credit(passage: Passage, scene: Scene) -> Verdict | None:
    """Subtitle credits, adverts, site names, translator's notes, the title of a scraped page."""
    if is_credit(passage.text):
        return Verdict(tag="credit", rule="credit", confidence=0.97)
    before = scene.near(passage, -1)
    if before and before.cue.id == passage.cue.id and is_credit(before.text):
        return Verdict(tag="credit", rule="credit", confidence=0.9)
    if before and goes_on_with(passage, before, scene):
        return Verdict(tag="credit", rule="credit goes on", confidence=0.8)
    if passage.index < HEADER_PASSAGES and PAGE_HEADER.search(passage.text):
        return Verdict(tag="credit", rule="page header", confidence=0.9)
    return None


def note_style(passage: Passage, _scene: Scene) -> Verdict | None:
    """A style that the file itself calls a note or a staff list of the translators."""
    if any(NOTE_STYLE.search(name) for name in styles_of(passage)):
        return Verdict(tag="credit", rule="style name", confidence=0.85)
    return None


def goes_on_with(passage: Passage, credit: Passage, scene: Scene) -> bool:
    """Whether a passage goes on with the credit before it: the last of the file, or small letters.

    What follows the last credit at once, and is the last text itself, names who made it.
    """
    if not is_credit(credit.text):
        return False
    follows = gap_ms(credit, passage) <= AT_ONCE_MS and credit.case == passage.case
    last = scene.profile.rank_back[passage.index] == 0 and passage.index > len(scene.passages) // 2
    return follows and (last or passage.text[:1].islower())
