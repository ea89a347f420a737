"""The rules that tag a passage, in order: the first that answers decides.

A rule is a function from a passage and its scene to a verdict or None; to add one, write it
and name it in RULES.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from narrator.model import Tag
from narrator.segment.cards import CARD_EVIDENCE, cited, in_letter
from narrator.segment.evidence import CAPITALS, Scene, confidence_of, exclaims, share_of, weigh
from narrator.segment.facts import BRACKETS, MUSIC_SIGNS, Passage, case_of, is_scripture
from narrator.segment.profile import style_names
from narrator.segment.words import (
    ADDRESS,
    CHAPTER_CARD,
    CLOCK,
    CREDIT,
    FULL_DATE,
    MONTHS,
    MUSIC_LABEL,
    PAGE_HEADER,
    PERSON_WORDS,
    SEASONS,
    SHOWN_LABEL,
    TIME_CARD,
    YEAR,
)
from narrator.text.initials import spelt_out

ENCLOSED = re.compile(r"^(?:[\[(（【［][^\])）】］]*[\])）】］][.!?,…]*\s*)+$")
LEADING_BRACKET = re.compile(r"^[\[(（【［](?P<inside>[^\])）】］]*)[\])）】］]\s*(?P<rest>.*)$")
CARD_STYLE = re.compile(r"sign|title|caption|screen|\bts\b|typeset|note|card|label", re.IGNORECASE)
LONGEST_PLACE_CARD = 9
HEADER_PASSAGES = 4


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
    """A bracketed label that says that the text is shown: [SIGN: …], [on gate] NO ENTRY."""
    match = LEADING_BRACKET.match(passage.text)
    if not match:
        return None
    inside, rest = match.group("inside"), match.group("rest")
    shown = SHOWN_LABEL.match(inside)
    if (
        shown
        and ((rest and case_of(rest) == "upper") or shown.end() < len(inside))
        and (":" in inside or rest)
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


def sound(passage: Passage, _scene: Scene) -> Verdict | None:
    """A passage wholly in brackets: a sound or a manner."""
    if not ENCLOSED.match(passage.text) or not passage.text[1:-1].strip():
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
    plain = case_of(rest) != "upper" and case_of(label) == "upper"
    if plain or leads_speech(label, scene):
        return Verdict(tag="dialogue", rule="speaker label", confidence=0.95)
    return None


def leads_speech(label: str, scene: Scene) -> bool:
    """Whether the label leads another passage too, or the file labels its speakers throughout."""
    labels = scene.profile.labels
    return len(labels) >= 3 or labels[label.casefold()] > 1  # three make a cast


def dash_speech(passage: Passage, _scene: Scene) -> Verdict | None:
    """A line led by a dash: two people speak in one cue."""
    if passage.dash and not is_scripture(passage.text):
        return Verdict(tag="dialogue", rule="dash", confidence=0.95)
    return None


def named_style(passage: Passage, _scene: Scene) -> Verdict | None:
    """A style that the file itself calls a sign, a title or a caption."""
    if any(CARD_STYLE.search(name) for name in style_names(passage) if "default" not in name):
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
    """A card that says where or when: a date, a clock time, "three hours later"."""
    if passage.ending not in {"", ".", ":"} or len(passage.words) > LONGEST_PLACE_CARD:
        return None
    if share_of(passage, PERSON_WORDS) > 0 or not says_when(passage):
        return None
    if passage.case == "upper" and scene.profile.capitals_tell:
        return Verdict(tag="intertitle", rule="place and time", confidence=0.95)
    if passage.case == "none" and YEAR.fullmatch(passage.text.strip()):
        return Verdict(tag="intertitle", rule="place and time", confidence=0.8)
    if passage.case == "upper" or passage.label or not whole_phrase(passage):
        return None
    parted = passage.before_ms is not None and min(passage.before_ms, passage.after_ms or 0) >= 0
    return Verdict(tag="intertitle", rule="place and time", confidence=0.75) if parted else None


def says_when(passage: Passage) -> bool:
    """Whether the text holds a year, a date, a month, a clock time or a time phrase."""
    words = set(passage.words)
    return bool(
        YEAR.search(passage.text)
        or FULL_DATE.search(passage.text)
        or TIME_CARD.search(passage.text)
        or (CLOCK.search(passage.text) and len(words) <= 4)  # a time, not a sentence
        or (
            words & (MONTHS | SEASONS)
            and (len(words) == 1 or any(c.isdigit() for c in passage.text))
        )
    )


def whole_phrase(passage: Passage) -> bool:
    """Whether a mixed-case passage is a heading: no full stop, a capital or a figure first."""
    first = passage.text[:1]
    return passage.ending == "" and (first.isupper() or first.isdigit()) and not passage.italic


def initials(passage: Passage, _scene: Scene) -> Verdict | None:
    """A stopped answer that is only initials: capitals that are no shouting and no sign."""
    word = passage.text.rstrip(".!?")
    answered = passage.ending in {".", "?", "!"} and not passage.high
    if answered and len(passage.words) == 1 and spelt_out(word, shouted=True):
        return Verdict(tag="dialogue", rule="initials", confidence=0.7)
    return None


def capitals(passage: Passage, scene: Scene) -> Verdict | None:
    """Capitals in a file where they tell: a sign, or a shout."""
    if passage.case != "upper" or not scene.profile.capitals_tell:
        return None
    name, points = weigh(CAPITALS, passage, scene)
    tag: Tag = "caption" if points > 0 else "dialogue"
    kind = "capitals" if points > 0 else "shouting"
    return Verdict(tag=tag, rule=f"{kind}: {name}", confidence=confidence_of(points))


def card(passage: Passage, scene: Scene) -> Verdict | None:
    """Mixed case that stands like a card: a name and a role, a title, a document."""
    name, points = weigh(CARD_EVIDENCE, passage, scene)
    if points <= 0:
        return None
    return Verdict(tag="caption", rule=f"card: {name}", confidence=confidence_of(points))


def off_screen_voice(passage: Passage, _scene: Scene) -> Verdict | None:
    """Lines that the file marks as spoken by someone out of the picture."""
    if all(line.off_screen for line in passage.lines):
        return Verdict(tag="dialogue", rule="off-screen voice", confidence=0.9)
    return None


def speech(passage: Passage, _scene: Scene) -> Verdict:
    """What nothing marks as anything else is spoken."""
    sure = 0.97 if passage.case == "mixed" or exclaims(passage) else 0.8
    return Verdict(tag="dialogue", rule="speech", confidence=sure)


RULES: tuple[Rule, ...] = (
    credit,
    described_text,
    music,
    sound,
    labelled_speech,
    dash_speech,
    named_style,
    epigraph,
    letter,
    chapter,
    place_and_time,
    initials,
    capitals,
    card,
    off_screen_voice,
    speech,
)


def decide(passage: Passage, scene: Scene) -> Verdict:
    """Return the first verdict of RULES; the last rule always answers."""
    return next(verdict for rule in RULES if (verdict := rule(passage, scene)) is not None)
