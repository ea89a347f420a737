"""Read a file of a person's rules (see settled.py for its form), every fault told by its place."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import regex

from narrator.errors import JobError
from narrator.model import TAGS, Tag
from narrator.segment.settled import Pattern, Settled
from narrator.toml import toml_of

KEYS = ("match", "style", "cues", "file", "tag", "not", "why")
CONDITIONS = ("match", "style", "cues")
CUES = re.compile(r"\d{1,9}-\d{1,9}|[^-,]{1,40}")
MAX_BYTES = 1_000_000
HINT = "docs/segmenter.md shows how a file of rules is written."


def load_rules(path: Path) -> tuple[Settled, ...]:
    """Return the rules of a TOML file, in order. Raises JobError where anything in it is wrong."""
    content = _parse(path)
    tables = content.get("rule", [])
    if set(content) - {"rule"} or not isinstance(tables, list):
        raise JobError(f"The rules {path} hold something else than [[rule]] tables.", HINT)
    return tuple(_rule(table, f"{path}, rule {n}") for n, table in enumerate(tables, 1))


def _parse(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise JobError(f"The rules {path} are larger than {MAX_BYTES // 10**6} MB.", HINT)
        return toml_of(data.decode("utf-8-sig"))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise JobError(f"The rules {path} cannot be read: {reason}.", HINT) from error


def _rule(table: object, where: str) -> Settled:
    if not isinstance(table, dict):
        raise JobError(f"{where} is no table.", HINT)
    for key in table:
        if key not in KEYS:
            raise JobError(f"{where} has an unknown key {key!r}.", f"Known: {', '.join(KEYS)}.")
    if not any(key in table for key in CONDITIONS):
        raise JobError(f"{where} applies to everything.", "Give it match, style or cues.")
    if ("tag" in table) == ("not" in table):
        raise JobError(f"{where} must have either tag or not.", HINT)
    return Settled(
        name=f"settled: {_text(table, 'why', where) or where}",
        match=_pattern(table, where),
        style=_text(table, "style", where),
        cues=tuple(_cues(cues, where) for cues in _list(table, "cues", where)),
        file=_text(table, "file", where) or "*",
        tag=_tag(table["tag"], where) if "tag" in table else None,
        forbids=_forbidden(table, where),
    )


def _text(table: Mapping[str, object], key: str, where: str) -> str | None:
    value = table.get(key)
    if value is None or (isinstance(value, str) and value.strip()):
        return value
    raise JobError(f"{where}: {key} is not a text.", f'Write {key} = "…"')


def _list(table: Mapping[str, object], key: str, where: str) -> list[object]:
    value = table.get(key, [])
    if isinstance(value, list) and (value or key not in table):
        return value
    raise JobError(f"{where}: {key} is not a list.", f'Write {key} = ["…", "…"]')


def _pattern(table: Mapping[str, object], where: str) -> Pattern | None:
    text = _text(table, "match", where)
    try:
        return None if text is None else regex.compile(text)
    except (regex.error, OverflowError, RecursionError, MemoryError) as error:
        hint = "In TOML, put a pattern between single quotes."
        raise JobError(f"{where}: match is no regular expression: {error}.", hint) from error


def _cues(value: object, where: str) -> str:
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    first, dash, last = text.partition("-")
    turned = dash and first.isdecimal() and last.isdecimal() and int(first) > int(last)
    if CUES.fullmatch(text) and not turned:
        return text
    raise JobError(f"{where}: {value!r} is no cue.", 'Write cues = ["12", "40-44"].')


def _tag(value: object, where: str) -> Tag:
    for tag in TAGS:
        if value == tag:
            return tag
    raise JobError(f"{where}: there is no tag {value!r}.", f"Choose one of: {', '.join(TAGS)}.")


def _forbidden(table: Mapping[str, object], where: str) -> frozenset[Tag]:
    forbidden = frozenset(_tag(tag, where) for tag in _list(table, "not", where))
    if len(forbidden) == len(TAGS):
        raise JobError(f"{where} forbids every tag.", "Leave one.")
    return forbidden
