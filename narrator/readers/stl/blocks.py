"""The TTI blocks of an EBU STL file (EBU Tech 3264 section 5) joined to subtitles."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from narrator.model import Repair
from narrator.readers.repairs import repaired

TTI_BYTES = 128
TTI = struct.Struct("<BHBB4s4sBBB112s")
UNUSED = b"\x8f"
PADDING = b"\x00\x1a\r\n \x8f"
LAST_BLOCK = 0xFF
SKIPPED = range(0xF0, 0xFF)  # reserved, and user data
MOST_COUNTED = 10**6  # the head has five digits for its count


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """One subtitle: the fields of its first TTI block, and the text of all its blocks."""

    number: int
    cumulative: int
    start: bytes
    end: bytes
    row: int
    justified: int
    is_comment: bool
    text: bytes


def split_blocks(data: bytes, announced: int, repairs: list[Repair]) -> Iterator[Block]:
    """Yield each subtitle of `data`, what follows the head, with its extension blocks joined.

    `announced` is how many blocks the head speaks of. Kinds added to `repairs`: "truncated" and
    "user-data".
    """
    count, rest = divmod(len(data), TTI_BYTES)
    whole = data[: count * TTI_BYTES]
    if data[count * TTI_BYTES :].strip(PADDING):
        before = f"{rest} of 128 bytes"
        repairs.append(repaired("truncated", f"block {count + 1}", before, "left out"))
    if count < announced < MOST_COUNTED:
        before = f"{announced} blocks announced, {count} there"
        repairs.append(repaired("truncated", "file", before, "those there are read"))
    text = b""
    for number, fields in enumerate(TTI.iter_unpack(whole), 1):
        _, _, extension, cumulative, start, end, row, justified, comment, field_text = fields
        if extension in SKIPPED:
            repairs.append(repaired("user-data", f"block {number}", "no subtitle", "left out"))
            continue
        text += field_text.strip(UNUSED)
        if extension == LAST_BLOCK:
            yield Block(
                number=number,
                cumulative=cumulative,
                start=start,
                end=end,
                row=row,
                justified=justified,
                is_comment=comment == 1,
                text=text,
            )
            text = b""
