"""Lines of an untimed transcript to cues of one or two, as they stood on the screen.

A cue takes two lines where the second continues the first (no mark that ends a sentence, then a
small letter) or answers it (both begin with a dash), or as many as one tag held. Lines in
capitals stand alone, since they are mostly cards, and so do lines of different style.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from narrator.estimate import in_capitals
from narrator.model import Line

MOST_LINES = 2
DASH = re.compile(r"[-–—‐‑]\s*\S")
SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]♪\s]*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Displayed:
    """A line ready for a cue: its number in the file, a blank line above, the tag that holds it.

    group is the same for lines that one tag held, and None for a line by itself.
    """

    number: int
    line: Line
    after_blank: bool = False
    group: int | None = None


def join_lines(lines: Sequence[Displayed]) -> list[tuple[Displayed, ...]]:
    """Return the lines as cues, every line once and in order."""
    cues: list[list[Displayed]] = []
    for line in lines:
        if cues and _belongs(cues[-1], line):
            cues[-1].append(line)
        else:
            cues.append([line])
    return [tuple(cue) for cue in cues]


def _belongs(cue: Sequence[Displayed], line: Displayed) -> bool:
    last = cue[-1]
    if line.group is not None and line.group == last.group:
        return True
    if line.after_blank or len(cue) >= MOST_LINES or not _alike(last, line):
        return False
    return _continues(last.line.text, line.line.text) or _answers(cue, line)


def _alike(last: Displayed, line: Displayed) -> bool:
    """Tell whether two lines have one style, and neither is in capitals or in a tag of several."""
    styles = {(d.line.italic, d.line.classes, d.line.colour, d.group) for d in (last, line)}
    return len(styles) == 1 and not any(in_capitals(d.line.text) for d in (last, line))


def _continues(text: str, following: str) -> bool:
    first = following.lstrip("\"'“«‘(")[:1]
    return not SENTENCE_END.search(text) and first.islower()


def _answers(cue: Sequence[Displayed], line: Displayed) -> bool:
    return all(DASH.match(displayed.line.text) for displayed in (*cue, line))
