"""A text in short, for a sentence that names it."""

MOST_CHARACTERS = 80
_CUT = " …"


def excerpt(text: str, most: int = MOST_CHARACTERS) -> str:
    """Return a text on one line, with " / " between its lines, of `most` characters at most.

    What is too long is cut after a word, where words are told by spaces, and says so by "…".
    """
    whole = " / ".join(" ".join(line.split()) for line in text.strip().splitlines())
    if len(whole) <= most:
        return whole
    room = most - len(_CUT)
    end = whole.rfind(" ", 0, room + 1)
    return whole[: end if end >= room // 2 else room].rstrip(" /") + _CUT


def called(text_id: str, text: str) -> str:
    """Return what a sentence calls a text: its id, and the text in short."""
    return f"{text_id} ({excerpt(text)})"
