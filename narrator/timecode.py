"""Stamps such as 01:02:03,456, and SMPTE labels, to and from integer milliseconds.

Parsing is strict: it takes what the formats define and nothing else. A reader that meets
worse in the wild mends it first (readers/cues/stamps.py) and lists what it mended.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

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


@dataclass(frozen=True, kw_only=True, slots=True)
class FrameRate:
    """A SMPTE frame rate: pictures a second, the labels a second, and whether labels drop.

    Drop-frame labelling (SMPTE ST 12-1) leaves out the first `dropped` labels of every minute
    that is not a multiple of ten, so that labels keep up with the clock.
    """

    per_second: Fraction
    labels: int
    dropped: int = 0


NTSC = Fraction(1000, 1001)
FRAME_RATES: Mapping[str, FrameRate] = {
    "23.976": FrameRate(per_second=24 * NTSC, labels=24),
    "24": FrameRate(per_second=Fraction(24), labels=24),
    "25": FrameRate(per_second=Fraction(25), labels=25),
    "29.97": FrameRate(per_second=30 * NTSC, labels=30),
    "29.97df": FrameRate(per_second=30 * NTSC, labels=30, dropped=2),
    "30": FrameRate(per_second=Fraction(30), labels=30),
    "50": FrameRate(per_second=Fraction(50), labels=50),
    "59.94df": FrameRate(per_second=60 * NTSC, labels=60, dropped=4),
}

_LABEL = re.compile(r"([0-9]{2,3}):([0-5][0-9]):([0-5][0-9])([:;])([0-9]{2})")


def parse_smpte(text: str, rate: FrameRate) -> int:
    """Return the milliseconds from label zero to the frame labelled hh:mm:ss:ff, rounded.

    A drop-frame label may have either separator, any other only a colon. Raises ValueError for
    anything else, a frame number past the rate, and labels that drop-frame leaves out.
    """
    match = _LABEL.fullmatch(text)
    if match is None or (match[4] == ";" and not rate.dropped):
        raise ValueError(f"not a time code: {text[:40]!r}")
    return smpte_ms([int(match[group]) for group in (1, 2, 3, 5)], rate)


def smpte_ms(numbers: Sequence[int], rate: FrameRate) -> int:
    """Return the milliseconds from label zero to the frame of these four numbers, rounded.

    `numbers` are hours, minutes, seconds and frames. Raises ValueError where one is out of range
    or drop-frame leaves the label out.
    """
    hours, minutes, seconds, frames = numbers
    label = f"{hours:02}:{minutes:02}:{seconds:02}:{frames:02}"
    if not (hours >= 0 and 0 <= minutes < 60 and 0 <= seconds < 60 and 0 <= frames < rate.labels):
        raise ValueError(f"no time code at {rate.labels} labels a second: {label}")
    if seconds == 0 and minutes % 10 and frames < rate.dropped:
        raise ValueError(f"a label that drop-frame leaves out: {label}")
    whole_minutes = 60 * hours + minutes
    count = (60 * whole_minutes + seconds) * rate.labels + frames
    count -= rate.dropped * (whole_minutes - whole_minutes // 10)
    return round(count * MS_PER_SECOND / rate.per_second)


def format_smpte(ms: int, rate: FrameRate) -> str:
    """Return the label of the frame nearest to `ms`, with a semicolon where labels drop.

    Raises ValueError where `ms` is negative.
    """
    if ms < 0:
        raise ValueError(f"a time code cannot be negative: {ms} ms")
    count = _with_dropped(round(ms * rate.per_second / MS_PER_SECOND), rate)
    seconds, frames = divmod(count, rate.labels)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    separator = ";" if rate.dropped else ":"
    return f"{hours:02}:{minutes:02}:{seconds:02}{separator}{frames:02}"


def _with_dropped(frames: int, rate: FrameRate) -> int:
    """Return the count of labels up to a frame, those that are left out counted too."""
    minute = 60 * rate.labels - rate.dropped
    tens, rest = divmod(frames, 10 * minute + rate.dropped)
    left_out = max(0, rest - rate.dropped) // minute
    return frames + rate.dropped * (9 * tens + left_out)
