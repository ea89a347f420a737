"""Rules for what is shown: labels and styles that say so, citations, letters, headings."""

from narrator.segment.cards import cited, in_letter, resumes_letter
from narrator.segment.facts import LEADING_BRACKET, Passage, case_of
from narrator.segment.rules.styles import CARD_STYLE, styles_of
from narrator.segment.rules.verdict import Verdict
from narrator.segment.scene import Scene
from narrator.segment.signs import person, says_when
from narrator.segment.words import CHAPTER_CARD, SHOWN_LABEL

LONGEST_PLACE_CARD = 9


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
    if resumes_letter(passage, scene):
        return Verdict(tag="caption", rule="letter goes on", confidence=0.6)
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
    if says_when(passage) and not person(passage, scene):
        return Verdict(tag="intertitle", rule="place and time", confidence=0.95)
    return None
