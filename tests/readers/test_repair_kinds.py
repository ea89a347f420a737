"""Every kind of repair is told in docs/formats.md, and no reader has one of its own."""

import ast
from pathlib import Path
from typing import get_args

from narrator import readers
from narrator.readers.repairs import MOST_QUOTED, Kind, repaired

DOCUMENT = Path(__file__).parents[2] / "docs" / "formats.md"
READERS = Path(readers.__file__).parent


def documented() -> list[str]:
    """Return the kinds in the first column of the table under "Repairs"."""
    section = DOCUMENT.read_text(encoding="utf-8").partition("\n## Repairs\n")[2]
    rows = [line for line in section.partition("\n## ")[0].splitlines() if line.startswith("| `")]
    return [row.split("`")[1] for row in rows]


def test_every_kind_is_documented_once_and_in_order() -> None:
    """A new kind needs its row, and a row its kind."""
    assert documented() == sorted(get_args(Kind))


def test_repairs_are_made_in_one_place() -> None:
    """So that the type checker holds every reader to the kinds there are."""
    makers = {
        file.name
        for file in READERS.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Repair"
    }
    assert makers == {"repairs.py"}


def test_every_kind_is_used() -> None:
    """A kind that no reader lists is not promised."""
    source = "".join(
        file.read_text(encoding="utf-8")
        for file in READERS.rglob("*.py")
        if file.name != "repairs.py"
    )
    assert [kind for kind in get_args(Kind) if f'"{kind}"' not in source] == []


def test_a_long_quotation_is_cut_and_says_so() -> None:
    """A line of four megabytes is not listed at full length."""
    repair = repaired("stray", "line 1", "x" * 5_000, "left out")
    assert repair.before == "x" * MOST_QUOTED + "… (5000 characters)"
