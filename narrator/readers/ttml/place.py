"""Where a TTML region stands in the picture, to a Position."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ttconv.style_properties import (
    DisplayAlignType,
    LengthType,
    PositionType,
    TextAlignType,
    WritingModeType,
)

from narrator.model import Position
from narrator.readers.cues.place import alignment_at, bounded
from narrator.readers.ttml.styles import Values

FROM_TOP: Mapping[DisplayAlignType, float] = {
    DisplayAlignType.before: 0.0,
    DisplayAlignType.center: 0.5,
    DisplayAlignType.after: 1.0,
}
FROM_LEFT: Mapping[TextAlignType, int] = {
    TextAlignType.start: 0,
    TextAlignType.center: 1,
    TextAlignType.end: 2,
}

VERTICAL = frozenset({WritingModeType.tbrl, WritingModeType.tblr})


@dataclass(frozen=True, kw_only=True, slots=True)
class Screen:
    """The picture as a document counts it, in pixels (None where it has none) and cells."""

    width_px: float | None = None
    height_px: float | None = None
    columns: int = 32
    rows: int = 15


def position_of(values: Values, align: TextAlignType | None, screen: Screen) -> Position | None:
    """Return the point that a region's style `values` hold its text to, None where they do not.

    That is the top, middle or bottom of the region as displayAlign says, and left, middle or
    right as the text is aligned; text in columns has a place across only, as it fills the height.
    """
    corner = _corner(values, screen)
    if corner is None:
        return None
    width, height = _extent(values, screen)
    if values.get("writingMode") in VERTICAL:
        return Position(x_percent=bounded(corner[0] + width * _across_columns(values)))
    column = FROM_LEFT.get(align, 1) if align else 0
    down = FROM_TOP[values.get("displayAlign", DisplayAlignType.before)]
    x = bounded(corner[0] + width * column / 2)
    y = bounded(corner[1] + height * down)
    return Position(alignment=alignment_at(y, column), x_percent=x, y_percent=y)


def _across_columns(values: Values) -> float:
    """Return the share of the width at which the first column stands."""
    share = FROM_TOP[values.get("displayAlign", DisplayAlignType.before)]
    return 1 - share if values["writingMode"] is WritingModeType.tbrl else share


def _corner(values: Values, screen: Screen) -> tuple[float, float] | None:
    """Return the top left corner in per cent, from tts:origin or tts:position."""
    if "position" in values:
        return _from_position(values["position"], _extent(values, screen), screen)
    if "origin" not in values:
        return None
    origin = values["origin"]
    return _across(origin.x, screen), _down(origin.y, screen)


def _extent(values: Values, screen: Screen) -> tuple[float, float]:
    """Return width and height in per cent; without tts:extent the region fills the picture."""
    extent = values.get("extent")
    if extent is None:
        return 100.0, 100.0
    return _across(extent.width, screen), _down(extent.height, screen)


def _from_position(
    position: PositionType, extent: tuple[float, float], screen: Screen
) -> tuple[float, float]:
    """Return the corner by TTML2's tts:position: per cent are of the room the region leaves."""
    offsets = []
    for offset, edge, size, measure in (
        (position.h_offset, position.h_edge.value, extent[0], _across),
        (position.v_offset, position.v_edge.value, extent[1], _down),
    ):
        room = 100.0 - size
        share = offset.units is LengthType.Units.pct
        inset = room * offset.value / 100 if share else measure(offset, screen)
        offsets.append(room - inset if edge in {"right", "bottom"} else inset)
    return offsets[0], offsets[1]


def _across(length: LengthType, screen: Screen) -> float:
    return _percent(length, screen.width_px, screen.columns)


def _down(length: LengthType, screen: Screen) -> float:
    return _percent(length, screen.height_px, screen.rows)


def _percent(length: LengthType, pixels: float | None, cells: int) -> float:
    whole: Mapping[Any, float | None] = {
        LengthType.Units.px: pixels,
        LengthType.Units.c: cells,
        LengthType.Units.em: cells,
    }
    size = whole.get(length.units, 100.0)
    return float(100 * length.value / size) if size else 0.0
