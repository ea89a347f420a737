"""The as-spoken script as CSV and XLSX: whole, safe to open, the same in both."""

import csv
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.model import Delivery, Rendering
from narrator.readers.sheet.columns import COLUMNS
from narrator.readers.sheet.guard import guarded, unguarded
from narrator.writers import spoken_csv, spoken_xlsx

Build = Callable[..., Rendering]
SAID = [("Rope Walk Laundry", 1_510, 3_500, 0), ("The end", 61_000, 62_990, 500)]


def csv_rows(made: Rendering) -> list[dict[str, str]]:
    """Return the rows as Python's own reader of CSV sees them."""
    text = spoken_csv.write(made)
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def workbook(made: Rendering) -> Any:  # noqa: ANN401 - openpyxl has no types
    """Return the workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(spoken_xlsx.write(made)))


def test_a_row_tells_what_is_said_when_how_and_what_became_of_it(rendering_of: Build) -> None:
    """Placed and omitted, in timecode and in seconds."""
    delivery = Delivery(start_ms=36_000_000, frame_rate="25")
    first, second, third = csv_rows(rendering_of(SAID, omitted=["Lost"], delivery=delivery,
                                                 length_ms=90_000))  # fmt: skip
    assert list(first) == list(COLUMNS)
    wanted = {
        "id": "n1", "status": "spoken", "tag": "caption", "cue in": "10:00:01:13",
        "cue out": "10:00:03:13", "spoken in": "10:00:01:13", "spoken in s": "1.510",
        "spoken out s": "3.500", "shown text": "ROPE WALK LAUNDRY",
        "spoken text": "Rope Walk Laundry", "voice": "joe", "rate wpm": "176",
        "fit": "starts with its cue; faster", "event": "u1", "frame rate": "25 fps",
        "start timecode": "10:00:00:00", "narrations": "3",
    }  # fmt: skip
    assert {column: first[column] for column in wanted} == wanted
    assert (second["spoken in s"], second["spoken out s"]) == ("61.000", "63.490")
    assert (third["status"], third["fit"], third["spoken in"]) == ("omitted", "no time for it", "")


def test_the_csv_is_as_excel_and_rfc_4180_want_it(rendering_of: Build) -> None:
    """A byte order mark, CRLF, quotes round a cell of two lines."""
    made = rendering_of([('say "no",\nnever', 0, 1_000, 0)])
    raw = spoken_csv.write(made).encode()
    assert raw.startswith(b"\xef\xbb\xbfid,status,")
    assert raw.endswith(b"\r\n")
    assert b'"say ""no"",\nnever"' in raw
    assert csv_rows(made)[0]["spoken text"] == 'say "no",\nnever'


HOSTILE = ("=1+1", "+49", "-- no", "@SUM(A1)", "\t=1", "\n=1", " =1", "＝1", "'quoted'", "'=1")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_computed(rendering_of: Build, text: str) -> None:
    """An apostrophe in CSV, a cell of text in XLSX; the text itself is kept."""
    made = rendering_of([(text, 0, 1_000, 0)])
    cell = csv_rows(made)[0]["spoken text"]
    assert cell == f"'{text}"
    assert unguarded(cell) == text
    sheet = workbook(made).active
    written = sheet.cell(2, COLUMNS.index("spoken text") + 1)
    assert written.data_type == "s"
    assert written.quotePrefix


@settings(deadline=None)
@given(st.text(max_size=8) | st.text(st.sampled_from("'=+-@ a\t\r\n"), max_size=6))
def test_what_is_guarded_comes_back(text: str) -> None:
    """Whatever it is; and what is guarded begins with no sign that is computed."""
    assert unguarded(guarded(text)) == text
    assert not guarded(text).lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))


def test_the_workbook_can_be_read_with_a_screen_reader(rendering_of: Build) -> None:
    """A titled document, one named table, a header row that stays and that JAWS knows by name."""
    book = workbook(rendering_of(SAID, length_ms=90_000, language="de"))
    assert book.sheetnames == ["As spoken"]
    assert book.properties.title == "Tide & Rope"
    assert book.custom_doc_props["Language"].value == "de"
    sheet = book.active
    assert sheet.freeze_panes == "B2"
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    (table,) = sheet.tables.values()
    assert (table.name, table.headerRowCount or 1, table.ref) == ("AsSpoken", 1, "A1:Y3")
    assert "ColumnTitle" in book.defined_names
    cell = sheet.cell(2, COLUMNS.index("spoken text") + 1)
    assert (cell.alignment.wrap_text, cell.number_format) == (True, "@")
    assert sheet.column_dimensions["K"].width > 45
    assert sheet.print_title_rows == "$1:$1"


def test_both_hold_the_same(rendering_of: Build) -> None:
    """Cell by cell; numbers are numbers in the workbook."""
    made = rendering_of(SAID, omitted=["Lost"], length_ms=90_000)
    sheet = workbook(made).active
    for line, row in enumerate(csv_rows(made), 2):
        for at, column in enumerate(COLUMNS, 1):
            value, text = sheet.cell(line, at).value, unguarded(row[column])
            if isinstance(value, int | float):
                assert value == float(text)
            else:
                assert (value or "") == text


def test_the_same_rendering_gives_the_same_workbook(rendering_of: Build) -> None:
    """No time of making in it."""
    made = rendering_of(SAID, length_ms=90_000)
    assert spoken_xlsx.write(made) == spoken_xlsx.write(made)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text(max_size=20), max_size=3))
def test_any_text_gives_tables_that_are_read(rendering_of: Build, texts: list[str]) -> None:
    """Without a row less."""
    made = rendering_of([(t, 2_000 * n, 2_000 * n + 900, 0) for n, t in enumerate(texts)])
    assert [row["id"] for row in csv_rows(made)] == [f"n{n}" for n in range(1, len(texts) + 1)]
    sheet = workbook(made).active
    assert [sheet.cell(n, 1).value for n in range(2, len(texts) + 2)] == [
        f"n{n}" for n in range(1, len(texts) + 1)
    ]
