"""Cues with the times a file gives them, set right: every start known, every end after it.

Kinds of repair: "stamp" (a start that cannot be read or stands before zero), "order", "duration",
and "overlap", which is listed and kept, since two texts may well be in the picture at once.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from narrator.estimate import reading_ms
from narrator.model import Cue, Repair, Span
from narrator.readers.repairs import repaired
from narrator.timecode import format_stamp


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A cue without a span, its place in the file, and the times as read, None where unread."""

    cue: Cue
    where: str
    start_ms: int | None
    end_ms: int | None


_Started = tuple[Draft, int]
_Spanned = tuple[Draft, Span]


def settled(
    drafts: Iterable[Draft], *, usual: Collection[str] = ()
) -> tuple[tuple[Cue, ...], tuple[Repair, ...]]:
    """Return the cues by start (those at one time in the file's order), and what was set right.

    An end that is missing, or not after its start, is set by reading speed and held back by the
    next cue that starts later. A start that cannot be read is the end of the cue before. `usual`
    names the kinds of repair ("order", "overlap") that are no fault in the format.
    """
    repairs: list[Repair] = []
    started = _with_starts([_from_zero(draft, repairs) for draft in drafts], repairs)
    _list_disorder(started, repairs)
    spanned = _with_ends(sorted(started, key=lambda pair: pair[1]), repairs)
    _list_overlaps(spanned, repairs)
    cues = tuple(replace(draft.cue, span=span) for draft, span in spanned)
    return cues, tuple(repair for repair in repairs if repair.kind not in usual)


def _from_zero(draft: Draft, repairs: list[Repair]) -> Draft:
    """Return the draft with no time before zero."""
    first_ms = min((ms for ms in (draft.start_ms, draft.end_ms) if ms is not None), default=0)
    if first_ms >= 0:
        return draft
    repairs.append(repaired("stamp", draft.where, f"a time of {first_ms} ms", "0 ms"))
    start_ms, end_ms = (None if ms is None else max(0, ms) for ms in (draft.start_ms, draft.end_ms))
    return replace(draft, start_ms=start_ms, end_ms=end_ms)


def _with_starts(drafts: Sequence[Draft], repairs: list[Repair]) -> list[_Started]:
    started: list[_Started] = []
    free_ms = 0
    for draft in drafts:
        start_ms = draft.start_ms
        if start_ms is None:
            start_ms = free_ms
            repairs.append(repaired("stamp", draft.where, "no start", format_stamp(start_ms)))
        started.append((draft, start_ms))
        free_ms = max(start_ms, draft.end_ms or 0)
    return started


def _list_disorder(started: Sequence[_Started], repairs: list[Repair]) -> None:
    latest_ms = 0
    for draft, start_ms in started:
        if start_ms < latest_ms:
            before = f"{format_stamp(start_ms)} after {format_stamp(latest_ms)}"
            repairs.append(repaired("order", draft.where, before, "placed by its start"))
        latest_ms = max(latest_ms, start_ms)


def _with_ends(started: Sequence[_Started], repairs: list[Repair]) -> list[_Spanned]:
    spanned: list[_Spanned] = []
    for (draft, start_ms), later_ms in zip(started, _later_starts(started), strict=True):
        span = Span(start_ms=start_ms, end_ms=draft.end_ms or 0)
        if span.end_ms <= start_ms:
            read_ms = start_ms + reading_ms([line.text for line in draft.cue.lines])
            span = replace(span, end_ms=read_ms if later_ms is None else min(read_ms, later_ms))
            before = "none" if draft.end_ms is None else f"{draft.end_ms - start_ms} ms"
            after = f"{span.duration_ms} ms"
            repairs.append(repaired("duration", draft.where, before, after))
        spanned.append((draft, span))
    return spanned


def _later_starts(started: Sequence[_Started]) -> list[int | None]:
    """Return, for each of the drafts in time order, the next start that is later than its own."""
    later: list[int | None] = []
    next_ms: int | None = None
    own_ms: int | None = None
    for _, start_ms in reversed(started):
        if own_ms is not None and own_ms > start_ms:
            next_ms = own_ms
        own_ms = start_ms
        later.append(next_ms)
    return later[::-1]


def _list_overlaps(spanned: Sequence[_Spanned], repairs: list[Repair]) -> None:
    latest: _Spanned | None = None
    for draft, span in spanned:
        if latest and span.start_ms < latest[1].end_ms:
            until = format_stamp(latest[1].end_ms)
            before = f"starts at {format_stamp(span.start_ms)}, cue {latest[0].cue.id} ends {until}"
            repairs.append(repaired("overlap", draft.where, before, "both kept"))
        if latest is None or span.end_ms > latest[1].end_ms:
            latest = (draft, span)
