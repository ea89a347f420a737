"""A sheet from a workbook (XLSX), read by openpyxl within bounds.

Format: Office Open XML (ECMA-376): a ZIP archive of XML parts. An archive that unpacks to more than
a sheet can hold, or whose XML declares entities, is refused before anything is parsed; macros and
links are not looked at.
"""

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from narrator.errors import UnreadableInputError
from narrator.readers.sheet.table import (
    HINT,
    MOST_CELLS,
    MOST_ROWS,
    Fault,
    Table,
    known_columns,
    table_of,
)

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MOST_UNPACKED = 64 * 1024 * 1024
MOST_PARTS = 1_000
PICTURES = "xl/media/"  # of which an SVG may have a DTD
DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError)
DECLARATION = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)")

CONTROL = re.compile("_x00[01][0-9A-F]_")  # how a workbook spells a control character


def read_workbook(data: bytes, name: str) -> Table:
    """Return the table of the first sheet that has the columns, or else of the first sheet.

    Raises UnreadableInputError where it is damaged, hostile or no workbook.
    """
    must_be_bounded(data, name)
    from openpyxl import load_workbook  # noqa: PLC0415 - 0.2 s, which only workbooks should cost

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
        sheet = max(sheets, key=lambda sheet: known_columns(next(lines_of(sheet, []), ())))
        formulas: list[Fault] = []
        table = table_of(lines_of(sheet, formulas), name)
    except UnreadableInputError:
        raise
    except Exception as error:  # openpyxl fails in any way on a damaged part
        raise UnreadableInputError(f"{name} is a damaged workbook: {error}.", HINT) from error
    return Table(rows=table.rows, repairs=table.repairs, faults=(*table.faults, *formulas))


def must_be_bounded(data: bytes, name: str) -> None:
    """Raise UnreadableInputError unless all parts are small enough and free of declarations."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(p.file_size for p in parts) > MOST_UNPACKED:
                mib = MOST_UNPACKED // 2**20
                raise UnreadableInputError(
                    f"{name} unpacks to more than {MOST_PARTS} parts or {mib} MiB.",
                    "Give the sheet of one episode.",
                )
            for part in parts:  # a part is never unpacked beyond the size it declares
                if not part.filename.startswith(PICTURES) and DECLARATION.search(
                    archive.read(part)
                ):
                    raise UnreadableInputError(f"{name} holds a DTD, which no workbook has.", HINT)
    except DAMAGE as error:
        raise UnreadableInputError(f"{name} is no workbook: {error}.", HINT) from error


def lines_of(sheet: "ReadOnlyWorksheet", formulas: list[Fault]) -> Iterator[Sequence[str]]:
    """Yield the rows as text; what is computed is added to the formulas, by row and column."""
    sheet.reset_dimensions()  # what a file says of its size need not be so
    head: Sequence[str] = ()
    rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_CELLS)
    for number, row in enumerate(rows, 1):
        line = [text_of(cell.value) for cell in row]
        head = head or line
        for at, cell in enumerate(row):
            if cell.data_type == "f":
                column = head[at] if at < len(head) else str(at + 1)
                formulas.append(
                    Fault(row=number, column=column, what="is a formula; put its value there")
                )
        yield line


def text_of(value: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    """Return the value of a cell as the text that a person would have typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    if isinstance(value, dt.time):
        return value.isoformat("milliseconds" if value.microsecond else "seconds")
    return CONTROL.sub("", str(value))
