"""Lines that were typeset letter by letter or syllable by syllable, put together again.

Karaoke and animated signs set every letter by itself: many events in one style, at one height,
at one time, from left to right. The spaces between words are lost with that; a gap that is wider
than the letters beside it call for is read as one.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from narrator.model import Repair
from narrator.readers.ass.layers import Shown
from narrator.readers.repairs import repaired

LONGEST = 4  # characters of a syllable
FEWEST = 3
STAGGER_MS = 500  # from one letter to the next
WIDE = 1.55  # times the usual step


def join_letters(shown: Sequence[Shown]) -> tuple[list[Shown], list[Repair]]:
    """Return the events with such lines whole, in place of their first letter."""
    rows: dict[tuple[str, int], list[int]] = defaultdict(list)
    for index, one in enumerate(shown):
        place = one.draft.cue.position
        if one.is_typeset and len(one.text) <= LONGEST and place and place.y_percent is not None:
            rows[one.draft.cue.style or "", round(place.y_percent)].append(index)
    whole: dict[int, Shown] = {}
    gone: set[int] = set()
    repairs: list[Repair] = []
    for row in rows.values():
        for group in _groups(shown, row):
            line = whole[min(group)] = _joined([shown[index] for index in group])
            repairs.append(_listed(line, len(group)))
            gone.update(group)
    kept = [
        whole.get(index, one)
        for index, one in enumerate(shown)
        if index in whole or index not in gone
    ]
    return kept, repairs


def _groups(shown: Sequence[Shown], row: Sequence[int]) -> Iterator[list[int]]:
    """Yield the letters of a row that stand at one time, side by side."""
    group: list[int] = []
    for index in sorted(row, key=lambda i: shown[i].times_ms):
        start_ms = shown[index].times_ms[0]
        if group and (
            start_ms - shown[group[-1]].times_ms[0] > STAGGER_MS
            or start_ms >= shown[group[0]].times_ms[1]
        ):
            yield from _if_enough(shown, group)
            group = []
        group.append(index)
    yield from _if_enough(shown, group)


def _if_enough(shown: Sequence[Shown], group: list[int]) -> Iterator[list[int]]:
    if len({_x(shown[index]) for index in group}) >= FEWEST:
        yield group


def _x(one: Shown) -> float:
    place = one.draft.cue.position
    return place.x_percent or 0.0 if place else 0.0


def _joined(letters: Sequence[Shown]) -> Shown:
    """Return one event for the letters: their text from left to right, for as long as any.

    Letters at one place are layers of one.
    """
    first = min(letters, key=lambda one: one.times_ms[0])
    places = {_x(one): one for one in letters}
    line = replace(first.draft.cue.lines[0], text=_text([places[x] for x in sorted(places)]))
    end_ms = max(one.times_ms[1] for one in letters)
    cue = replace(first.draft.cue, lines=(line,))
    draft = replace(first.draft, cue=cue, end_ms=end_ms)
    return replace(first, draft=draft)


def _text(letters: Sequence[Shown]) -> str:
    steps = [
        (_x(right) - _x(left)) / max(1.0, (len(left.text) + len(right.text)) / 2)
        for left, right in pairwise(letters)
    ]
    usual = median(steps)
    pieces = [letters[0].text]
    for step, letter in zip(steps, letters[1:], strict=True):
        pieces.append(f" {letter.text}" if step > WIDE * usual else letter.text)
    return "".join(pieces)


def _listed(one: Shown, count: int) -> Repair:
    before = f"{count} events of single letters or syllables"
    after = one.draft.cue.lines[0].text
    return repaired("letters", one.draft.where, before, after)
