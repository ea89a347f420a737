"""The times of a DAPT document: its expressions, and when an element is active.

Formats: DAPT, Timing constraints; TTML2 section 12.3.1. Times are fractions of milliseconds from
the document's zero, so that frames and ticks are rounded once, at the end.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from lxml import etree

from narrator.readers.dapt.names import TTP
from narrator.timecode import format_stamp

TIMES = ("begin", "end", "dur", "clipBegin", "clipEnd")
CLOCK = re.compile(r"([0-9]{2,12}):([0-5][0-9]):([0-5][0-9](?:\.[0-9]{1,30})?)")
OFFSET = re.compile(r"([0-9]{1,18}(?:\.[0-9]{1,30})?)(h|ms|m|s|f|t)")
FRAMES = re.compile(r"([0-9]{2,12}):([0-5][0-9]):([0-5][0-9]):([0-9]{2,4})")
RATE = re.compile(r"0*[1-9][0-9]{0,8}")
MULTIPLIER = re.compile(r"(0*[1-9][0-9]{0,8})\s+(0*[1-9][0-9]{0,8})")
MS_OF: Mapping[str, int] = {"h": 3_600_000, "m": 60_000, "s": 1000, "ms": 1}


@dataclass(frozen=True, kw_only=True, slots=True)
class Interval:
    """When an element is active, in milliseconds; None where nothing ends it."""

    begin: Fraction = Fraction(0)
    end: Fraction | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """Reads time expressions by the document's own rates, None where it declares none."""

    frame_rate: Fraction | None = None
    tick_rate: Fraction | None = None

    @classmethod
    def of(cls, root: etree._Element) -> "Clock":
        """Return the clock of a document whose rates are well formed."""
        rate, ticks = root.get(f"{TTP}frameRate"), root.get(f"{TTP}tickRate")
        multiplier = MULTIPLIER.fullmatch(root.get(f"{TTP}frameRateMultiplier", "1 1"))
        factor = Fraction(int(multiplier[1]), int(multiplier[2])) if multiplier else Fraction(1)
        return cls(
            frame_rate=Fraction(rate) * factor if rate else None,
            tick_rate=Fraction(ticks) if ticks else None,
        )

    def ms(self, text: str) -> Fraction:
        """Return the milliseconds of a time expression. Raises ValueError where it is none."""
        if clock := CLOCK.fullmatch(text):
            hours, minutes, seconds = clock.groups()
            return 3_600_000 * int(hours) + 60_000 * int(minutes) + 1000 * Fraction(seconds)
        offset = OFFSET.fullmatch(text)
        per_second = {"f": self.frame_rate, "t": self.tick_rate}
        if offset is None or (offset[2] in per_second and not per_second[offset[2]]):
            raise ValueError(f"{text[:60]!r} is no time expression")
        rate = per_second.get(offset[2])
        return Fraction(offset[1]) * (1000 / rate if rate else MS_OF[offset[2]])

    def interval_of(self, element: etree._Element, outer: Interval) -> Interval:
        """Return when an element inside `outer` is active (TTML2 section 12.4).

        Begin and end count from the begin of `outer`, whose end ends it too.
        """
        begin, end, lasts = (element.get(name) for name in ("begin", "end", "dur"))
        start = outer.begin + (self.ms(begin) if begin else 0)
        ends = [outer.end] if outer.end is not None else []
        ends += [outer.begin + self.ms(end)] if end else []
        ends += [start + self.ms(lasts)] if lasts else []
        return Interval(begin=start, end=min(ends, default=None))

    def move(self, element: etree._Element, by_ms: Fraction | int) -> None:
        """Have an element's own times count from a parent that begins `by_ms` later."""
        for name in ("begin", "end"):
            if by_ms and (text := element.get(name)):
                element.set(name, format_stamp(max(0, round(self.ms(text) - by_ms))))
        if by_ms < 0 and element.get("begin") is None:
            element.set("begin", format_stamp(round(-by_ms)))
