"""Where a WebVTT cue stands: its settings and its region, by webvtt-py, to a Position.

A line number counts rows of 5.33 % of the picture's height (W3C WebVTT section 7.2 with its
default type size of 5 %), from the top or, if negative, from the bottom.
"""

from collections.abc import Mapping

from webvtt import CueSettings, Region

from narrator.model import Position
from narrator.readers.cues.place import BOTTOM_PERCENT, alignment_at, bounded

ROW_PERCENT = 5.33
FROM_LEFT: Mapping[str, int] = {"start": 0, "left": 0, "center": 1, "end": 2, "right": 2}


def place_of(settings: CueSettings, regions: Mapping[str, Region]) -> Position | None:
    """Return the position that settings and region give, None where they are silent on it."""
    if settings.vertical:
        return _vertical(settings)
    region = regions.get(settings.region or "")
    y_percent = _line_percent(settings.line) if settings.line else None
    if region is not None and y_percent is None:
        y_percent = _anchor(region)[1]
    x_percent = _percent(settings.position)
    if x_percent is None and region is not None:
        x_percent = _anchor(region)[0]
    if y_percent is None and x_percent is None and settings.align is None:
        return None
    column = FROM_LEFT[settings.align or "center"]
    return Position(
        alignment=alignment_at(y_percent, column), x_percent=x_percent, y_percent=y_percent
    )


def _vertical(settings: CueSettings) -> Position | None:
    """Return the place of a cue in columns: its line counts across, its position down."""
    across = _line_percent(settings.line) if settings.line else None
    if across is not None and settings.vertical == "rl":
        across = BOTTOM_PERCENT - across
    down = _percent(settings.position)
    if across is None and down is None:
        return None
    return Position(x_percent=across, y_percent=down)


def _line_percent(line: str) -> float:
    value = line.partition(",")[0]
    if value.endswith("%"):
        return bounded(float(value[:-1]))
    row = int(value[:9])
    return bounded(row * ROW_PERCENT if row >= 0 else BOTTOM_PERCENT + row * ROW_PERCENT)


def _percent(value: str | None) -> float | None:
    return bounded(float(value.partition(",")[0][:-1])) if value else None


def _anchor(region: Region) -> tuple[float, float]:
    """Return where a region is fixed to the picture; the format's default is bottom left."""
    x, y = (region.viewportanchor or "0%,100%").split(",")
    return bounded(float(x[:-1])), bounded(float(y[:-1]))
