"""Texts made fit for a line on a screen: names and paths may hold anything but a slash and NUL."""

import unicodedata

_STEERING = frozenset({"Cc", "Zl", "Zp", "Cs"})  # controls, breaks of lines, halves of signs


def printable(text: str) -> str:
    r"""Return a text without what would break a line or steer a terminal.

    A control or a break is its escape, such as \n or \x1b; another sign without shape a space.
    """
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(sign: str) -> str:
    if sign.isprintable():
        return sign
    steers = unicodedata.category(sign) in _STEERING
    return sign.encode("unicode_escape").decode() if steers else " "
