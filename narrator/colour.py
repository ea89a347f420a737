"""A colour in one spelling, so that one speaker is known again by it in whatever file."""

import re
from contextlib import suppress

from ttconv.utils import parse_color

HEX = re.compile(r"#?([0-9a-f]{6})(?:[0-9a-f]{2})?")
SHORT_HEX = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])")
UNSEEN = "transparent"  # a name, but of no colour


def colour_of(text: str) -> str | None:
    """Return #rrggbb: of digits, of rgb(…), of a name of TTML's, which are HTML's too.

    Any other name is returned in lower case, None for what is no colour.
    """
    text = text.strip().lower()
    if match := HEX.fullmatch(text):
        return f"#{match[1]}"
    if match := SHORT_HEX.fullmatch(text):
        return "#" + "".join(digit * 2 for digit in match.groups())
    with suppress(ValueError):
        return text if text == UNSEEN else hex_of(parse_color(text).components)
    return text if text.isascii() and text.isalpha() else None


def hex_of(components: tuple[int, ...]) -> str:
    """Return #rrggbb of red, green and blue, and what follows them."""
    return "#{:02x}{:02x}{:02x}".format(*components[:3])
