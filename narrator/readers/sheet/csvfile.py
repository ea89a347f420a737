"""A sheet from a CSV file, as narrator wrote it or as a spreadsheet saved it.

Format: RFC 4180. Excel saves in the system's code page, and with semicolons where the comma is the
decimal sign; both are read, and listed as repairs.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace

from narrator.errors import UnreadableInputError
from narrator.readers.decoding import decode
from narrator.readers.repairs import repaired
from narrator.readers.sheet.guard import unguarded
from narrator.readers.sheet.table import HINT, Table, known_columns, table_of

DELIMITERS = (",", ";", "\t")
HEAD_CHARACTERS = 8192  # a sheet's header has 300
EXCEL_SAYS = "sep="  # a line of its own above the header


def read_csv(data: bytes, name: str) -> Table:
    """Return the table. Raises UnreadableInputError where it is none of a sheet's."""
    text, repairs = decode(data, name=name)
    if text.startswith(EXCEL_SAYS):
        text = text.partition("\n")[2]
    delimiter = delimiter_of(text)
    table = table_of(lines_of(text, delimiter, name), name)
    if delimiter != ",":
        what = "tabs" if delimiter == "\t" else "semicolons"
        repairs += (repaired("delimiter", "file", what, "read as the marks between cells"),)
    return replace(table, repairs=(*repairs, *table.repairs))


def delimiter_of(text: str) -> str:
    """Return the mark that parts the header into the most columns of a sheet."""
    head = text[:HEAD_CHARACTERS].partition("\n")[0]
    return max(DELIMITERS, key=lambda mark: known_columns(next(csv.reader([head], delimiter=mark))))


def lines_of(text: str, delimiter: str, name: str) -> Iterator[Sequence[str]]:
    """Yield the records. Raises UnreadableInputError for broken quotes."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        try:
            line = next(reader, None)
        except csv.Error as error:
            where = f"{name}, line {reader.line_num}"
            raise UnreadableInputError(f"{where}: {error}.", HINT) from error
        if line is None:
            return
        yield [unguarded(cell) for cell in line]
