"""Cues on their way: what a file says of each, before its times are set right."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from narrator.model import Cue, Repair
from narrator.readers.times import Event, settle


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A cue without a span, its place in the file, and the times as read, None where unread."""

    cue: Cue
    where: str
    start_ms: int | None
    end_ms: int | None


def settled(
    drafts: Sequence[Draft], *, usual: Collection[str] = ()
) -> tuple[tuple[Cue, ...], tuple[Repair, ...]]:
    """Return the cues by start with whole spans, and what had to be set right.

    `usual` names the kinds of repair ("order", "overlap") that are no fault in the format.
    """
    drafts, mended = _from_zero(drafts)
    events = [
        Event(
            number=int(draft.cue.id) if draft.cue.id.isdigit() else number,
            where=draft.where,
            start_ms=draft.start_ms,
            end_ms=draft.end_ms,
            lines=draft.cue.lines,
            position=None,
        )
        for number, draft in enumerate(drafts, 1)
    ]
    spanned, repairs = settle(events)
    order = {id(event): draft for event, draft in zip(events, drafts, strict=True)}
    cues = tuple(replace(order[id(event)].cue, span=span) for event, span in spanned)
    return cues, (*mended, *(repair for repair in repairs if repair.kind not in usual))


def _from_zero(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Repair]]:
    """Return the drafts with no time before zero, and a repair for each that had one."""
    placed, repairs = [], []
    for draft in drafts:
        times_ms = [ms for ms in (draft.start_ms, draft.end_ms) if ms is not None]
        if min(times_ms, default=0) < 0:
            before = f"a time of {min(times_ms)} ms"
            repairs.append(Repair(kind="stamp", where=draft.where, before=before, after="0 ms"))
        placed.append(
            replace(draft, start_ms=_positive(draft.start_ms), end_ms=_positive(draft.end_ms))
        )
    return placed, repairs


def _positive(ms: int | None) -> int | None:
    return None if ms is None else max(0, ms)
