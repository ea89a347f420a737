"""TOML texts, parsed by Python's own parser, but none that would keep it at work for minutes."""

import re
import tomllib
from typing import Any

MOST_PARTS = 128  # of a dotted key; tomllib takes time by their number squared
_PART = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_TOKEN = re.compile(
    rf"""
    \#[^\n]*+
    | \"{{3}}(?:[^"\\]|\\.|"(?!""))*+"{{3,5}}+
    | '{{3}}(?:[^']|'(?!''))*+'{{3,5}}+
    | (?P<deep>{_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{MOST_PARTS}}})
    | {_PART}
    """,
    re.DOTALL | re.VERBOSE,
)


def toml_of(text: str) -> dict[str, Any]:
    """Return what a TOML text holds.

    Raises ValueError where it is no TOML, is nested too deeply, or has a key of more than
    MOST_PARTS parts with dots between them, which no file of narrator's has.
    """
    deep = next((token for token in _TOKEN.finditer(text) if token["deep"]), None)
    if deep:
        line = text.count("\n", 0, deep.start()) + 1
        raise ValueError(f"a key has more than {MOST_PARTS} parts (at line {line})")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
