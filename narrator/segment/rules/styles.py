"""The names by which a file itself says what its styles are for."""

import re

from narrator.segment.facts import Passage

SONG_STYLE = re.compile(
    r"(^|[^a-z])(op|ed|opening|ending|song|insert|karaoke|kara|romaji|rom|lyrics?)(\d*)([^a-z]|$)",
    re.IGNORECASE,
)
NOTE_STYLE = re.compile(
    r"(^|[^a-z])(tl|tn|t-?note|note|notes|staff|credits?)([^a-z]|$)", re.IGNORECASE
)
CARD_STYLE = re.compile(
    r"sign|title|caption|screen|typeset|card|label|chapter|eyecatch|phone|board|letter|sms|"
    r"mail|news|poster|forced|on-?screen|(^|[^a-z])(fn|osd|ost)([^a-z]|$)|(^|[^a-z])ts([^a-z]|$)",
    re.IGNORECASE,
)


def styles_of(passage: Passage) -> tuple[str, ...]:
    """Return the names of the style of its cue and of the classes of its lines."""
    classes = (name for line in passage.lines for name in line.classes)
    return (*classes, passage.cue.style) if passage.cue.style else tuple(classes)
