"""A WebVTT file cut into its header, notes, styles, regions and cues (W3C WebVTT section 6).

A cue begins at its timing line whether a blank line stands before it or not. Text after a blank
line that is no block of its own belongs to the cue above it, as in files made from SubRip.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from narrator.model import Repair
from narrator.readers.repairs import Kind as RepairKind
from narrator.readers.repairs import repaired

Kind = Literal["header", "note", "style", "region", "cue"]
ARROW = "-->"
STARTS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("note", re.compile(r"NOTE(?=\s|$)")),
    ("style", re.compile(r"STYLE\s*$")),
    ("region", re.compile(r"REGION\s*$")),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """Lines of one kind with the number of the first; a cue's have its times and name apart.

    is_attached tells of a cue that begins right under other text.
    """

    kind: Kind
    line: int
    lines: tuple[str, ...]
    stamps: str = ""
    name: str = ""
    is_attached: bool = False


def split_blocks(text: str) -> tuple[tuple[Block, ...], tuple[Repair, ...]]:
    r"""Return the blocks of `text`, \n line ends, in order, and what had to be mended.

    The number of a cue is that of its timing line. Kinds of repair: "missing-blank-line",
    "blank-line" (text of a cue after a blank line), "stray" (text that belongs to nothing).
    """
    shelf = _Shelf()
    for number, lines in _paragraphs(text.split("\n")):
        kind = _kind_of(lines[0]) if shelf.blocks else "header"
        if kind and kind != "header" and not any(ARROW in line for line in lines):
            shelf.put(Block(kind=kind, line=number, lines=tuple(lines)))
            continue
        for block in _cues(number, lines, is_header=kind == "header"):
            shelf.put(block)
    return shelf.whole(), tuple(shelf.repairs)


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield runs of lines that are not empty, with the number of the first, from 1."""
    start = 0
    for index, line in enumerate((*lines, "")):
        if not line:
            if index > start:
                yield start + 1, list(lines[start:index])
            start = index + 1


def _kind_of(line: str) -> Kind | None:
    return next((kind for kind, pattern in STARTS if pattern.match(line)), None)


def _cues(number: int, lines: Sequence[str], *, is_header: bool) -> Iterator[Block]:
    """Yield what stands before the first timing line, then a cue for each of them."""
    arrows = [index for index, line in enumerate(lines) if ARROW in line]
    heads = [_head(lines, index) for index in arrows]
    before = tuple(lines[: heads[0]] if heads else lines)
    if before or is_header:
        kind: Kind = "header" if is_header else "cue"
        yield Block(kind=kind, line=number, lines=before)
    ends = [*heads[1:], len(lines)]
    for index, head, end in zip(arrows, heads, ends, strict=False):  # one end more than heads
        yield Block(
            kind="cue",
            line=number + index,
            lines=tuple(lines[index + 1 : end]),
            stamps=lines[index],
            name="".join(lines[head:index]).strip(),
            is_attached=head > 0 and bool(lines[head - 1].strip()),
        )


def _head(lines: Sequence[str], index: int) -> int:
    """Return where a cue begins: at the line above its times where that can be only its name."""
    above = index - 1
    if above < 0 or ARROW in lines[above]:
        return index
    alone = above == 0 or not lines[above - 1].strip()
    return above if alone and lines[above].strip() and "WEBVTT" not in lines[above] else index


class _Shelf:
    """Takes the blocks in order; text without times goes to the cue before it."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.repairs: list[Repair] = []
        self._added: dict[int, list[str]] = {}

    def put(self, block: Block) -> None:
        """Take one block."""
        if block.kind == "cue" and not block.stamps:
            self._add(block)
            return
        if block.is_attached:
            after = "a blank line put before it"
            self._note("missing-blank-line", block, block.stamps, after)
        self.blocks.append(block)

    def whole(self) -> tuple[Block, ...]:
        """Return the blocks with what was added to them."""
        return tuple(
            replace(block, lines=(*block.lines, *self._added.get(index, ())))
            for index, block in enumerate(self.blocks)
        )

    def _add(self, block: Block) -> None:
        text = "\n".join(block.lines)
        if self.blocks[-1].kind == "cue":
            self._added.setdefault(len(self.blocks) - 1, []).extend(block.lines)
            self._note("blank-line", block, text, "added to the cue above")
        else:
            self._note("stray", block, text, "left out")

    def _note(self, kind: RepairKind, block: Block, before: str, after: str) -> None:
        where = f"line {block.line}"
        self.repairs.append(repaired(kind, where, before, after))
