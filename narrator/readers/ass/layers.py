"""Copies of one text in an ASS file collapsed: layers, frame-by-frame signs, karaoke effects.

A sign is often drawn twice at one time (outline and fill), or anew for every frame as it moves or
is typed out; karaoke shows each syllable again. A viewer sees one text; so does a listener.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from narrator.model import Repair
from narrator.readers.cues.times import Draft
from narrator.readers.repairs import repaired

FRAME_GAP_MS = 50  # a frame at 23.976 and the rounding of two stamps
MOVING_MS = 1_000  # frames of a moving sign stand for less
EFFECT = "fx"
KARAOKE = "karaoke"


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """An event that shows text, and what tells a copy: its codes of typesetting and its effect."""

    draft: Draft
    is_typeset: bool
    effect: str = ""
    copies: int = 1

    @property
    def text(self) -> str:
        """The lines as one string."""
        return "\n".join(line.text for line in self.draft.cue.lines)

    @property
    def times_ms(self) -> tuple[int, int]:
        """Start and end, zero where unread."""
        return self.draft.start_ms or 0, self.draft.end_ms or 0


def without_effects(
    shown: Sequence[Shown], sources: Sequence[Shown]
) -> tuple[list[Shown], list[Repair]]:
    """Return the events less the karaoke effects of lines that are there anyhow.

    `sources` are commented lines that effects were made of; one stands in where no line does.
    """
    lines = [one for one in shown if one.effect != EFFECT]
    effects = [one for one in shown if one.effect == EFFECT]
    needed = _sounding(effects, sources, _cover(lines))
    kept = [*lines, *needed]
    cover = _cover(kept)
    rest = [one for one in effects if not _is_covered(one, cover)]
    dropped = len(effects) - len(rest)
    repairs = [repaired("karaoke", "file", f"{dropped} lines of karaoke effects", "left out")]
    return [*kept, *rest], repairs if dropped else []


def _sounding(
    effects: Sequence[Shown], sources: Sequence[Shown], cover: Mapping[str, "_Cover"]
) -> list[Shown]:
    """Return the sources of effects that no shown line stands for."""
    bare = _cover(one for one in effects if not _is_covered(one, cover))
    return [one for one in sources if _is_covered(one, bare)]


_Cover = tuple[list[int], list[int]]


def _cover(shown: Iterable[Shown]) -> dict[str, _Cover]:
    """Return, by style, the starts in order and the latest end so far at each."""
    times: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in shown:
        times[one.draft.cue.style or ""].append(one.times_ms)
    covers = {}
    for style, spans in times.items():
        spans.sort()
        ends = list(accumulate((end for _, end in spans), max))
        covers[style] = ([start for start, _ in spans], ends)
    return covers


def _is_covered(one: Shown, cover: Mapping[str, _Cover]) -> bool:
    starts, ends = cover.get(one.draft.cue.style or "", ([], []))
    start_ms, end_ms = one.times_ms
    before = bisect_left(starts, end_ms)
    return before > 0 and ends[before - 1] > start_ms


def collapse(shown: Sequence[Shown]) -> tuple[list[Shown], list[Repair]]:
    """Return the events with each text once for as long as it stands, in the file's order."""
    kept: list[tuple[int, Shown]] = []
    latest: dict[str, int] = {}
    order = sorted(range(len(shown)), key=lambda index: (shown[index].times_ms[0], index))
    for index in order:
        one = shown[index]
        place = latest.get(one.text)
        if place is None or not _is_same(kept[place][1], one):
            place = _typed_out(kept, latest, one)
        if place is None:
            kept.append((index, one))
            latest[one.text] = latest[_hand(one)] = len(kept) - 1
        else:
            kept[place] = (kept[place][0], _joined(kept[place][1], one))
            latest[one.text] = latest[_hand(one)] = place
    collapsed = [one for _, one in sorted(kept, key=lambda pair: pair[0])]
    return collapsed, [_copies(one) for one in collapsed if one.copies > 1]


def _hand(one: Shown) -> str:
    """Return the key of the last typeset text in a style; no text holds a zero character."""
    return f"\0{one.draft.cue.style}" if one.is_typeset else "\0"


def _is_same(old: Shown, new: Shown) -> bool:
    """Whether `new`, of the same text and no earlier start, is the same sign as `old`."""
    gap_ms = new.times_ms[0] - old.times_ms[1]
    if gap_ms < 0:
        voices = {shown.draft.cue.lines[0].speaker for shown in (old, new)}
        return old.is_typeset or new.is_typeset or len(voices) == 1
    return gap_ms <= FRAME_GAP_MS and _moves(old) and _moves(new)


def _moves(one: Shown) -> bool:
    start_ms, end_ms = one.times_ms
    return one.is_typeset and (one.copies > 1 or end_ms - start_ms < MOVING_MS)


def _typed_out(
    kept: Sequence[tuple[int, Shown]], latest: Mapping[str, int], one: Shown
) -> int | None:
    """Return the place of a typeset text that `one` follows without a gap and goes on from."""
    place = latest.get(_hand(one))
    if place is None or not one.is_typeset:
        return None
    old = kept[place][1]
    gap_ms = one.times_ms[0] - old.times_ms[1]
    grows = one.text.startswith(old.text) and len(one.text) > len(old.text)
    return place if grows and _moves(old) and abs(gap_ms) <= FRAME_GAP_MS else None


def _joined(old: Shown, new: Shown) -> Shown:
    """Return `old` for as long as either stands, with the fuller text."""
    fuller = new if len(new.text) > len(old.text) else old
    end_ms = max(old.times_ms[1], new.times_ms[1])
    cue = replace(old.draft.cue, lines=fuller.draft.cue.lines)
    draft = replace(old.draft, cue=cue, end_ms=end_ms)
    return replace(old, draft=draft, copies=old.copies + new.copies)


def _copies(one: Shown) -> Repair:
    before = f"{one.copies} copies of {one.text!r}, in layers or frame by frame"
    return repaired("copies", one.draft.where, before, "shown once")
