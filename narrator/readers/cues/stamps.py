"""The timing line of a SubRip cue, in every shape that players accept.

SubRip has no written standard; what is taken here is what its files hold: one or two digits,
a point or a colon before the milliseconds, no hours, no milliseconds, other arrows, settings or
text after the times.
"""

import re
from dataclasses import dataclass

from narrator.model import Position
from narrator.timecode import MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND, parse_stamp

WELL_FORMED = re.compile(
    r"([0-9]{2}:[0-5][0-9]:[0-5][0-9],[0-9]{3}) --> ([0-9]{2}:[0-5][0-9]:[0-5][0-9],[0-9]{3})"
)
CANONICAL = re.compile(r"[0-9]{2,3}:[0-5][0-9]:[0-5][0-9],[0-9]{3}")
STAMP = re.compile(
    r"(?P<minus>-)?(?P<first>[0-9]{1,6})\s?:\s?(?P<second>[0-9]{1,3})"
    r"(?:\s?:\s?(?P<third>[0-9]{1,3}))?(?:\s?[,.:;]\s?(?P<fraction>[0-9]{1,9}))?"
)
_SHAPE = r"-?[0-9OolI]{1,6}(?:\s?[:.,;]\s?[0-9OolI]{0,3}[0-9]{0,6}){0,4}"
TIMING = re.compile(
    rf"\s{{0,9}}(?P<start>{_SHAPE})?\s{{0,9}}(?P<arrow>-{{1,3}}\s?-?(?:>|&gt;)|[-–—=]{{1,2}}>|→)"
    rf"\s{{0,9}}(?P<end>{_SHAPE})?(?P<rest>.*)"
)
FIRST_CHARACTERS = frozenset("-0123456789OolI")
LOOKALIKES = str.maketrans("OolI", "0011")
COORDINATES = re.compile(
    r"\s*X1:\s?(\d{1,5})\s+X2:\s?(\d{1,5})\s+Y1:\s?(\d{1,5})\s+Y2:\s?(\d{1,5})\s*", re.IGNORECASE
)
SETTINGS = re.compile(r"(?:\s+(?:align|line|position|size|vertical|region):[^\s]+)+\s*")
SETTING = re.compile(r"(line|position):(\d{1,3}(?:\.\d{1,5})?)%")
# SubRip writes coordinates in pixels of the DVD picture that it read the text from.
DVD_WIDTH, DVD_HEIGHT = 720, 576
STAMP_DIGITS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Timing:
    """A timing line as read: times are None where they cannot be read.

    tail is text that stands after the times; clean is False where a stamp was not written
    hh:mm:ss,mmm or the arrow not -->.
    """

    start_ms: int | None
    end_ms: int | None
    clean: bool
    position: Position | None = None
    tail: str = ""


def read_timing(line: str) -> Timing | None:
    """Return the timing in `line`, None where it is no timing line.

    A plain --> needs one stamp at least, or two that are near enough ("1O:22"); any other arrow
    needs both whole, so that "10:30 → 11:15" on a sign stays text.
    """
    line = line.strip()
    if line[:1] not in FIRST_CHARACTERS:
        return None
    if well := WELL_FORMED.fullmatch(line):
        return Timing(start_ms=parse_stamp(well[1]), end_ms=parse_stamp(well[2]), clean=True)
    match = TIMING.fullmatch(line)
    if match is None:
        return None
    start, end = match["start"] or "", match["end"] or ""
    plain = match["arrow"] == "-->"
    if not (plain and ":" in start) and not (_is_whole(end) and (plain or _is_whole(start))):
        return None
    position, tail = _read_rest(match["rest"])
    return Timing(
        start_ms=read_stamp(start),
        end_ms=read_stamp(end),
        clean=plain and all(map(CANONICAL.fullmatch, (start, end))),
        position=position,
        tail=tail,
    )


def _is_whole(stamp: str) -> bool:
    match = STAMP.fullmatch(stamp.strip())
    return match is not None and match["third"] is not None and match["fraction"] is not None


def read_stamp(text: str) -> int | None:
    """Return the milliseconds of a stamp in any shape, None where it cannot be read.

    Sixty minutes and more count on; a negative stamp is negative. Fewer than three digits of
    milliseconds are a fraction (00:00:05,5 is 5.5 s) unless the fields before have one digit
    too, as from a program that pads nothing (1:2:3,4 is 3.004 s).
    """
    text = text.strip().translate(LOOKALIKES)
    if CANONICAL.fullmatch(text):
        return parse_stamp(text)
    match = STAMP.fullmatch(text)
    if match is None:
        return None
    first, second, third, fraction = match.group("first", "second", "third", "fraction")
    if third is not None and fraction is None and len(third) == STAMP_DIGITS:
        third, fraction = None, third  # mm:ss:mmm
    hours, minutes, seconds = ("0", first, second) if third is None else (first, second, third)
    ms = int(hours) * MS_PER_HOUR + int(minutes) * MS_PER_MINUTE + int(seconds) * MS_PER_SECOND
    ms += _fraction_ms(fraction or "0", padded=len(second) > 1)
    return -ms if match["minus"] else ms


def _fraction_ms(digits: str, *, padded: bool) -> int:
    if padded or len(digits) >= STAMP_DIGITS:
        return int(digits.ljust(STAMP_DIGITS, "0")[:STAMP_DIGITS])
    return int(digits)


def _read_rest(rest: str) -> tuple[Position | None, str]:
    """Return the position told after the times, and what is neither: text of the cue."""
    if coordinates := COORDINATES.fullmatch(rest):
        left, right, top, bottom = (int(number) for number in coordinates.groups())
        across = round(50 * (left + right) / DVD_WIDTH, 2)
        down = round(50 * (top + bottom) / DVD_HEIGHT, 2)
        return Position(x_percent=min(across, 100.0), y_percent=min(down, 100.0)), ""
    if SETTINGS.fullmatch(rest):
        found = {name: float(value) for name, value in SETTING.findall(rest)}
        if not found:
            return None, ""
        return Position(x_percent=found.get("position"), y_percent=found.get("line")), ""
    return None, rest.strip()
