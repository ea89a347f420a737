"""Times: which expressions there are, which are prohibited, and the start timecode."""

from collections.abc import Iterator

from lxml import etree

from narrator.readers.dapt.computed import found
from narrator.readers.dapt.names import TTP
from narrator.readers.dapt.origin import ORIGIN, START
from narrator.readers.dapt.rules.fault import Fault, quoted
from narrator.readers.dapt.times import CLOCK, FRAMES, OFFSET, TIMES

TIMED = " or ".join(f"@{name}" for name in TIMES)


def time_container(root: etree._Element) -> Iterator[Fault]:
    """Everything is timed from its parent's begin."""
    for element in found(root, "/descendant::tt:*[@timeContainer and not(@timeContainer = 'par')]"):
        value = quoted(element.get("timeContainer", ""))
        yield Fault(element=element, message=f"timeContainer is {value}; it can only be par")


def clock_with_frames(root: etree._Element) -> Iterator[Fault]:
    """A clock time has no frames."""
    for element, name, value in _times(root):
        if value.count(":") > 2:
            message = f"{name} {quoted(value)} counts frames behind a colon, which is prohibited"
            yield Fault(element=element, message=message)


def wall_clock(root: etree._Element) -> Iterator[Fault]:
    """A time is not the time of day."""
    for element, name, value in _times(root):
        if value.startswith("wallclock"):
            yield Fault(element=element, message=f"{name} {quoted(value)} is a time of day")


def offset_with_frames(root: etree._Element) -> Iterator[Fault]:
    """Who counts frames says how many a second has."""
    yield from _without_rate(root, "f", "frameRate")


def offset_with_ticks(root: etree._Element) -> Iterator[Fault]:
    """Who counts ticks says how many a second has."""
    yield from _without_rate(root, "t", "tickRate")


def expressions(root: etree._Element) -> Iterator[Fault]:
    """A time is hh:mm:ss.sss or a number with h, m, s, ms, f or t."""
    for element, name, value in _times(root):
        known = CLOCK.fullmatch(value) or OFFSET.fullmatch(value)
        if not known and value.count(":") <= 2 and not value.startswith("wallclock"):
            yield Fault(element=element, message=f"{name} {quoted(value)} is no time")


def origin_timecode(root: etree._Element) -> Iterator[Fault]:
    """The timecode of zero is given once, as hh:mm:ss:ff, at a rate that is declared."""
    for path, what in ((ORIGIN, "daptm:daptOriginTimecode"), (START, "the start of programme")):
        elements = list(found(root, path))
        for element in elements[1:]:
            yield Fault(element=element, message=f"{what} is given more than once")
        for element in elements:
            text = (element.text or "").strip()
            is_offset = path == START and bool(OFFSET.fullmatch(text) or CLOCK.fullmatch(text))
            if not is_offset and (why := _why_no_timecode(root, text)):
                yield Fault(element=element, message=f"{what} {quoted(text)} {why}")


def _why_no_timecode(root: etree._Element, text: str) -> str:
    label, rate = FRAMES.fullmatch(text), root.get(f"{TTP}frameRate")
    if label is None:
        return "is no timecode as 10:00:00:00"
    if rate is None:
        return "counts frames, and the root has no ttp:frameRate"
    return "" if int(label[4]) < int(rate) else f"has a frame past the rate of {rate}"


def _times(root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    for element in found(root, f"/descendant::tt:*[{TIMED}]"):
        for name in TIMES:
            if (value := element.get(name)) is not None:
                yield element, name, value


def _without_rate(root: etree._Element, metric: str, rate: str) -> Iterator[Fault]:
    if root.get(f"{TTP}{rate}") is not None:
        return
    for element, name, value in _times(root):
        offset = OFFSET.fullmatch(value)
        if offset and offset[2] == metric:
            message = f"{name} is {quoted(value)}, and the root has no ttp:{rate}"
            yield Fault(element=element, message=message)
