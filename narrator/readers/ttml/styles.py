"""The style values of TTML elements, parsed by ttconv: their own, and those they refer to.

Referential and chained styling by TTML2 section 8.4: what an element says itself comes before a
nested style, that before the last of the styles it names, and so on back.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from lxml import etree
from ttconv.imsc.style_properties import StyleParsingContext, StyleProperties
from ttconv.style_properties import ColorType
from ttconv.style_properties import StyleProperties as Model

from narrator.colour import colour_of, hex_of
from narrator.readers.ttml.names import ITTS, TT, XML

Values = dict[str, Any]  # by the local name of a style attribute, as ttconv has them
WANTED = (
    Model.Color,
    Model.Display,
    Model.DisplayAlign,
    Model.Extent,
    Model.FontStyle,
    Model.FontWeight,
    Model.Origin,
    Model.Position,
    Model.TextAlign,
    Model.Visibility,
    Model.WritingMode,
)
PARSERS = {
    name: prop for name, prop in StyleProperties.BY_QNAME.items() if prop.model_prop in WANTED
}
FORCED = f"{ITTS}forcedDisplay"  # IMSC; ttconv has no name for it
MOST_CHAINED = 50
Element = etree._Element  # noqa: SLF001 - the name that lxml's own typing has for it
Note = Callable[[Element, str, str], None]  # the element, what it says, what was done


class StyleSheet:
    """The styles of one document."""

    def __init__(self, root: Element, note: Note) -> None:
        """Gather the named styles of the document at `root`; `note` is told of bad values."""
        self._note = note
        self._named: dict[str, Element] = {}
        self._known: dict[str, dict[str, Any]] = {}
        for style in root.iterfind(f"{TT}head/{TT}styling/{TT}style"):
            self._named.setdefault(style.get(f"{XML}id", ""), style)

    def values_of(self, element: Element) -> Values:
        """Return all style values of `element`, not those it inherits."""
        return self._values_of(element, ())

    def _values_of(self, element: Element, trail: tuple[str, ...]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name in element.get("style", "").split():
            values |= self._values_named(name, element, trail)
        for nested in element.iterfind(f"{TT}style"):
            values |= self._values_of(nested, trail) if len(trail) < MOST_CHAINED else {}
        return values | self._own(element)

    def _values_named(self, name: str, user: Element, trail: tuple[str, ...]) -> dict[str, Any]:
        if name in trail or name not in self._named or len(trail) >= MOST_CHAINED:
            self._note(user, f"style {name}", "there is none, or it refers to itself")
            return {}
        if name not in self._known:
            self._known[name] = self._values_of(self._named[name], (*trail, name))
        return self._known[name]

    def _own(self, element: Element) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, raw in element.attrib.items():
            if key == FORCED:
                values["forcedDisplay"] = str(raw).strip().lower() in {"true", "1"}
            parser, said = PARSERS.get(str(key)), str(raw)
            if parser is not None:
                value = _parsed(parser, said.strip())
                if value is None:
                    self._note(element, f"{parser.local_name} {said}", "left out")
                else:
                    values[parser.local_name] = value
        return values


def _parsed(parser: Any, raw: str) -> Any:  # noqa: ANN401 - ttconv ships no types
    """Return the value that ttconv reads, None where it cannot."""
    with suppress(ValueError, KeyError, TypeError, AttributeError, IndexError):
        return parser.extract(StyleParsingContext(), raw)
    return _short_colour(raw) if parser.local_name == "color" else None


def _short_colour(raw: str) -> ColorType | None:
    """Return a colour written as CSS has it but TTML has not: #rgb."""
    colour = colour_of(raw) or ""
    if not colour.startswith("#"):
        return None
    return ColorType((*bytes.fromhex(colour[1:]), 255))


def hex_colour(colour: ColorType) -> str:
    """Return #rrggbb."""
    return hex_of(colour.components)
