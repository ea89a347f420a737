"""Rules for what is heard: music and sounds."""

import re

from narrator.model import Tag
from narrator.segment.facts import BRACKETS, MUSIC_SIGNS, Passage, ending_of
from narrator.segment.rules.styles import SONG_STYLE, styles_of
from narrator.segment.rules.verdict import Verdict
from narrator.segment.scene import Scene
from narrator.segment.timing import overlap_ms
from narrator.segment.words import MUSIC_LABEL, YEAR

ENCLOSED = re.compile(r"^(?:[\[(（［][^\])）］]*[\])）］][.!?,…]*\s*)+$")
STARRED = re.compile(r"^\*+\s*(?P<inside>[^*]+?)\s*\*+$")
LONGEST_STARRED_SOUND = 4
SENTENCE_WORDS = 4
SELDOM = 0.3
RED = "#ff0000"
MAGENTA = "#ff00ff"


def song_style(passage: Passage, _scene: Scene) -> Verdict | None:
    """A style that the file itself calls an opening, an ending, a song or its transcription."""
    if any(SONG_STYLE.search(name) for name in styles_of(passage)):
        return Verdict(tag="music", rule="style name", confidence=0.93)
    return None


def music(passage: Passage, scene: Scene) -> Verdict | None:
    """Lyrics between music signs or after a hash, and labels of music."""
    text = passage.text
    if any(sign in text for sign in MUSIC_SIGNS) or sung_with_hash(text):
        return Verdict(tag="music", rule="music sign", confidence=0.97)
    if ENCLOSED.match(text) and MUSIC_LABEL.search(text):
        return Verdict(tag="music", rule="music label", confidence=0.9)
    if re.match(r"(?i)^(music|song|musique|musik|música)\s*:", text):
        return Verdict(tag="music", rule="music label", confidence=0.9)
    before = scene.near(passage, -1)
    if before and before.cue.id == passage.cue.id and before.text[:1] in MUSIC_SIGNS:
        opened = sum(before.text.count(sign) for sign in MUSIC_SIGNS)
        return Verdict(tag="music", rule="lyrics go on", confidence=0.85) if opened == 1 else None
    return None


def sung_with_hash(text: str) -> bool:
    """Whether a hash marks the text as sung, not as a number."""
    return text.startswith("# ") or (text.startswith("#") and text.rstrip().endswith("#"))


def coloured_sound(passage: Passage, scene: Scene) -> Verdict | None:
    """Red for sounds and magenta for music, as French broadcasters colour them."""
    colour = passage.lines[0].colour
    if not scene.profile.french_colours or passage.ending in {"?", "!"}:
        return None
    if colour == RED:
        return Verdict(tag="sound", rule="colour of sounds", confidence=0.85)
    if colour == MAGENTA:
        return Verdict(tag="music", rule="colour of music", confidence=0.85)
    return None


def starred(passage: Passage, scene: Scene) -> Verdict | None:
    """Between asterisks: a label in German or a short one is a sound, else it is music."""
    match = STARRED.match(passage.text)
    if not match:
        return None
    inside = match.group("inside")
    short = len(passage.words) <= LONGEST_STARRED_SOUND and ending_of(inside) == ""
    if (short or scene.profile.language == "de") and not MUSIC_LABEL.search(inside):
        return Verdict(tag="sound", rule="asterisks", confidence=0.85)
    return Verdict(tag="music", rule="asterisks", confidence=0.85)


def sound(passage: Passage, scene: Scene) -> Verdict | None:
    """A passage wholly in brackets: a sound or a manner."""
    held = passage.enclosure in BRACKETS or ENCLOSED.match(passage.text)
    if not held or not passage.text[1:-1].strip() or is_written(passage, scene):
        return None
    return Verdict(tag="sound", rule="brackets", confidence=0.93)


def capital_sound(passage: Passage, scene: Scene) -> Verdict | None:
    """A bare label in capitals, low in the picture, where the file labels sounds so."""
    bare = passage.case == "upper" and not (passage.high or passage.label or passage.dash)
    if not bare or not scene.profile.capital_sounds or passage.ending:
        return None
    tag: Tag = "music" if MUSIC_LABEL.search(passage.text) else "sound"
    return Verdict(tag=tag, rule="capitals low in the picture", confidence=0.8)


def is_written(passage: Passage, scene: Scene) -> bool:
    """Whether what is in brackets may be on-screen text: a sign, a translation, a year."""
    capitals = passage.case == "upper"
    told = scene.profile.sparse and len(passage.words) >= SENTENCE_WORDS  # a lost scene
    return bool(
        passage.text[:1] in scene.profile.shown_brackets
        or told
        or (capitals and (odd_capitals(passage, scene) or translates(passage, scene)))
        or (passage.high and passage.cue.style)  # typesetters bracket the signs they put high
        or (passage.text[0] in BRACKETS and YEAR.search(passage.text))
    )


def odd_capitals(passage: Passage, scene: Scene) -> bool:
    """Whether it is in capitals, while what this file puts in such brackets seldom is."""
    return scene.profile.bracket_capitals.get(passage.text[:1], 1.0) <= SELDOM


def translates(passage: Passage, scene: Scene) -> bool:
    """Whether bare capitals are shown with it: what is in brackets then says the same again."""
    beside = (scene.near(passage, -1), scene.near(passage, 1))
    return any(
        n is not None
        and n.case == "upper"
        and not n.led
        and (n.cue.id == passage.cue.id or overlap_ms(n, passage) > 0)
        for n in beside
    )
