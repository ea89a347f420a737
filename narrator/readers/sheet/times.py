"""The times of a row: timecodes for people to edit, and beside them the exact seconds.

A timecode is exact to a frame only, so the seconds count where they name the same frame. Where they
do not, one of the two was edited: the timecode wins, and the seconds are listed.
"""

import re
from collections.abc import Iterator

from narrator.model import Repair, Span
from narrator.readers.repairs import repaired
from narrator.readers.sheet.facts import Facts
from narrator.readers.sheet.table import Fault, Row

SECONDS = re.compile(r"([0-9]{1,6})(?:[.,]([0-9]{1,6}))?")
NO_TIMECODE = "is no timecode as 10:00:00:00 at {rate} frames a second"


def cue_of(row: Row, facts: Facts) -> tuple[Span | None, list[Repair], list[Fault]]:
    """Return when a row's text is shown, in the sheet's timecode, what was mended, what is wrong.

    None where no start is told. Without an end the text is taken to stand for a second.
    """
    repairs: list[Repair] = []
    faults: list[Fault] = []
    start, end = (time_of(row, f"cue {which}", facts, repairs, faults) for which in ("in", "out"))
    if start is None:
        return None, repairs, faults
    if end is None:
        end = start + 1_000
        if not faults:
            repairs.append(repaired("duration", f"row {row.number}", "no cue out", "a second"))
    if end < start:
        faults.append(Fault(row=row.number, column="cue out", what="is before the cue in"))
    if start < facts.start_ms and not faults:
        what = f"is before the start timecode {facts.frames.label(0)}"
        faults.append(Fault(row=row.number, column="cue in", what=what))
    return Span(start_ms=start, end_ms=max(start, end)), repairs, faults


def time_of(
    row: Row, column: str, facts: Facts, repairs: list[Repair], faults: list[Fault]
) -> int | None:
    """Return one time in milliseconds of timecode, None where none is told or it is wrong."""
    label, exact = row.cell(column).strip(), exactly(row.cell(f"{column} s"), facts)
    if not label:
        if exact is None and row.cell(f"{column} s"):
            what = f"{row.cell(f'{column} s')!r} is no number of seconds"
            faults.append(Fault(row=row.number, column=f"{column} s", what=what))
        return exact
    try:
        told = facts.time_ms(label)
    except ValueError:
        what = f"{label!r} {NO_TIMECODE.format(rate=facts.frame_rate)}"
        faults.append(Fault(row=row.number, column=column, what=what))
        return None
    if exact is not None and same_frame(exact, told, facts):
        return exact
    if row.cell(f"{column} s"):
        after = f"the {column} {label} is taken"
        where = f"row {row.number}, {column} s"
        repairs.append(repaired("seconds", where, row.cell(f"{column} s"), after))
    return told


def exactly(text: str, facts: Facts) -> int | None:
    """Return the milliseconds of timecode that seconds from the start come to, None for none."""
    match = SECONDS.fullmatch(text.strip())
    return (
        facts.start_ms + round(float(".".join(filter(None, match.groups()))) * 1000)
        if match
        else None
    )


def same_frame(exact_ms: int, told_ms: int, facts: Facts) -> bool:
    """Whether two times of timecode are shown by one label."""
    frames = facts.frames
    return frames.label_at(exact_ms - facts.start_ms) == frames.label_at(told_ms - facts.start_ms)


def moved_results(row: Row, facts: Facts) -> Iterator[Repair]:
    """List the times of speech that a person changed: they are found anew in every render."""
    for column in ("spoken in", "spoken out"):
        label, exact = row.cell(column).strip(), exactly(row.cell(f"{column} s"), facts)
        if label and exact is not None and label != facts.frames.label_at(exact - facts.start_ms):
            after = "found anew by every render; change the cue in to move a narration"
            yield repaired("result", f"row {row.number}, {column}", label, after)
