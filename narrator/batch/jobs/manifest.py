"""CSV manifests: a row an episode, under a row of keys.

Format: RFC 4180; semicolons or tabs may stand for the commas, as spreadsheets write them. The texts
of a list stand in one cell with | between them.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from narrator.batch.jobs.faults import Faults
from narrator.batch.jobs.keys import KEYS, Sheet, Table, Told
from narrator.batch.jobs.typed import checked, no_such_key
from narrator.errors import JobError

DELIMITERS = (",", ";", "\t")
LIST_MARK = "|"
CHOICES = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
LONGEST_NUMBER = 9  # digits


def read_csv(path: Path, text: str, faults: Faults) -> Sheet:
    """Return what a manifest tells. Raises JobError where it is no CSV."""
    head = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = rows_of(path.name, reader)
    line, keys = next(rows, (1, []))
    for number, key in enumerate(keys):
        if key not in KEYS:
            faults.add(f"{path.name}:{line}", key, no_such_key(key))
        if key in keys[:number]:
            faults.add(f"{path.name}:{line}", key, "The column is there twice.")
    return Sheet(
        series=Table(where=path.name, told={}),
        episodes=tuple(
            table_of(f"{path.name}:{line}", keys, row, faults) for line, row in rows if any(row)
        ),
    )


def rows_of(name: str, reader: Any) -> Iterator[tuple[int, list[str]]]:  # noqa: ANN401 - csv does not name its reader's type
    """Yield each row with the line that it begins on. Raises JobError for broken quotes."""
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            hint = "A cell with a quotation mark stands in quotation marks, the mark doubled."
            raise JobError(f"{name}:{line}: this is no CSV: {error}.", hint) from error
        if row is None:
            return
        yield line, [cell.strip() for cell in row]


def table_of(where: str, keys: list[str], row: list[str], faults: Faults) -> Table:
    """Return the table of one row; an empty cell tells nothing."""
    if len(row) > len(keys):
        faults.add(where, "", f"The row has {len(row)} cells, the row of keys {len(keys)}.")
    told = {
        key: Told(value=value_of(key, cell), where=where)
        for key, cell in zip(keys, row, strict=False)
        if cell and key in KEYS
    }
    return checked(Table(where=where, told=told), faults, series=False)


def value_of(key: str, cell: str) -> object:
    """Return the value of a cell, or its text where it cannot be of the key's kind."""
    kind = KEYS[key].kind
    if kind == "texts":
        return [text.strip() for text in cell.split(LIST_MARK)]
    if kind == "number" and cell.isascii() and cell.isdigit() and len(cell) <= LONGEST_NUMBER:
        return int(cell)
    return CHOICES.get(cell.lower(), cell) if kind == "choice" else cell
