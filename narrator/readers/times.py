"""Cues with the times a file gives them, set right: every start known, every end after it.

Kinds of repair: "stamp" (a start that cannot be read), "order", "duration", and "overlap",
which is listed and kept, since two texts may well be in the picture at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from narrator.estimate import reading_ms
from narrator.model import Line, Position, Repair, Span
from narrator.timecode import format_stamp


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """A cue on its way: where it stands in the file, the times as read, and what it shows."""

    number: int
    where: str
    start_ms: int | None
    end_ms: int | None
    lines: tuple[Line, ...]
    position: Position | None


def settle(events: Sequence[Event]) -> tuple[tuple[tuple[Event, Span], ...], tuple[Repair, ...]]:
    """Return the events by start (those at one time in the file's order) with whole spans.

    An end that is missing, or not after its start, is set by reading speed and held back by the
    next cue that starts later. A start that cannot be read is the end of the cue before.
    """
    repairs: list[Repair] = []
    started = _with_starts(events, repairs)
    _list_disorder(started, repairs)
    spanned = _with_ends(sorted(started, key=lambda pair: pair[1]), repairs)
    _list_overlaps(spanned, repairs)
    return tuple(spanned), tuple(repairs)


def _with_starts(events: Sequence[Event], repairs: list[Repair]) -> list[tuple[Event, int]]:
    started: list[tuple[Event, int]] = []
    free_ms = 0
    for event in events:
        start_ms = event.start_ms
        if start_ms is None:
            start_ms = free_ms
            repairs.append(_repair("stamp", event, "no start", format_stamp(start_ms)))
        started.append((event, start_ms))
        free_ms = max(start_ms, event.end_ms or 0)
    return started


def _list_disorder(started: Sequence[tuple[Event, int]], repairs: list[Repair]) -> None:
    latest_ms = 0
    for event, start_ms in started:
        if start_ms < latest_ms:
            before = f"{format_stamp(start_ms)} after {format_stamp(latest_ms)}"
            repairs.append(_repair("order", event, before, "placed by its start"))
        latest_ms = max(latest_ms, start_ms)


def _with_ends(
    started: Sequence[tuple[Event, int]], repairs: list[Repair]
) -> list[tuple[Event, Span]]:
    spanned: list[tuple[Event, Span]] = []
    for (event, start_ms), later_ms in zip(started, _later_starts(started), strict=True):
        span = Span(start_ms=start_ms, end_ms=event.end_ms or 0)
        if span.end_ms <= start_ms:
            read_ms = start_ms + reading_ms([line.text for line in event.lines])
            span = replace(span, end_ms=read_ms if later_ms is None else min(read_ms, later_ms))
            before = "none" if event.end_ms is None else f"{event.end_ms - start_ms} ms"
            repairs.append(_repair("duration", event, before, f"{span.duration_ms} ms"))
        spanned.append((event, span))
    return spanned


def _later_starts(started: Sequence[tuple[Event, int]]) -> list[int | None]:
    """Return, for each of the events in time order, the next start that is later than its own."""
    later: list[int | None] = []
    next_ms: int | None = None
    own_ms: int | None = None
    for _, start_ms in reversed(started):
        if own_ms is not None and own_ms > start_ms:
            next_ms = own_ms
        own_ms = start_ms
        later.append(next_ms)
    return later[::-1]


def _list_overlaps(spanned: Sequence[tuple[Event, Span]], repairs: list[Repair]) -> None:
    latest: tuple[Event, Span] | None = None
    for event, span in spanned:
        if latest and span.start_ms < latest[1].end_ms:
            until = format_stamp(latest[1].end_ms)
            before = f"starts at {format_stamp(span.start_ms)}, cue {latest[0].number} ends {until}"
            repairs.append(_repair("overlap", event, before, "both kept"))
        if latest is None or span.end_ms > latest[1].end_ms:
            latest = (event, span)


def _repair(kind: str, event: Event, before: str, after: str) -> Repair:
    return Repair(kind=kind, where=event.where, before=before, after=after)
