"""EBU STL (.stl), EBU Tech 3264: the text fields decoded by ttconv, the frame around them here.

ttconv drops comments, justification and what overlaps; all are kept. A cumulative set is one
cue that holds all its lines. Comments (CF 1) go to `Subtitles.notes`. A repair's `where` is
"cue 12, block 15": the number of the TTI block, from 1.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ttconv import model
from ttconv.stl import tf
from ttconv.stl.datafile import DataFile

from narrator.errors import UnreadableInputError
from narrator.model import Cue, Line, Position, Repair, Subtitles
from narrator.readers.cues.heard import as_repairs, heard
from narrator.readers.cues.place import alignment_at
from narrator.readers.cues.runs import displayed
from narrator.readers.cues.start import programme_start
from narrator.readers.cues.times import Draft, settled
from narrator.readers.repairs import Kind, repaired
from narrator.readers.stl.blocks import TTI_BYTES, Block, split_blocks
from narrator.readers.ttml.model import runs_of
from narrator.timecode import FRAME_RATES, FrameRate, smpte_ms

GSI_BYTES = 1024
FIRST_OF_SET, LAST_OF_SET = 1, 3
RATES = {
    b"STL23.01": "23.976",
    b"STL24.01": "24",
    b"STL25.01": "25",
    b"STL30.01": "29.97df",
    b"STL50.01": "50",
}
TELETEXT_ROWS = 23
SAFE_PERCENT = 10.0  # above the first row and below the last, as ttconv has it
COLUMN = {1: 0, 2: 1, 3: 2}  # JC
X_PERCENT = (5.0, 50.0, 95.0)
HINT = "Check that it is an EBU STL file and was copied whole."
Head = Any  # ttconv's DataFile, which ships no types


@dataclass(slots=True)
class _Found:
    """What is found on the way."""

    drafts: list[Draft] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)

    def note(self, kind: Kind, where: str, before: str, after: str) -> None:
        self.repairs.append(repaired(kind, where, before, after))


def read(path: Path, data: bytes) -> Subtitles:
    """Return the cues of an EBU STL file's `data` with every repair.

    Raises UnreadableInputError where it is too short or no subtitle shows any text.
    """
    if len(data) < GSI_BYTES + TTI_BYTES:
        raise UnreadableInputError(f"{path.name!r} ends inside the head of an STL file.", HINT)
    with heard("ttconv") as said:
        head, found = DataFile(data[:GSI_BYTES]), _Found()
        blocks = tuple(split_blocks(data[GSI_BYTES:], head.get_tti_count(), found.repairs))
        rate = _rate(head, blocks, found)
        for block in blocks:
            _take(block, head, rate, found)
    cues, timed = settled(found.drafts)
    if not cues:
        raise UnreadableInputError(f"{path.name!r} holds no subtitle with any text.", HINT)
    title = head.gsi.OPT.decode("cp850", "replace").strip(" \0\ufffd")
    start_ms, guessed = programme_start(
        cues, _declared_ms(head, rate), hour_ms=smpte_ms((1, 0, 0, 0), rate)
    )
    return Subtitles(
        path=path,
        cues=cues,
        language=head.get_language() or None,
        title=title or None,
        repairs=(*as_repairs(said, kind="field"), *found.repairs, *timed, *guessed),
        start_ms=start_ms,
        notes=tuple(found.notes),
    )


def _rate(head: Head, blocks: Sequence[Block], found: _Found) -> FrameRate:
    """Return the frame rate; drop-frame is off where a label is used that it leaves out."""
    name = RATES.get(head.gsi.DFC, "25")
    rate = FRAME_RATES[name]
    if rate.dropped and any(b.start[2] == 0 == b.start[3] and b.start[1] % 10 for b in blocks):
        found.note("stamp", "file", "labels that drop-frame leaves out", "read as non-drop")
        return FRAME_RATES["29.97"]
    return rate


def _declared_ms(head: Head, rate: FrameRate) -> int | None:
    """Return the programme start (TCP), None where there is none that can be read."""
    digits = head.gsi.TCP.decode("ascii", "replace")
    try:
        return smpte_ms([int(digits[at : at + 2]) for at in (0, 2, 4, 6)], rate) or None
    except ValueError:
        return None


def _take(block: Block, head: Head, rate: FrameRate, found: _Found) -> None:
    """Make a draft of a block, add it to the set it belongs to, or keep it as a note."""
    where = f"cue {len(found.drafts) + 1}, block {block.number}"
    lines, invisible = _lines(block, head, where)
    found.repairs += invisible
    if block.is_comment:
        text = "\n".join(line.text for line in lines)
        found.notes.append(text)
        found.note("comment", f"block {block.number}", text, "kept as a note")
        return
    start_ms, end_ms = (_ms(stamp, rate, where, found) for stamp in (block.start, block.end))
    is_later = FIRST_OF_SET < block.cumulative <= LAST_OF_SET
    if is_later and found.drafts:
        found.drafts[-1] = _joined(found.drafts[-1], lines, end_ms)
        return
    if not lines:
        found.note("empty", where, "no text", "left out")
        return
    number = str(len(found.drafts) + 1)
    cue = Cue(id=number, span=None, lines=lines, position=_place(block, head))
    found.drafts.append(Draft(cue=cue, where=where, start_ms=start_ms, end_ms=end_ms))


def _lines(block: Block, head: Head, where: str) -> tuple[tuple[Line, ...], tuple[Repair, ...]]:
    paragraph = model.P(head.get_document())
    tf.to_model(paragraph, head.is_teletext(), head.get_cct(), block.text)
    return displayed(runs_of(paragraph), where)


def _ms(stamp: bytes, rate: FrameRate, where: str, found: _Found) -> int | None:
    try:
        return smpte_ms(stamp, rate)
    except ValueError as error:
        ms = _nearest(stamp, rate)
        found.note("stamp", where, str(error), "none" if ms is None else f"{ms} ms")
        return ms


def _nearest(stamp: bytes, rate: FrameRate) -> int | None:
    """Return the time of the label nearest to one that there is not, None past 59 seconds."""
    hours, minutes, seconds, frames = stamp
    with suppress(ValueError):
        nearest = min(max(frames, rate.dropped), rate.labels - 1)
        return smpte_ms((hours, minutes, seconds, nearest), rate)
    return None


def _joined(draft: Draft, lines: tuple[Line, ...], end_ms: int | None) -> Draft:
    """Return the cue of a cumulative set with one more subtitle of it."""
    cue = replace(draft.cue, lines=draft.cue.lines + lines)
    ends = [ms for ms in (draft.end_ms, end_ms) if ms is not None]
    return replace(draft, cue=cue, end_ms=max(ends, default=None))


def _place(block: Block, head: Head) -> Position:
    """Return the place: from the top in the upper half, else that of the bottom of the text."""
    rows = TELETEXT_ROWS if head.is_teletext() else _most_rows(head)
    is_tall = tf.has_double_height_char(block.text)
    count = tf.line_count(block.text, is_tall) * (2 if is_tall else 1)
    row = block.row - 1 if block.row < rows // 2 else block.row + count - 1
    share = min(max(row / rows, 0.0), 1.0)
    y_percent = round(SAFE_PERCENT + share * (100 - 2 * SAFE_PERCENT), 2)
    column = COLUMN.get(block.justified, 1)
    return Position(
        alignment=alignment_at(y_percent, column),
        x_percent=X_PERCENT[column],
        y_percent=y_percent,
    )


def _most_rows(head: Head) -> int:
    digits = head.gsi.MNR.strip()
    return int(digits) or TELETEXT_ROWS if digits.isdigit() else TELETEXT_ROWS
