"""The page report.html, as axe-core in Chromium finds it."""

from pathlib import Path

from asking import Reader, demand
from chromium import SIZES, axe_tool, violations
from result import Result


def by_axe(_: Result, path: Path) -> str:
    """Ask axe-core, with all its rules."""
    demand("violations", violations(path), [])
    return f"no violations at {' and '.join(SIZES)} width, light and dark"


READERS = (Reader(files=("report.html",), tool=axe_tool, ask=by_axe),)
