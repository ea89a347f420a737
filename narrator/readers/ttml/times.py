"""The times of a TTML document, its expressions parsed by ttconv, to seconds as fractions."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from lxml import etree
from ttconv.imsc.attributes import (
    DropModeAttribute,
    FrameRateAttribute,
    TemporalAttributeParsingContext,
    TickRateAttribute,
    TimeBase,
    TimeBaseAttribute,
    parse_time_expression,
)

from narrator.readers.cues.stamps import read_stamp
from narrator.readers.ttml.names import EBUTTM, TTP
from narrator.readers.ttml.styles import Note
from narrator.timecode import MS_PER_HOUR

LONGEST = 60  # characters of an expression
# What most files have; ttconv takes three times as long for it.
CLOCK = re.compile(r"([0-9]{2}):([0-5][0-9]):([0-5][0-9])\.([0-9]{3})")
BARE = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")  # seconds, as Apple writes them
Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True, slots=True)
class Interval:
    """When an element is active, in seconds from the document's zero; end None is not said."""

    begin: Fraction = Fraction(0)
    end: Fraction | None = None
    is_timed: bool = False


class Clock:
    """Reads the times of one document by its time base, frame rate, drop mode and tick rate."""

    def __init__(self, root: etree._Element, note: Note) -> None:
        """Take the parameters from `root`; `note` is told of times that are mended or left out."""
        self._note = note
        self._root = root
        usual = TemporalAttributeParsingContext()
        rate = self._parameter(FrameRateAttribute.extract, usual.frame_rate)
        ticks = self._parameter(TickRateAttribute.extract, usual.tick_rate)
        if root.get(f"{TTP}tickRate") is None and root.get(f"{TTP}frameRate") is not None:
            ticks = rate  # TTML2 section 7.2.14; ttconv takes 1
        self._context = TemporalAttributeParsingContext(
            frame_rate=rate or usual.frame_rate,
            tick_rate=ticks or usual.tick_rate,
            time_base=self._parameter(TimeBaseAttribute.extract, usual.time_base),
            drop_mode=self._parameter(DropModeAttribute.extract, usual.drop_mode),
        )

    def _parameter(self, extract: Callable[[etree._Element], Value], usual: Value) -> Value:
        try:
            return extract(self._root)
        except (ValueError, ZeroDivisionError) as error:
            self._note(self._root, str(error), f"read as {usual}")
            return usual

    def start_ms(self) -> int | None:
        """Return the programme start that EBU-TT declares, None without one."""
        for declared in self._root.iter(f"{EBUTTM}documentStartOfProgramme"):
            seconds = self._parsed((declared.text or "").strip(), strict=True)
            return None if seconds is None else round(seconds * 1000)
        return None

    def hour_ms(self) -> int:
        """Return how long an hour of labels is, in milliseconds."""
        is_smpte = self._context.time_base is TimeBase.smpte
        hour = self._parsed("01:00:00:00", strict=True) if is_smpte else None
        return MS_PER_HOUR if hour is None else round(hour * 1000)

    def interval_of(self, element: etree._Element, outer: Interval, after: Fraction) -> Interval:
        """Return when `element` is active inside `outer`; its times count from `after`."""
        begin, end, duration = (self._time(element, name) for name in ("begin", "end", "dur"))
        start = after + begin if begin else after
        ends = [outer.end] if outer.end is not None else []
        ends += [after + end] if end is not None else []
        ends += [start + duration] if duration is not None else []
        is_timed = outer.is_timed or not (begin is None and end is None and duration is None)
        return Interval(begin=start, end=min(ends, default=None), is_timed=is_timed)

    def _time(self, element: etree._Element, name: str) -> Fraction | None:
        raw = element.get(name)
        if raw is None:
            return None
        strict = self._parsed(raw.strip(), strict=True)
        if strict is not None:
            return strict
        mended = self._mended(raw.strip())
        after = "left out" if mended is None else f"{float(mended):.3f}s"
        self._note(element, f"{name} {raw[:LONGEST]}", after)
        return mended

    def _mended(self, raw: str) -> Fraction | None:
        """Return the time that is meant by seconds without a unit, 1:02.5, or a frame too many."""
        if BARE.fullmatch(raw):
            return Fraction(raw)
        if (label := raw.replace(";", ":")).count(":") == 3:  # hh:mm:ss:ff
            return self._parsed(label, strict=False)
        ms = read_stamp(raw[:LONGEST])
        return None if ms is None or ms < 0 else Fraction(ms, 1000)

    def _parsed(self, raw: str, *, strict: bool) -> Fraction | None:
        if len(raw) > LONGEST:
            return None
        if self._context.time_base is TimeBase.media and (clock := CLOCK.fullmatch(raw)):
            hours, minutes, seconds, ms = map(int, clock.groups())
            return Fraction(3_600_000 * hours + 60_000 * minutes + 1000 * seconds + ms, 1000)
        with suppress(ValueError, ZeroDivisionError):
            return Fraction(parse_time_expression(self._context, raw, strict))
        return None
