r"""Where an ASS event stands: its style's alignment and margins, or its own \an, \pos, \move."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pysubs2 import SSAEvent, SSAStyle

from narrator.model import Position
from narrator.readers.cues.place import bounded
from narrator.readers.cues.styles import LEGACY_ALIGNMENT, SSA_HEIGHT, SSA_WIDTH

ALIGNED = re.compile(r"an([1-9])\s*")
ALIGNED_OF_OLD = re.compile(r"a([0-9]{1,2})\s*")
AT = re.compile(r"(?:pos|move)\s?\(\s*(-?[\d.]{1,12})\s*,\s*(-?[\d.]{1,12})[^()]*\)?")
SIZE = re.compile(r"[0-9]{1,5}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Screen:
    """The picture that a script's coordinates are measured in (PlayResX, PlayResY)."""

    width: int = SSA_WIDTH
    height: int = SSA_HEIGHT


def screen_of(info: Mapping[str, str]) -> Screen:
    """Return the script's picture; where one side is missing libass takes 4:3."""
    width, height = (_size(info.get(name, "")) for name in ("PlayResX", "PlayResY"))
    if not width and not height:
        return Screen()
    return Screen(width=width or height * 4 // 3 or 1, height=height or width * 3 // 4 or 1)


def _size(text: str) -> int:
    return int(text) if SIZE.fullmatch(text) else 0


def position_of(
    event: SSAEvent, style: SSAStyle, places: Iterable[str], screen: Screen
) -> Position:
    """Return the place of an event; `places` are its override codes, without the backslash."""
    alignment, point = int(style.alignment), None
    is_aligned = False
    for code in places:
        if found := AT.fullmatch(code):
            point = point or _point(found, screen)
        elif not is_aligned and (number := _alignment(code)):
            alignment, is_aligned = number, True  # libass: the first of a line counts
    x_percent, y_percent = point or _from_margins(event, style, alignment, screen)
    return Position(alignment=alignment, x_percent=x_percent, y_percent=y_percent)


def _alignment(code: str) -> int | None:
    if found := ALIGNED.fullmatch(code):
        return int(found[1])
    old = ALIGNED_OF_OLD.fullmatch(code)
    return LEGACY_ALIGNMENT.get(int(old[1])) if old else None


def _point(found: re.Match[str], screen: Screen) -> tuple[float, float] | None:
    try:
        x, y = float(found[1]), float(found[2])
    except ValueError:
        return None
    return _percent(x, screen.width), _percent(y, screen.height)


def _from_margins(
    event: SSAEvent, style: SSAStyle, alignment: int, screen: Screen
) -> tuple[float, float]:
    """Return the point that alignment and margins hold the text to; the event's own come first."""
    left, right, high = (
        own or usual
        for own, usual in (
            (event.marginl, style.marginl),
            (event.marginr, style.marginr),
            (event.marginv, style.marginv),
        )
    )
    row, column = divmod(alignment - 1, 3)
    x = (left, (left + screen.width - right) / 2, screen.width - right)[column]
    y = (screen.height - high, screen.height / 2, high)[row]
    return _percent(x, screen.width), _percent(y, screen.height)


def _percent(value: float, whole: int) -> float:
    return bounded(100 * value / whole)
