"""The as-spoken script as rows of a table: what is said, when, how, and what became of it.

Every narration is a row, placed or omitted; so is every unit that is not narrated, since where
people speak decides where narration may go when the sheet is rendered back.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from narrator.frames import Frames
from narrator.holds import OutputClock
from narrator.model import Narration, Placement, Rendering, Script, Span, Unit, Voice
from narrator.readers.sheet.columns import COLUMNS, SUFFIX_OF_RATE, Status
from narrator.readers.sheet.numbering import counted

Cell = str | float
Row = Mapping[str, Cell]

# XML 1.0, section 2.2, and the carriage return, which a cell has no use for.
UNSTORABLE = re.compile("[\0-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def rows_of(rendering: Rendering) -> Iterator[Row]:
    """Yield the rows in order of what is shown; each has every column, "" where it is empty."""
    sheet = Sheet.of(rendering)
    for unit, narration in sorted(told_of(rendering.script), key=begin):
        yield sheet.narration_row(narration, unit) if narration else sheet.unit_row(unit)


def told_of(script: Script) -> Iterator[tuple[Unit, Narration | None]]:
    """Yield each unit that has a row, with the narration that begins with it, where one does."""
    said = {unit_id: n for n in script.narrations for unit_id in n.unit_ids}
    for unit in script.units:
        narration = said.get(unit.id)
        if narration is None or unit.id == narration.unit_ids[0]:
            yield unit, narration


def begin(told: tuple[Unit, Narration | None]) -> float:
    """Return the time by which a row is sorted; what has none comes last."""
    unit, narration = told
    span = narration.span if narration else unit.span
    return span.start_ms if span else float("inf")


def clean(cell: Cell) -> Cell:
    """Return a cell without the control characters that a workbook cannot hold."""
    return UNSTORABLE.sub("", cell) if isinstance(cell, str) else cell


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """What a row needs of a rendering: placements and reasons by the narration's id."""

    script: Script
    voices: Mapping[str, Voice]
    placed: Mapping[str, Placement]
    why: Mapping[str, str]
    clock: OutputClock
    frames: Frames
    of_all_rows: Row

    @classmethod
    def of(cls, rendering: Rendering) -> "Sheet":
        """Gather it, and what stands in every row."""
        ledger, frames = rendering.ledger, Frames.of(rendering.delivery)
        return cls(
            script=rendering.script,
            voices=rendering.voices,
            placed={p.narration_id: p for p in ledger.placements},
            why={o.narration_id: o.why for o in ledger.omissions},
            clock=OutputClock.of(ledger.placements),
            frames=frames,
            of_all_rows={
                "title": rendering.script.title,
                "script language": rendering.script.language,
                "frame rate": f"{rendering.delivery.frame_rate}{SUFFIX_OF_RATE}",
                "start timecode": frames.label(0),
                "timing": rendering.script.timing,
                "narrations": counted([n.id for n in rendering.script.narrations]),
            },
        )

    def narration_row(self, narration: Narration, unit: Unit) -> Row:
        """Return the row of a narration."""
        placed = self.placed.get(narration.id)
        status: Status = "spoken" if placed else "omitted"
        known: Row = {
            "id": narration.id,
            "status": status,
            "tag": narration.tag,
            "speaker": narration.speaker,
            "language": narration.language,
            "shown text": narration.text,
            "spoken text": narration.spoken,
            "voice": narration.voice,
            "rate wpm": self.rate_wpm(narration, placed),
            "fit": "; ".join(placed.decisions) if placed else self.why.get(narration.id, ""),
            "event": unit.id,
        }
        heard = self.clock.said(placed) if placed else None
        return self.row(known, cue=narration.span, spoken=heard)

    def unit_row(self, unit: Unit) -> Row:
        """Return the row of a unit that is not narrated."""
        status: Status = "not narrated"
        known: Row = {
            "status": status,
            "tag": unit.tag,
            "speaker": unit.speaker or unit.colour or "",
            "language": unit.language or self.script.language,
            "shown text": "\n".join(unit.lines),
            "spoken text": unit.spoken or "",
            "event": unit.id,
        }
        return self.row(known, cue=unit.span, spoken=None)

    def row(self, known: Row, *, cue: Span | None, spoken: Span | None) -> Row:
        """Return a whole row: what is known of it, its times, and what all rows say."""
        times = dict(self.times("cue", cue)) | dict(self.times("spoken", spoken))
        cells = {**known, **times, **self.of_all_rows}
        return {column: clean(cells.get(column, "")) for column in COLUMNS}

    def times(self, what: str, span: Span | None) -> Iterator[tuple[str, Cell]]:
        """Yield the ends of a span as timecodes, and exactly, in seconds from the first sample."""
        if span:
            for end, time_ms in (("in", span.start_ms), ("out", span.end_ms)):
                yield f"{what} {end}", self.frames.label_at(time_ms)
                yield f"{what} {end} s", time_ms / 1000

    def rate_wpm(self, narration: Narration, placed: Placement | None) -> Cell:
        """Return the words a minute at which a narration is said."""
        voice = self.voices.get(narration.voice)
        return round(voice.rate_wpm * placed.rate) if voice and placed else ""
