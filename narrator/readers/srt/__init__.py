"""SubRip (.srt), clean or dirty: pysrt parses each cue once its frame has been set right.

A cue's id is its place in the file, from 1, whatever its counter says: counters repeat, start
anew and are lost, places do not. Cues are given in the order of their starts. Everything that
is changed or dropped is a Repair whose `where` reads "cue 12, line 48" (the line of the times,
or of the text it is about).
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pysrt import SubRipItem

from narrator.errors import UnreadableInputError
from narrator.model import Cue, Position, Repair, Subtitles
from narrator.readers.cues.markup import parse_lines
from narrator.readers.cues.start import programme_start
from narrator.readers.cues.times import Draft, settled
from narrator.readers.repairs import repaired
from narrator.readers.srt.blocks import split_blocks
from narrator.readers.srt.frames import Block
from narrator.timecode import format_stamp


def read(path: Path, text: str) -> Subtitles:
    r"""Return the cues of SubRip `text`, \n line ends, with every repair.

    Raises UnreadableInputError where no cue holds any text.
    """
    blocks, repairs = split_blocks(text)
    drafts, more = _drafts(blocks)
    if not drafts:
        raise UnreadableInputError(
            f"{path.name!r} holds no subtitle cue with any text.",
            "Check that it is a SubRip file and was copied whole.",
        )
    cues, timed = settled(drafts)
    start_ms, guessed = programme_start(cues)
    return Subtitles(
        path=path,
        cues=cues,
        repairs=(*repairs, *more, *timed, *guessed),
        start_ms=start_ms,
    )


def _drafts(blocks: Sequence[Block]) -> tuple[list[Draft], list[Repair]]:
    """Read every block, leaving out the empty ones."""
    drafts: list[Draft] = []
    repairs: list[Repair] = []
    for block in blocks:
        draft, mended = _draft(block)
        repairs += mended
        if draft.cue.lines:
            drafts.append(draft)
        else:
            is_cut = block is blocks[-1] and not block.text
            repairs.append(
                repaired("truncated" if is_cut else "empty", block.where, block.stamps, "")
            )
    return drafts, repairs


def _draft(block: Block) -> tuple[Draft, list[Repair]]:
    item, timing = _item(block), block.timing
    numbers = [block.line] if timing.tail else []
    numbers += [number for number, _ in block.text]
    marked = parse_lines(
        item.text.split("\n"), lambda index: f"cue {block.number}, line {numbers[index]}"
    )
    cue = Cue(
        id=str(block.number),
        span=None,
        lines=marked.lines,
        position=_joined(marked.position, timing.position),
    )
    draft = Draft(
        cue=cue,
        where=block.where,
        start_ms=None if timing.start_ms is None else item.start.ordinal,
        end_ms=None if timing.end_ms is None else item.end.ordinal,
    )
    return draft, [*_mended_stamps(block, item), *marked.repairs]


def _item(block: Block) -> SubRipItem:
    """Let pysrt parse the block in good form: a counter, canonical times, then the text."""
    times = (block.timing.start_ms, block.timing.end_ms)
    stamps = (format_stamp(max(0, ms or 0), ",") for ms in times)
    tail = [block.timing.tail] if block.timing.tail else []
    text = [line for _, line in block.text]
    return SubRipItem.from_lines([str(block.number), " --> ".join(stamps), *tail, *text])


def _mended_stamps(block: Block, item: SubRipItem) -> list[Repair]:
    """List a timing line that was not as SubRip writes it, and text that stood on it."""
    repairs = []
    if not block.timing.clean:
        after = f"{item.start} --> {item.end}"
        repairs.append(repaired("stamp", block.where, block.stamps, after))
    if block.timing.tail:
        after = "read as the first line of the text"
        repairs.append(repaired("stamp", block.where, block.timing.tail, after))
    return repairs


def _joined(marked: Position | None, timed: Position | None) -> Position | None:
    """Prefer what the text says of the place to what stands after the times."""
    if marked is None or timed is None:
        return marked or timed
    if marked.x_percent is not None:
        return marked
    return replace(timed, alignment=marked.alignment)
