"""The columns of the as-spoken sheet, which is written for people to edit and read back.

A row is a narration, or a unit that is not narrated. The last columns say the same in every row, so
that rows can be sorted, deleted and added.
"""

from typing import Literal

Status = Literal["spoken", "omitted", "not narrated"]
STATUSES: tuple[Status, ...] = ("spoken", "omitted", "not narrated")

EXACT = ("cue in s", "cue out s", "spoken in s", "spoken out s")
OF_ALL_ROWS = (
    "title", "script language", "frame rate", "start timecode", "timing", "narrations",
)  # fmt: skip

COLUMNS = (
    "id", "status", "tag", "speaker", "language", "cue in", "cue out", "spoken in", "spoken out",
    "shown text", "spoken text", "voice", "rate wpm", "fit", *EXACT, "event", *OF_ALL_ROWS,
)  # fmt: skip

SUFFIX_OF_RATE = " fps"  # keeps a spreadsheet from taking 23.976 for its own kind of number
