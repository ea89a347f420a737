"""The as-spoken script as CSV, which opens in any spreadsheet and can be rendered back.

Format: RFC 4180, in UTF-8 with a byte order mark: without one Excel takes a CSV file for the
system's own code page and spoils every letter beyond ASCII. No cell is computed (guard.py).
"""

import csv
import io

from narrator.model import Rendering
from narrator.readers.sheet.columns import COLUMNS
from narrator.readers.sheet.guard import guarded
from narrator.writers.spoken import Cell, rows_of

BYTE_ORDER_MARK = "\ufeff"


def write(rendering: Rendering) -> str:
    """Return the table with its header row."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([cell_of(row[name]) for name in COLUMNS] for row in rows_of(rendering))
    return BYTE_ORDER_MARK + text.getvalue()


def cell_of(cell: Cell) -> str:
    """Return a cell as text: a time to the millisecond, a count as it is."""
    if isinstance(cell, float):
        return f"{cell:.3f}"
    return guarded(cell) if isinstance(cell, str) else str(cell)
