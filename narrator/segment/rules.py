"""The rules that tag a passage, in order: the first that answers decides.

A rule is a function from a passage and its scene to a verdict or None; to add one, write it
and name it in RULES.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from narrator.model import Tag
from narrator.segment.cards import cited, in_letter
from narrator.segment.evidence import confidence_of, weigh
from narrator.segment.facts import (
    BRACKETS,
    MUSIC_SIGNS,
    Passage,
    case_of,
    ending_of,
    is_scripture,
)
from narrator.segment.scene import Scene
from narrator.segment.signs import numbered, person, says_when
from narrator.segment.words import (
    ADDRESS,
    CHAPTER_CARD,
    CREDIT,
    MUSIC_LABEL,
    PAGE_HEADER,
    SHOWN_LABEL,
    YEAR,
)
from narrator.text.initials import spelt_out

ENCLOSED = re.compile(r"^(?:[\[(（［][^\])）］]*[\])）］][.!?,…]*\s*)+$")
LEADING_BRACKET = re.compile(
    r"^(?:[-–—]\s*)?[\[(（［](?P<inside>[^\])）］]*)[\])）］]\s*(?P<rest>.*)$"
)
STARRED = re.compile(r"^\*+\s*(?P<inside>[^*]+?)\s*\*+$")
LONGEST_STARRED_SOUND = 4
SONG_STYLE = re.compile(
    r"(^|[^a-z])(op|ed|opening|ending|song|insert|karaoke|kara|romaji|rom|lyrics?)(\d*)([^a-z]|$)",
    re.IGNORECASE,
)
NOTE_STYLE = re.compile(
    r"(^|[^a-z])(tl|tn|t-?note|note|notes|staff|credits?)([^a-z]|$)", re.IGNORECASE
)
CARD_STYLE = re.compile(
    r"sign|title|caption|screen|typeset|card|label|chapter|eyecatch|phone|board|letter|sms|"
    r"mail|news|poster|(^|[^a-z])ts([^a-z]|$)",
    re.IGNORECASE,
)
LONGEST_PLACE_CARD = 9
HEADER_PASSAGES = 4
RED = frozenset({"red", "#ff0000"})
MAGENTA = frozenset({"magenta", "fuchsia", "#ff00ff"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """A tag, the rule that gave it, and how sure it is (0 to 1)."""

    tag: Tag
    rule: str
    confidence: float


Rule = Callable[[Passage, Scene], Verdict | None]


def credit(passage: Passage, scene: Scene) -> Verdict | None:
    """Subtitle credits, adverts, site names, translator's notes, the title of a scraped page."""
    if CREDIT.search(passage.text) or ADDRESS.search(passage.text):
        return Verdict(tag="credit", rule="credit", confidence=0.97)
    before = scene.near(passage, -1)
    if before and before.cue.id == passage.cue.id and CREDIT.search(before.text):
        return Verdict(tag="credit", rule="credit", confidence=0.9)
    if passage.index < HEADER_PASSAGES and PAGE_HEADER.search(passage.text):
        return Verdict(tag="credit", rule="page header", confidence=0.9)
    return None


def described_text(passage: Passage, _scene: Scene) -> Verdict | None:
    """A label that says that the text is shown: [SIGN: …], Letrero: …, [on gate] NO ENTRY."""
    match = LEADING_BRACKET.match(passage.text)
    inside, rest = match.group("inside", "rest") if match else (passage.text, "")
    shown = SHOWN_LABEL.match(inside)
    if not shown:
        return None
    vague = shown.group(1).casefold().startswith("on ")  # "[on phone] Hello" is speech
    labelled = ":" in shown.group() or "：" in shown.group()
    if (labelled and shown.end() < len(inside)) or (
        rest
        and not labelled
        and shown.end() >= len(inside.rstrip())
        and (case_of(rest) == "upper" or not vague)
    ):
        return Verdict(tag="caption", rule="labelled as shown", confidence=0.95)
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


def capital_sound(passage: Passage, scene: Scene) -> Verdict | None:
    """A bare label in capitals, low in the picture, where the file labels sounds so."""
    bare = passage.case == "upper" and not (passage.high or passage.label or passage.dash)
    if not bare or not scene.profile.capital_sounds or passage.ending:
        return None
    tag: Tag = "music" if MUSIC_LABEL.search(passage.text) else "sound"
    return Verdict(tag=tag, rule="capitals low in the picture", confidence=0.8)


def led_by_bracket(passage: Passage, _scene: Scene) -> Verdict | None:
    """Text after a bracket: who speaks, or how."""
    match = LEADING_BRACKET.match(passage.text)
    if match and match.group("rest") and match.group("rest")[0] not in BRACKETS:
        return Verdict(tag="dialogue", rule="bracketed label", confidence=0.9)
    return None


def sound(passage: Passage, _scene: Scene) -> Verdict | None:
    """A passage wholly in brackets: a sound or a manner."""
    if not ENCLOSED.match(passage.text) or not passage.text[1:-1].strip():
        return None
    if passage.high and passage.cue.style:  # typesetters bracket the signs they put high
        return None
    if passage.text[0] in BRACKETS and YEAR.search(passage.text):
        return None
    return Verdict(tag="sound", rule="brackets", confidence=0.93)


def labelled_speech(passage: Passage, scene: Scene) -> Verdict | None:
    """Text after a speaker's label, or in a voice span."""
    if any(line.speaker for line in passage.lines):
        return Verdict(tag="dialogue", rule="voice span", confidence=0.95)
    label = passage.label
    if not label:
        return None
    rest = passage.text.split(":", 1)[1]
    labels = scene.profile.labels
    recurs = labels[label.casefold()] > 1
    cast = len(labels) >= 3  # a file that labels throughout
    plain = case_of(rest) != "upper" and (cast or case_of(label) == "upper")
    if recurs or plain:
        return Verdict(tag="dialogue", rule="speaker label", confidence=0.95)
    return None


def dash_speech(passage: Passage, _scene: Scene) -> Verdict | None:
    """A line led by a dash: two people speak in one cue."""
    if passage.dash and not is_scripture(passage.text):
        return Verdict(tag="dialogue", rule="dash", confidence=0.95)
    return None


def song_style(passage: Passage, _scene: Scene) -> Verdict | None:
    """A style that the file itself calls an opening, an ending, a song or its transcription."""
    if any(SONG_STYLE.search(name) for name in styles_of(passage)):
        return Verdict(tag="music", rule="style name", confidence=0.93)
    return None


def note_style(passage: Passage, _scene: Scene) -> Verdict | None:
    """A style that the file itself calls a note or a staff list of the translators."""
    if any(NOTE_STYLE.search(name) for name in styles_of(passage)):
        return Verdict(tag="credit", rule="style name", confidence=0.85)
    return None


def coloured_sound(passage: Passage, scene: Scene) -> Verdict | None:
    """Red for sounds and magenta for music, as French broadcasters colour them."""
    colour = passage.lines[0].colour
    if not scene.profile.french_colours or passage.ending in {"?", "!"}:
        return None
    if colour in RED:
        return Verdict(tag="sound", rule="colour of sounds", confidence=0.85)
    if colour in MAGENTA:
        return Verdict(tag="music", rule="colour of music", confidence=0.85)
    return None


def styles_of(passage: Passage) -> tuple[str, ...]:
    """Return the names of the style of its cue and of the classes of its lines."""
    classes = (name for line in passage.lines for name in line.classes)
    return (*classes, passage.cue.style) if passage.cue.style else tuple(classes)


def named_style(passage: Passage, _scene: Scene) -> Verdict | None:
    """A style that the file itself calls a sign, a title or a caption."""
    if any(CARD_STYLE.search(name) for name in styles_of(passage) if "default" not in name):
        return Verdict(tag="caption", rule="style name", confidence=0.93)
    return None


def epigraph(passage: Passage, scene: Scene) -> Verdict | None:
    """A citation, and the sentence that it cites."""
    if cited(passage, scene):
        return Verdict(tag="intertitle", rule="epigraph with citation", confidence=0.85)
    return None


def letter(passage: Passage, scene: Scene) -> Verdict | None:
    """A letter shown in the picture: from its salutation on, as long as it stands unbroken."""
    if in_letter(passage, scene):
        return Verdict(tag="caption", rule="letter", confidence=0.7)
    return None


def chapter(passage: Passage, _scene: Scene) -> Verdict | None:
    """A chapter, part or episode heading."""
    plain = passage.ending in {"", "."} or passage.case == "upper"
    if CHAPTER_CARD.match(passage.text) and plain and len(passage.words) <= LONGEST_PLACE_CARD:
        sure = 0.93 if passage.case == "upper" else 0.7
        return Verdict(tag="intertitle", rule="chapter", confidence=sure)
    return None


def place_and_time(passage: Passage, scene: Scene) -> Verdict | None:
    """Capitals, where capitals tell, that say where or when: a date, "THREE HOURS LATER"."""
    plain = passage.ending in {"", ".", ":"} and len(passage.words) <= LONGEST_PLACE_CARD
    if passage.case != "upper" or not scene.profile.capitals_tell or not plain:
        return None
    if says_when(passage) and not person(passage):
        return Verdict(tag="intertitle", rule="place and time", confidence=0.95)
    return None


def initials(passage: Passage, _scene: Scene) -> Verdict | None:
    """A stopped answer that is only initials: capitals that are no shouting and no sign."""
    word = passage.text.rstrip(".!?")
    answered = passage.case == "upper" and passage.ending in {".", "?", "!"} and not passage.high
    if answered and len(passage.words) == 1 and spelt_out(word, shouted=True):
        return Verdict(tag="dialogue", rule="initials", confidence=0.7)
    return None


def untimed_speech(passage: Passage, scene: Scene) -> Verdict | None:
    """Mixed case without times or a style of cards: too little to tell it from speech."""
    styled = scene.company.get(passage.index, 0.0) > 0 and any(p.classes for p in passage.lines)
    if passage.span is None and passage.case == "mixed" and not styled:
        return Verdict(tag="dialogue", rule="mixed case, untimed", confidence=0.9)
    return None


def weighed(passage: Passage, scene: Scene) -> Verdict:
    """Weigh all evidence: shown in the picture, or spoken."""
    name, points = weigh(passage, scene)
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
    )


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
