"""DAPT documents, as the tools in dapt.py judge them.

NARRATOR_DAPT_NOTE says of the validators named in the environment what they are, where they are
not as published; it stands beside their names in the table.
"""

import os
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path

from asking import Absent, Reader, Wrong
from dapt import ABSENT, by_schema, by_ttconv, by_validator
from result import Result

_GOOD = ("valid", "read: ")
_TIMES_DIFFER = "other times"


def judged(ask: Callable[[Path], str], _: Result, path: Path) -> str:
    """Return what a tool says of a valid document."""
    said = ask(path)
    if said.startswith(ABSENT):
        raise Absent(said.removeprefix(ABSENT).removeprefix(": ") or "not named")
    if not said.startswith(_GOOD) or _TIMES_DIFFER in said:
        raise Wrong(said)
    return said


def noted(name: str) -> str:
    """Return a validator's name, with what the environment says of it."""
    note = os.environ.get("NARRATOR_DAPT_NOTE")
    return f"{name}; {note}" if note else name


FILES = ("script.dapt.xml",)
READERS = (
    Reader(
        files=FILES,
        tool=lambda: noted(f"W3C XSD by xmlschema {version('xmlschema')}"),
        ask=partial(judged, by_schema),
    ),
    Reader(
        files=FILES,
        tool=lambda: noted("BBC ttml-validator"),
        ask=partial(judged, by_validator),
    ),
    Reader(files=FILES, tool=lambda: f"ttconv {version('ttconv')}", ask=partial(judged, by_ttconv)),
)
