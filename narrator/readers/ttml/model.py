"""The runs and the place of a paragraph of ttconv's document model (STL and SCC)."""

from collections.abc import Iterator
from typing import Any

from ttconv import model
from ttconv.style_properties import FontStyleType, StyleProperties

from narrator.model import Position
from narrator.readers.cues.runs import Run
from narrator.readers.cues.styles import Style
from narrator.readers.ttml.place import Screen, position_of
from narrator.readers.ttml.styles import hex_colour

Element = Any  # an element of ttconv's model, which ships no types
PLACING = {
    "origin": StyleProperties.Origin,
    "extent": StyleProperties.Extent,
    "displayAlign": StyleProperties.DisplayAlign,
}


def runs_of(element: Element, style: Style | None = None) -> Iterator[Run]:
    """Yield the text inside `element`, in the colour and slant that its spans give it."""
    style = style or Style()
    for child in element:
        if isinstance(child, model.Text):
            yield Run(text=child.get_text(), style=style)
        elif isinstance(child, model.Br):
            yield Run(text="\n", style=style)
        else:
            yield from runs_of(child, _inside(child, style))


def _inside(element: Element, outer: Style) -> Style:
    colour = element.get_style(StyleProperties.Color)
    font = element.get_style(StyleProperties.FontStyle)
    return Style(
        colour=hex_colour(colour) if colour else outer.colour,
        italic=font is FontStyleType.italic if font else outer.italic,
        classes=outer.classes,
    )


def place_of(paragraph: Element, screen: Screen) -> Position | None:
    """Return where the paragraph's region puts it."""
    region = paragraph.get_region()
    if region is None:
        return None
    styles = {name: region.get_style(prop) for name, prop in PLACING.items()}
    values = {name: value for name, value in styles.items() if value is not None}
    return position_of(values, paragraph.get_style(StyleProperties.TextAlign), screen)
