"""The as-spoken script, as Python's csv and openpyxl read it."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from platform import python_version

import openpyxl
from asking import Reader, demand, package
from result import Result

AGREED = "a row for each narration, spoken or omitted, with its times; as in the cue sheet"


def by_csv(result: Result, path: Path) -> str:
    """Ask Python's reader."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return agreed(result, csv.DictReader(file, strict=True))


def by_openpyxl(result: Result, path: Path) -> str:
    """Ask openpyxl, which shows formulas as such."""
    sheet = openpyxl.load_workbook(path).active
    head, *lines = sheet.iter_rows()
    formulas = [cell.coordinate for line in lines for cell in line if cell.data_type == "f"]
    demand("formulas", formulas, [])
    names = [cell.value for cell in head]
    rows = (dict(zip(names, (cell.value for cell in line), strict=True)) for line in lines)
    return f"{agreed(result, rows)}; no formulas"


def agreed(result: Result, rows: Iterable[Mapping[str, object]]) -> str:
    """Hold the rows to the cue sheet."""
    table = list(rows)
    spoken = {
        str(row["id"]): (float(str(row["spoken in s"])), float(str(row["spoken out s"])))
        for row in table if row["status"] == "spoken"
    }  # fmt: skip
    demand("spoken", spoken, {each.id: (each.start, each.end) for each in result.said})
    omitted = sorted(str(row["id"]) for row in table if row["status"] == "omitted")
    demand("omitted", omitted, sorted(each["id"] for each in result.sheet["omitted"]))
    return AGREED


READERS = (
    Reader(files=("spoken.csv",), tool=lambda: f"csv of Python {python_version()}", ask=by_csv),
    Reader(files=("spoken.xlsx",), tool=package("openpyxl"), ask=by_openpyxl),
)
