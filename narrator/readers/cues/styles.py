"""What the tags of subtitle text say: an open style, and how one more tag changes it."""

import re
from dataclasses import dataclass, replace

from narrator.colour import colour_of, hex_of
from narrator.model import Position

ATTRIBUTE = re.compile(r"""([\w-]{1,20})\s{0,3}=\s{0,3}(?:"([^"]*)"?|'([^']*)'?|([^\s"'>]+))""")
SSA_COLOUR = re.compile(r"&?[hH]?([0-9a-fA-F]{1,8})&?")
SSA_CODE = re.compile(r"\\(an|a|pos|i|b|1?c|r)(?=[\d(&\\}]|$)([^\\}]*)")
# SSA numbers alignment 1-3 bottom, 5-7 top, 9-11 middle; \an has the numeric keypad.
LEGACY_ALIGNMENT = {1: 1, 2: 2, 3: 3, 5: 7, 6: 8, 7: 9, 9: 4, 10: 5, 11: 6}
# The picture that \pos is measured in where an SRT file has no header to say so (libass).
SSA_WIDTH, SSA_HEIGHT = 384, 288
PLAIN_NAME = re.compile(r"[\w.-]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """The style in force at a point of the text; tags nest, so it is replaced, never changed."""

    italic: bool = False
    bold: bool = False
    colour: str | None = None
    classes: tuple[str, ...] = ()


def opened(style: Style, name: str, attributes: str) -> Style:
    """Return `style` inside an HTML tag `name` whose text after the name is `attributes`."""
    if name in {"i", "em"}:
        return replace(style, italic=True)
    if name in {"b", "strong"}:
        return replace(style, bold=True)
    if name in {"font", "span"}:
        values = attributes_of(attributes)
        colour = colour_of(values.get("color", "")) or style.colour
        return replace(style, colour=colour, classes=style.classes + _classes(values))
    return style


def attributes_of(text: str) -> dict[str, str]:
    """Return the attributes of a tag, names in lower case; broken quotes are borne with."""
    found = ATTRIBUTE.findall(text)
    return {name.lower(): double or single or bare for name, double, single, bare in found}


def _classes(values: dict[str, str]) -> tuple[str, ...]:
    """Return style names: those of class, and of style where it is a name and not CSS."""
    style = values.get("style", "")
    names = [*values.get("class", "").split(), *("" if ":" in style else style).split()]
    return tuple(name for name in names if PLAIN_NAME.fullmatch(name))


def overridden(style: Style, codes: str) -> Style:
    r"""Return `style` after an SSA override such as {\i1\c&H00FFFF&}; the rest is let go."""
    for code, value in SSA_CODE.findall(codes):
        if code == "i":
            style = replace(style, italic=value != "0")
        elif code == "b":
            style = replace(style, bold=value != "0")
        elif code == "r":
            style = Style(classes=style.classes)
        elif code in {"c", "1c"}:
            style = replace(style, colour=_ssa_colour(value))
    return style


def _ssa_colour(value: str) -> str | None:
    """Return #rrggbb of SSA's &Haabbggrr&, of which zeros at the front may be missing."""
    match = SSA_COLOUR.fullmatch(value)
    if match is None:
        return None
    _, blue, green, red = int(match[1], 16).to_bytes(4)
    return hex_of((red, green, blue))


def placed(position: Position | None, codes: str) -> Position | None:
    r"""Return the position after an SSA override: \an8, the old \a6, \pos(x,y)."""
    for code, value in SSA_CODE.findall(codes):
        if code in {"an", "a"}:
            position = _aligned(position or Position(), code, value)
        elif code == "pos":
            position = _at(position or Position(), value)
    return position


def _aligned(position: Position, code: str, value: str) -> Position:
    number = int(value) if value.isascii() and value.isdigit() and len(value) <= 2 else 0
    if code == "a":
        return replace(position, alignment=LEGACY_ALIGNMENT.get(number, position.alignment))
    return replace(position, alignment=number if 1 <= number <= 9 else position.alignment)


def _at(position: Position, value: str) -> Position:
    try:
        x, y = (float(part) for part in value.strip("() ").split(","))
    except ValueError:
        return position
    if not (0 <= x <= SSA_WIDTH and 0 <= y <= SSA_HEIGHT):
        return position  # measured in a picture we know nothing of
    return replace(
        position,
        x_percent=round(100 * x / SSA_WIDTH, 2),
        y_percent=round(100 * y / SSA_HEIGHT, 2),
    )
