"""The as-spoken script as a workbook for Excel and its like, which can be rendered back.

Format: Office Open XML (ECMA-376), written by XlsxWriter. For screen readers the sheet is one table
with a name, a title and a header row, which stays in view and is named for JAWS ("ColumnTitle").
Cells of text are formatted as text, so that nothing typed into them is computed.
"""

import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING

from narrator.media.files import blaming
from narrator.model import Rendering
from narrator.readers.sheet.columns import COLUMNS, EXACT
from narrator.readers.sheet.guard import is_risky
from narrator.writers.spoken import Row, rows_of

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

SHEET = "As spoken"
USUAL_WIDTH = 13
WIDTHS: Mapping[str, int] = {
    "id": 6, "shown text": 40, "spoken text": 50, "fit": 32, "title": 20,
}  # fmt: skip
NUMBERS: Mapping[str, str] = {**dict.fromkeys(EXACT, "0.000"), "rate wpm": "0", "narrations": "0"}
DESCRIPTION = "One row for each narration and each line that is not narrated, in order of time."
# A product says when nothing: the same rendering gives the same file.
MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write(rendering: Rendering) -> bytes:
    """Return the workbook: one sheet, one table."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - narrator starts without it

    stored = io.BytesIO()
    with parts_aside() as folder, Workbook(stored, {**OPTIONS, "tmpdir": folder}) as book:
        title, language = rendering.script.title, rendering.script.language
        book.set_properties({"title": title, "subject": "As-spoken script", "created": MADE})
        book.set_custom_property("Language", language)
        sheet = book.add_worksheet(SHEET)
        lay_out(book, sheet, fill(book, sheet, rows_of(rendering)))
    return stored.getvalue()


@contextmanager
def parts_aside() -> Iterator[str]:
    """Yield a folder for the parts of a workbook until it is packed. Raises OutputError."""
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415 - as above

    with blaming(Path(gettempdir())), TemporaryDirectory(prefix="narrator-") as folder:
        try:
            yield folder
        except FileCreateError as error:
            raise error.args[0] from error  # the OSError that it is made of


def fill(book: "Workbook", sheet: "Worksheet", rows: Iterable[Row]) -> int:
    """Write the cells, a text never taken for something else, and return how many rows."""
    text, guarded = text_format(book), text_format(book, quoted=True)
    numbers = {
        name: book.add_format({"num_format": form, "valign": "top"})
        for name, form in NUMBERS.items()
    }
    for at, name in enumerate(COLUMNS):
        sheet.set_column(at, at, WIDTHS.get(name, USUAL_WIDTH), numbers.get(name, text))
    line = 0
    for line, row in enumerate(rows, 1):
        for at, name in enumerate(COLUMNS):
            cell = row[name]
            if cell == "":
                continue  # the column's format is its format
            if isinstance(cell, str):
                sheet.write_string(line, at, cell, guarded if is_risky(cell) else text)
            else:
                sheet.write_number(line, at, cell, numbers.get(name, text))
    return line


def text_format(book: "Workbook", *, quoted: bool = False) -> "Format":
    """Return the format of text: as typed, wrapped, from the top."""
    return book.add_format(
        {"num_format": "@", "text_wrap": True, "valign": "top", "quote_prefix": quoted}
    )


def lay_out(book: "Workbook", sheet: "Worksheet", count: int) -> None:
    """Make the cells a table whose header stays in view, on paper too."""
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    last = max(1, count)  # a table has a row at least
    sheet.add_table(0, 0, last, len(COLUMNS) - 1, {
        "name": "AsSpoken",
        "style": "Table Style Light 1",
        "title": SHEET,
        "description": DESCRIPTION,
        "columns": [{"header": name, "header_format": head} for name in COLUMNS],
    })  # fmt: skip
    book.define_name("ColumnTitle", f"='{SHEET}'!$A$1")
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
