"""A SubRip file cut into cues: where each begins is told by its timing line alone.

Counters and blank lines are the first things that go wrong in such files, so neither is relied
on. A line of digits before a timing line is a counter where that is likelier than dialogue.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from narrator.model import Repair
from narrator.readers.cues.clean import without_invisible
from narrator.readers.cues.stamps import Timing, read_timing
from narrator.readers.repairs import Kind, repaired
from narrator.readers.srt.frames import Block, list_frame_repairs

COUNTER = re.compile(r"\s{0,9}([0-9]{1,7})\s{0,9}")
CUT_STAMP = re.compile(r"\s{0,9}[0-9]{1,2}:[0-9]{2}:[0-9,.]{0,6}\s{0,3}-{0,2}\s{0,3}")
NEAR = 10  # how far a counter may stray and still be told from a number that is spoken


def holds_timing(text: str) -> bool:
    """Tell whether any line of `text` is a timing line."""
    return any(read_timing(without_invisible(line)) for line in text.split("\n"))


def split_blocks(text: str) -> tuple[tuple[Block, ...], tuple[Repair, ...]]:
    r"""Return the cues of `text`, \n line ends, in the file's order, and what was mended.

    Kinds: "before-first-cue" (held in `before`), "counter", "missing-blank-line", "blank-line"
    (inside a cue's text), "truncated". All text between a cue's times and the next cue is its.
    """
    lines = text.split("\n")
    heads = _heads(lines)
    if not heads:
        return (), ()
    ends = [head.first for head in heads[1:]] + [_whole_until(lines, heads[-1])]
    blocks = [
        _block(number, lines, head, end)
        for number, (head, end) in enumerate(zip(heads, ends, strict=True), 1)
    ]
    repairs = [
        *_left_out("before-first-cue", lines, 0, heads[0].first),
        *list_frame_repairs(blocks),
        *_left_out("truncated", lines, ends[-1], len(lines)),
    ]
    return tuple(blocks), tuple(repairs)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Head:
    """Where a cue begins: the index of its first line (counter or times), and of its times."""

    first: int
    index: int
    counter: int | None
    timing: Timing


def _heads(lines: Sequence[str]) -> list[_Head]:
    """Find every timing line, and the counter that belongs to it."""
    heads: list[_Head] = []
    expected, floor = None, -1
    for index, line in enumerate(lines):
        timing = read_timing(without_invisible(line))
        if timing is None:
            continue
        first = _counter_index(lines, index, floor, expected)
        counter = _number(lines[first]) if first is not None else None
        heads.append(
            _Head(
                first=index if first is None else first,
                index=index,
                counter=counter,
                timing=timing,
            )
        )
        expected, floor = (counter if counter is not None else expected or 0) + 1, index
    return heads


def _counter_index(
    lines: Sequence[str], index: int, floor: int, expected: int | None
) -> int | None:
    """Return the index of the counter of the timing line at `index`, None where it has none.

    `floor` is the index of the timing line before, `expected` the counter that should come. A
    number right above, set off by a blank line, is a counter. One set off on neither side must
    be near the expected; one with a blank line below, or that is all the text the cue before
    would have, must be it. Else it is dialogue ("1984").
    """
    above = index - 1
    while above > floor and not lines[above].strip():
        above -= 1
    number = _number(lines[above]) if above > floor else None
    if number is None:
        return None
    if expected is None:
        return above
    if above != index - 1:
        return above if number == expected else None
    if not any(line.strip() for line in lines[floor + 1 : above]):
        return above if number == expected else None
    set_off = not lines[above - 1].strip()
    return above if set_off or abs(number - expected) <= NEAR else None


def _number(line: str) -> int | None:
    match = COUNTER.fullmatch(without_invisible(line))
    return int(match[1]) if match else None


def _whole_until(lines: Sequence[str], last: _Head) -> int:
    """Return the index where the text of the last cue ends: before a cue that is cut short."""
    filled = [i for i in range(last.index + 1, len(lines)) if lines[i].strip()]
    if filled and CUT_STAMP.fullmatch(lines[filled[-1]]):
        end = filled.pop()
        counted = filled and filled[-1] == end - 1 and _number(lines[end - 1]) is not None
        return end - 1 if counted else end
    if len(filled) > 1 and last.counter is not None:
        end = filled[-1]
        if _number(lines[end]) == last.counter + 1 and not lines[end - 1].strip():
            return end
    return len(lines)


def _block(number: int, lines: Sequence[str], head: _Head, end: int) -> Block:
    text = [(i + 1, lines[i]) for i in range(head.index + 1, end)]
    while text and not text[-1][1].strip():
        text.pop()
    return Block(
        number=number,
        counter=head.counter,
        line=head.index + 1,
        first_line=head.first + 1,
        stamps=lines[head.index].strip(),
        timing=head.timing,
        text=tuple(pair for pair in text if pair[1].strip()),
        blank_inside=any(not line.strip() for _, line in text),
        last_line=text[-1][0] if text else head.index + 1,
    )


def _left_out(kind: Kind, lines: Sequence[str], start: int, end: int) -> list[Repair]:
    """List lines that belong to no cue, as one repair that holds them."""
    filled = [i for i in range(start, end) if lines[i].strip()]
    if not filled:
        return []
    where = f"lines {filled[0] + 1}-{filled[-1] + 1}"
    before = "\n".join(lines[i] for i in filled)
    return [repaired(kind, where, before, "")]
