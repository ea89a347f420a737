"""Stamps such as 01:02:03,456 to and from integer milliseconds.

Parsing is strict: it takes what the formats define and nothing else. A reader that meets
worse in the wild mends it first (readers/stamps.py) and lists what it mended.
"""

import re

MS_PER_SECOND = 1_000
MS_PER_MINUTE = 60 * MS_PER_SECOND
MS_PER_HOUR = 60 * MS_PER_MINUTE

_STAMP = re.compile(
    r"(?:(?P<hours>[0-9]{2,6}):)?(?P<minutes>[0-5][0-9]):(?P<seconds>[0-5][0-9])"
    r"(?:[.,](?P<milliseconds>[0-9]{3}))?"
)


def parse_stamp(text: str) -> int:
    """Return the milliseconds of hh:mm:ss,mmm or mm:ss.mmm; the milliseconds may be left out.

    The forms are those of SubRip (comma) and of WebVTT section 4.1 (point, hours optional, two
    digits or more). Raises ValueError for anything else, 61 minutes and spaces included.
    """
    match = _STAMP.fullmatch(text)
    if match is None:
        raise ValueError(f"not a time stamp: {text[:40]!r}")
    hours, minutes, seconds, milliseconds = (int(part or 0) for part in match.groups())
    return hours * MS_PER_HOUR + minutes * MS_PER_MINUTE + seconds * MS_PER_SECOND + milliseconds


def format_stamp(ms: int, separator: str = ".") -> str:
    """Return hh:mm:ss.mmm, or with another `separator`; hours grow past two digits.

    Raises ValueError where `ms` is negative.
    """
    if ms < 0:
        raise ValueError(f"a time stamp cannot be negative: {ms} ms")
    hours, rest = divmod(ms, MS_PER_HOUR)
    minutes, rest = divmod(rest, MS_PER_MINUTE)
    seconds, milliseconds = divmod(rest, MS_PER_SECOND)
    return f"{hours:02}:{minutes:02}:{seconds:02}{separator}{milliseconds:03}"


def format_seconds(ms: int) -> float:
    """Return seconds for JSON; every whole millisecond survives the way there and back."""
    return ms / MS_PER_SECOND
