"""A table as read, whatever kind of file it stood in: rows of cells by their columns' names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain

from narrator.errors import UnreadableInputError
from narrator.model import Repair
from narrator.readers.repairs import repaired
from narrator.readers.sheet.columns import COLUMNS

MOST_ROWS = 100_000  # of a sheet; an episode of ten hours has some 10 000
MOST_CELLS = 200  # of a row
LIKE = 0.75
HINT = "See docs/deliverables.md for the columns of a sheet and what may stand in them."
SHEET_ERRORS = frozenset(
    ("#NAME?", "#REF!", "#VALUE!", "#N/A", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row: its number as a spreadsheet shows it, and its cells, none of them only blank."""

    number: int
    cells: Mapping[str, str]

    def cell(self, column: str) -> str:
        """Return what stands in a column, "" for nothing."""
        return self.cells.get(column, "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """A value that is wrong: where it stands, and what is wrong with it."""

    row: int
    column: str
    what: str

    def __str__(self) -> str:
        """Return the fault as a part of a sentence."""
        return f"row {self.row}, {self.column}: {self.what}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """The rows that are not blank, the repairs, and what is known to be wrong already."""

    rows: tuple[Row, ...]
    repairs: tuple[Repair, ...] = ()
    faults: tuple[Fault, ...] = ()


def table_of(lines: Iterable[Sequence[str]], name: str) -> Table:
    """Return the table of a sheet's lines, the first of which names the columns.

    Raises UnreadableInputError where a column is missing or misspelt, or there is too much.
    """
    counted = iter(enumerate(lines, 1))
    _, head = next(counted, (1, ()))
    columns = columns_of(head, name)
    rows: list[Row] = []
    faults: list[Fault] = []
    for number, line in counted:
        if number > MOST_ROWS:
            raise UnreadableInputError(f"{name} has more than {MOST_ROWS} rows.", _SPLIT)
        cells = {c: text for c, text in zip(columns, line, strict=False) if c and text.strip()}
        if cells:
            rows.append(Row(number=number, cells=cells))
        faults += faults_in(number, cells, line[len(columns) :])
    unknown = [text for text, column in zip(head, columns, strict=True) if text and not column]
    after = "a sheet has no such column: passed over"
    repairs = (repaired("column", "row 1", text, after) for text in unknown)
    return Table(rows=tuple(rows), repairs=tuple(repairs), faults=tuple(faults))


_SPLIT = "Delete the empty rows below the table, or give the sheet of one episode."


def faults_in(number: int, cells: Mapping[str, str], beyond: Sequence[str]) -> Iterator[Fault]:
    """Yield what is wrong with a row whatever its columns mean."""
    for column, text in cells.items():
        if text.strip() in SHEET_ERRORS:
            yield Fault(row=number, column=column, what=f"{text.strip()} is no value but an error")
    if any(text.strip() for text in beyond):
        yield Fault(row=number, column="last", what="there are more cells than columns")


def columns_of(head: Sequence[str], name: str) -> list[str]:
    """Return the column that each cell of the header names, "" for one that sheets do not have."""
    if len(head) > MOST_CELLS:
        raise UnreadableInputError(f"{name} has more than {MOST_CELLS} columns.", HINT)
    named = [plain(text) for text in head]
    columns = [text if text in COLUMNS else "" for text in named]
    for text in named:
        missing = [column for column in COLUMNS if column not in columns]
        like = get_close_matches(text, missing, 1, LIKE) if text not in COLUMNS else []
        if like:
            raise UnreadableInputError(f"{name} has no column {like[0]!r}, but {text!r}.", HINT)
    twice = next((column for column in columns if column and columns.count(column) > 1), None)
    if twice:
        raise UnreadableInputError(f"{name} has the column {twice!r} twice.", HINT)
    wanted = [["cue in", "cue in s"], ["spoken text", "shown text"]]
    lacking = [either for either in wanted if not set(either) & set(columns)]
    if lacking:
        told = " and ".join(f"{either[0]!r}" for either in lacking)
        raise UnreadableInputError(f"{name} lacks the column {told}.", HINT)
    return columns


def plain(text: str) -> str:
    """Return a column's name as it is compared: case, blanks and underlines do not count."""
    return " ".join(text.replace("_", " ").casefold().split())


def known_columns(head: Iterable[str]) -> int:
    """Return how many of the cells are names of columns."""
    return sum(plain(text) in COLUMNS for text in head)


def refuse_if_any(name: str, *faults: Iterable[Fault]) -> None:
    """Raise UnreadableInputError that tells every fault, or the first of very many."""
    found = sorted(set(chain(*faults)), key=lambda fault: (fault.row, fault.column))
    if not found:
        return
    told = "; ".join(map(str, found[:MOST_TOLD]))
    more = f"; and {len(found) - MOST_TOLD} more" if len(found) > MOST_TOLD else ""
    raise UnreadableInputError(f"{name}: {told}{more}.", HINT)


MOST_TOLD = 50
