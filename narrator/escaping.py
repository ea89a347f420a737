"""What text is shown as on a terminal: on its line, and without what would steer the screen."""

import unicodedata

_JOINERS = "\u200c\u200d"  # Persian and Indic scripts, and emoji, are written with them


def escaped(text: str) -> str:
    r"""Return a text with an escape such as \n or \x1b for what would break or steer its line.

    File names may hold anything but a slash; subtitles, scripts and cue sheets hold what others
    put into them. Spaces of every width are left as they are.
    """
    if text.isprintable():
        return text
    return "".join(sign if _is_shown(sign) else _escape(sign) for sign in text)


def _is_shown(sign: str) -> bool:
    return sign.isprintable() or sign in _JOINERS or unicodedata.category(sign) == "Zs"


def _escape(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")
