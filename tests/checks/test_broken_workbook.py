"""The as-spoken workbook, broken on purpose: it has to say what the cue sheet says."""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from narrator.checks.finding import CheckFinding

Found = Callable[..., Mapping[str, Sequence[CheckFinding]]]

NAME = "spoken.xlsx"


def changed(path: Path, column: str, value: object, *, row: int = 2) -> None:
    """Put a value into the workbook: in the first row below the header, where no other is told."""
    book = load_workbook(path)
    sheet: Any = book.active
    (at,) = (cell.column for cell in sheet[1] if cell.value == column)
    assert sheet.cell(row, at).value != value
    sheet.cell(row, at).value = value
    book.save(path)


@pytest.mark.parametrize(
    ("column", "value", "measured", "wanted"),
    [
        ("spoken in s", 1.25, "1.250 to 2.509", "1.000 to 2.509"),
        ("spoken out s", 2.0, "1.000 to 2.000", "1.000 to 2.509"),
        ("spoken text", "Harbour square", "Harbour square", "Harbour street, nineteen twenty-one"),
        ("status", "omitted", 2, 3),
    ],
)
def test_a_workbook_that_tells_otherwise(  # noqa: PLR0913, PLR0917 - what is broken, and fixtures
    column: str, value: object, measured: object, wanted: object, result: Path, found_in: Found
) -> None:
    """Another time, other words, a narration fewer."""
    changed(result / NAME, column, value)
    (told,) = found_in(result)["texts-differ"]
    assert (told.file, told.measured, told.wanted, told.blocks) == (NAME, measured, wanted, True)


@pytest.mark.parametrize("value", ["=1+1", "soon", "nan", "1e999", None])
def test_a_time_that_is_none(value: str | None, result: Path, found_in: Found) -> None:
    """A formula, a word, no number, one without end, nothing: the workbook cannot be read."""
    changed(result / NAME, "spoken in s", value)
    (told,) = found_in(result)["file-unreadable"]
    assert (told.file, told.blocks) == (NAME, True)


def test_a_workbook_that_is_a_csv_file(result: Path, found_in: Found) -> None:
    """It is what its name says or it is damaged."""
    (result / NAME).write_bytes((result / "spoken.csv").read_bytes())
    (told,) = found_in(result)["file-unreadable"]
    assert "no workbook" in told.message


def test_a_workbook_that_unpacks_to_more_than_a_sheet(result: Path, found_in: Found) -> None:
    """A small file that would fill the memory is not unpacked."""
    with zipfile.ZipFile(result / NAME, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(80 << 20))
    (told,) = found_in(result)["file-unreadable"]
    assert "unpacks to more" in told.message
