"""Job files in TOML and JSON, and the choice of a reader: each value with its line."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from narrator.batch.jobs.faults import Faults
from narrator.batch.jobs.keys import Sheet, Table, Told
from narrator.batch.jobs.manifest import read_csv
from narrator.batch.jobs.positions import KeyPath, json_lines, toml_lines
from narrator.batch.jobs.typed import checked
from narrator.errors import JobError
from narrator.job import must_be_setting
from narrator.nearest import did_you_mean
from narrator.toml import toml_of

MAX_BYTES = 64_000_000  # some 100,000 episodes
TOP = ("series", "episode", "$schema")
HINT = "docs/batch.md shows how a job file is written."


def read_sheet(path: Path, faults: Faults) -> Sheet:
    """Return what a job file tells, without what is wrong in it, which is kept in the faults.

    Raises JobError where the file cannot be read or is not of the kind that its name ends in.
    """
    must_be_setting(path, "job")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        kinds = ", ".join(READERS)
        raise JobError(f"{path} is no job file.", f"Its name ends in one of: {kinds}.")
    return reader(path, text_of(path), faults)


def text_of(path: Path) -> str:
    """Return the text of a job file. Raises JobError."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"Cannot read the job file {path}: {reason}."
        raise JobError(message, "Check the path.") from error
    if len(data) > MAX_BYTES:
        raise JobError(f"The job file {path} is larger than {MAX_BYTES // 10**6} MB.", HINT)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise JobError(f"{path.name}:{line}: this is not UTF-8.", "Save it as UTF-8.") from error


def read_toml(path: Path, text: str, faults: Faults) -> Sheet:
    """Return what a TOML job file tells. Raises JobError where it is no TOML."""
    try:
        content = toml_of(text)
    except ValueError as error:
        raise JobError(f"{path.name} is no TOML that can be read: {error}.", HINT) from error
    return sheet_of(path.name, content, toml_lines(text), faults)


def read_json(path: Path, text: str, faults: Faults) -> Sheet:
    """Return what a JSON job file tells. Raises JobError where it is no JSON."""
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"{path.name}:{error.lineno}: this is no JSON: {error.msg}."
        raise JobError(message, HINT) from error
    except (ValueError, RecursionError) as error:
        raise JobError(f"{path.name} is no JSON that can be read: {error}.", HINT) from error
    if not isinstance(content, dict):
        raise JobError(f"{path.name}:1: this is no JSON object.", HINT)
    lines, twice = json_lines(text)
    for key_path, line in twice:
        faults.add(f"{path.name}:{line}", str(key_path[-1]), "The key is given twice.")
    return sheet_of(path.name, content, lines, faults)


def sheet_of(
    name: str, content: Mapping[str, Any], lines: Mapping[KeyPath, int], faults: Faults
) -> Sheet:
    """Return the tables of a document; lines tells where each key stands."""
    for key in content:
        if key not in TOP:
            meant = did_you_mean(key, TOP) or "The tables are [series] and [[episode]]."
            sentence = f"There is no such key. {meant}"
            faults.add(f"{name}:{lines.get((key,), 1)}", key, sentence)
    tables = content.get("episode", [])
    if not isinstance(tables, list):
        faults.add(f"{name}:{lines.get(('episode',), 1)}", "episode", "This is no list of tables.")
        tables = []
    return Sheet(
        series=table_of(name, content.get("series", {}), ("series",), lines, faults),
        episodes=tuple(
            table_of(name, table, ("episode", number), lines, faults)
            for number, table in enumerate(tables)
        ),
    )


def table_of(
    name: str, table: object, path: KeyPath, lines: Mapping[KeyPath, int], faults: Faults
) -> Table:
    """Return one table with the line of each value; what the lines lack stands on its table's."""
    line = lines.get(path, 1)
    if not isinstance(table, dict):
        faults.add(f"{name}:{line}", str(path[0]), "This is no table.")
        table = {}
    told = {
        key: Told(value=value, where=f"{name}:{lines.get((*path, key), line)}")
        for key, value in table.items()
    }
    found = Table(where=f"{name}:{line}", told=told)
    return checked(found, faults, series=path == ("series",))


READERS: Mapping[str, Callable[[Path, str, Faults], Sheet]] = {
    ".toml": read_toml,
    ".json": read_json,
    ".csv": read_csv,
    ".tsv": read_csv,
}
