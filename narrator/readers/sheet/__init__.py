"""Read a script from the as-spoken sheet: CSV or XLSX, as written, edited, or made by hand.

A row is one narration or one unit that is not narrated; what its columns mean stands in
docs/deliverables.md. What was spoken when is a result and is found anew. Every wrong value is told
by row and column, all in one go.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from narrator.errors import UnreadableInputError
from narrator.model import Repair, Script
from narrator.readers.decoding import MAX_BYTES
from narrator.readers.repairs import repaired
from narrator.readers.sheet.csvfile import delimiter_of, read_csv
from narrator.readers.sheet.facts import facts_of
from narrator.readers.sheet.rows import Read
from narrator.readers.sheet.table import HINT, Row, Table, known_columns, refuse_if_any
from narrator.readers.sheet.workbook import read_workbook

SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm")
ARCHIVE = b"PK\x03\x04"
HEAD_BYTES = 8192
FEW = 3  # columns of a sheet that no other text has side by side


def is_script(path: Path) -> bool:
    """Whether the file is a sheet by its name, or by its first kilobytes."""
    if path.suffix.lower() in SUFFIXES:
        return True
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if head.startswith(ARCHIVE):
        return b"[Content_Types].xml" in head and b"xl/" in head
    first = head.decode("utf-8-sig", "replace").partition("\n")[0]
    return known_columns(first.split(delimiter_of(first))) >= FEW


def read_script(path: Path) -> Script:
    """Return the script in a sheet. Its times count from the start timecode that it tells.

    Raises UnreadableInputError where it is none, or where values are wrong.
    """
    table = table_in(path)
    facts, faults = facts_of(table.rows)
    read = Read()
    for row in table.rows:
        read.take(row, facts)
    refuse_if_any(path.name, table.faults, faults, read.faults)
    if not read.units:
        raise UnreadableInputError(f"{path.name} holds no row with a text.", HINT)
    first = next((unit.language for unit in read.units if unit.language), None)
    return Script(
        title=facts.title or path.stem,
        language=facts.language or first or "en",
        units=tuple(read.units),
        timing=facts.timing,
        repairs=(*table.repairs, *read.repairs, *deleted(table.rows, facts.narrations)),
        start_ms=facts.start_ms,
    )


def table_in(path: Path) -> Table:
    """Return the table in a file of either kind."""
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnreadableInputError(f"{path.name} is larger than {MAX_BYTES // 2**20} MiB.", HINT)
    read = read_workbook if data.startswith(ARCHIVE) else read_csv
    return read(data, path.name)


def deleted(rows: Sequence[Row], narration_ids: Iterable[str]) -> Iterator[Repair]:
    """List the narrations whose rows were deleted: they are left out on purpose."""
    kept = {row.cell("id").strip() for row in rows}
    for narration_id in narration_ids:
        if narration_id not in kept:
            yield repaired("deleted-row", narration_id, "its row was deleted", "left out")
