"""One SubRip cue as it stands in the file, and what is wrong with the frame around its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from narrator.model import Repair
from narrator.readers.cues.stamps import Timing
from narrator.readers.repairs import repaired


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """One cue as it stands: its place in the file, its counter, times and lines of text.

    Line numbers count from 1: line is that of the times, first_line that of the counter if there
    is one, last_line the last of the text.
    """

    number: int
    counter: int | None
    line: int
    first_line: int
    last_line: int
    stamps: str
    timing: Timing
    text: tuple[tuple[int, str], ...]
    blank_inside: bool

    @property
    def where(self) -> str:
        """How a repair names the cue."""
        return f"cue {self.number}, line {self.line}"


def list_frame_repairs(blocks: Sequence[Block]) -> list[Repair]:
    """List what a reader of `blocks` had to bear with.

    Kinds: "counter" (missing, or not following the one before), "blank-line" (inside a cue's
    text), "missing-blank-line" (between two cues).
    """
    return [
        *_counters(blocks),
        *(repair for block in blocks for repair in _blanks(block)),
        *(repair for pair in pairwise(blocks) for repair in _unseparated(*pair)),
    ]


def _counters(blocks: Sequence[Block]) -> list[Repair]:
    """List counters that are missing or do not follow the one before."""
    if all(block.counter is None for block in blocks):
        return [repaired("counter", "file", "no counters", "counted")]
    repairs, expected = [], blocks[0].counter
    for block in blocks:
        if block.counter is None or block.counter != expected:
            before = "missing" if block.counter is None else str(block.counter)
            after = f"read as cue {block.number}"
            repairs.append(repaired("counter", block.where, before, after))
        expected = (block.counter if block.counter is not None else expected or 0) + 1
    return repairs


def _blanks(block: Block) -> list[Repair]:
    if not block.blank_inside:
        return []
    before = "a blank line inside the text"
    return [repaired("blank-line", block.where, before, "left out")]


def _unseparated(block: Block, following: Block) -> list[Repair]:
    """List a cue that begins right under the text of the one before."""
    if not block.text or following.first_line != block.last_line + 1:
        return []
    head = following.stamps if following.counter is None else str(following.counter)
    return [
        repaired(
            "missing-blank-line",
            following.where,
            f"{block.text[-1][1]}\n{head}",
            f"{block.text[-1][1]}\n\n{head}",
        )
    ]
