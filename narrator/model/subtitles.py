"""Subtitles as read: cues, and what was mended in them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from narrator.model.span import Span

Timing = Literal["cues", "estimated", "aligned"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One displayed line of a cue, freed of markup, with what the markup said.

    speaker is a label or a voice span; off_screen is set where the file marks a voice that
    is not in the picture; colour is #rrggbb, or a
    lower-case name that narrator does not know; classes are the file's own style names for the
    line.
    """

    text: str
    italic: bool = False
    bold: bool = False
    colour: str | None = None
    speaker: str | None = None
    off_screen: bool = False
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """Where a cue stands in the picture.

    alignment is the numeric-keypad place used by SSA (7 8 9 top, 4 5 6 middle, 1 2 3 bottom);
    x_percent and y_percent count from the top left; None where the file is silent.
    """

    alignment: int | None = None
    x_percent: float | None = None
    y_percent: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Cue:
    """One subtitle event as the file has it; span is None where the file has no times.

    layer is SSA's, higher ones in front; role is what a TTML file says the text is (ttm:role,
    lower case), such as "caption", "dialog" or "music".
    """

    id: str
    span: Span | None
    lines: tuple[Line, ...]
    style: str | None = None
    position: Position | None = None
    region: str | None = None
    forced: bool = False
    language: str | None = None
    layer: int = 0
    role: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Repair:
    """One thing a reader mended: what kind, where in the file, the text before and after."""

    kind: str
    where: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Subtitles:
    """A subtitle file as read: cues in the file's order, times or none, and every repair.

    start_ms is the programme start timecode that the cues count from (10:00:00:00 is
    36 000 000), 0 where they count from the programme's first picture; the cues keep the file's
    times. notes are the file's comments, which are not shown.
    """

    path: Path
    cues: tuple[Cue, ...]
    timing: Timing = "cues"
    language: str | None = None
    title: str | None = None
    repairs: tuple[Repair, ...] = ()
    start_ms: int = 0
    notes: tuple[str, ...] = ()
