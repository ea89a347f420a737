"""Rules for what is spoken, by the marks of a turn: brackets, labels, dashes."""

from narrator.segment.facts import BRACKETS, LEADING_BRACKET, Passage, case_of, is_scripture
from narrator.segment.japanese import japanese
from narrator.segment.rules.verdict import Verdict
from narrator.segment.scene import Scene
from narrator.text.initials import spelt_out

SHORTEST_NAME = 3
MARKS_ARE_THE_RULE = 0.7
DEVICE_SIGNS = frozenset("☎📞📱📺📻📢🔊🎤🖥💻")  # ARIB STD-B24 has them, broadcasters use them
CAST = 3  # a file that labels throughout has more speakers than two


def led_by_bracket(passage: Passage, _scene: Scene) -> Verdict | None:
    """Text after a bracket: who speaks, or how."""
    match = LEADING_BRACKET.match(passage.text)
    if match and match.group("rest") and match.group("rest")[0] not in BRACKETS:
        return Verdict(tag="dialogue", rule="bracketed label", confidence=0.9)
    return None


def labelled_speech(passage: Passage, scene: Scene) -> Verdict | None:
    """Text after a speaker's label, or in a voice span.

    Where hardly a line has a label, a label may as well be the sender of a message.
    """
    if any(line.speaker for line in passage.lines):
        return Verdict(tag="dialogue", rule="voice span", confidence=0.95)
    label, labels = passage.label, scene.profile.labels
    if not label or sent(passage, scene):
        return None
    rest = passage.text.split(":", 1)[1]
    cast = scene.profile.labels_speakers
    recurs = labels[label.casefold()] > 1 and cast
    name = case_of(label) == "upper" and len(label) >= SHORTEST_NAME
    plain = case_of(rest) != "upper" and (name or (cast and len(labels) >= CAST))
    if recurs or plain:
        return Verdict(tag="dialogue", rule="speaker label", confidence=0.95)
    return None


def through_device(passage: Passage, _scene: Scene) -> Verdict | None:
    """Japanese after the sign of a telephone, a television or a loudspeaker: the voice in it."""
    if passage.text[:1] in DEVICE_SIGNS and japanese(passage):
        return Verdict(tag="dialogue", rule="sign of a device", confidence=0.9)
    return None


def dash_speech(passage: Passage, _scene: Scene) -> Verdict | None:
    """A line led by a dash: two people speak in one cue."""
    if passage.dash and not is_scripture(passage.text):
        return Verdict(tag="dialogue", rule="dash", confidence=0.95)
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


def sent(passage: Passage, scene: Scene) -> bool:
    """Whether a label may be the sender of a message: shown apart, or no sentence follows it."""
    apart = passage.high and scene.profile.place is not None
    return (apart and passage.cue.position != scene.profile.place) or (
        passage.ending == "" and scene.profile.marks_tell > MARKS_ARE_THE_RULE
    )
