"""The as-spoken sheet read back, as CSV and as a workbook: the rows of what was spoken.

Neither goes through a writer. A workbook is read by openpyxl, where XlsxWriter wrote it.
"""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from narrator.checks.bounds import bounded
from narrator.checks.delivered import Line, Text
from narrator.errors import UnreadableInputError
from narrator.readers.sheet.table import refuse_if_any
from narrator.readers.sheet.workbook import read_workbook
from narrator.timecode import FrameRate

_COMPUTED = tuple("=+-@＝＋－＠'")
_COLUMNS = ("status", "spoken in s", "spoken out s", "spoken text")


def read_spoken(path: Path, *, start_ms: int, rate: FrameRate) -> Text:  # noqa: ARG001 - the Protocol's
    """Return the spoken rows of spoken.csv. Raises UnreadableInputError."""
    bounded(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [{c: _unguarded(row[c] or "") for c in _COLUMNS} for row in csv.DictReader(file)]
    except (OSError, KeyError, TypeError, ValueError, csv.Error) as error:
        raise UnreadableInputError(f"{path.name} is no as-spoken sheet: {error!r}.") from error
    return _text(path, rows)


def read_spoken_book(path: Path, *, start_ms: int, rate: FrameRate) -> Text:  # noqa: ARG001 - the Protocol's
    """Return the spoken rows of spoken.xlsx. Raises UnreadableInputError.

    One with a formula is refused: its value is whatever the program that shows it makes of it.
    """
    bounded(path)
    table = read_workbook(path.read_bytes(), path.name)
    refuse_if_any(path.name, table.faults)
    return _text(path, [{column: row.cell(column) for column in _COLUMNS} for row in table.rows])


def _text(path: Path, rows: Iterable[Mapping[str, str]]) -> Text:
    try:
        lines = tuple(_line(row) for row in rows if row["status"] == "spoken")
    except (ValueError, OverflowError) as error:
        raise UnreadableInputError(f"{path.name} is no as-spoken sheet: {error}.") from error
    return Text(name=path.name, lines=lines)


def _line(row: Mapping[str, str]) -> Line:
    return Line(
        start_ms=round(float(row["spoken in s"]) * 1000),
        end_ms=round(float(row["spoken out s"]) * 1000),
        words=row["spoken text"],
    )


def _unguarded(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from computing it."""
    rest = cell[1:]
    is_risky = rest.startswith(("\t", "\r", "\n")) or rest.lstrip().startswith(_COMPUTED)
    return rest if cell.startswith("'") and is_risky else cell
