"""The guide to scale reckons with what it says, and takes what was measured."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"


def loaded(name: str) -> ModuleType:
    """Return a module of bench/, which is no package."""
    spec = importlib.util.spec_from_file_location(f"bench_{name}", BENCH / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look for it there
    spec.loader.exec_module(module)
    return module


scale, rows = loaded("scale"), loaded("rows")
GUIDE = scale.GUIDE.read_text(encoding="utf-8")


def test_the_guides_tables_follow_from_its_constants() -> None:
    """Nobody changes one and forgets the other."""
    tables = scale.tables(scale.constants_of(GUIDE))
    assert tables == {name: scale.block(GUIDE, name) for name in ("constants", "reckoned")}


def test_what_was_measured_takes_the_place_of_what_was_assumed() -> None:
    """The largest of several, told with its date; the rest stays."""
    before = scale.constants_of(GUIDE)
    figures = {
        "machine": {"date": "2027-01-02"},
        "constants": {"c": 36.0, "m of c": 0.25, "m of C": 0.5},
    }
    after = scale.with_measured(before, figures)
    assert (after["c"].value, after["m"].value) == (36.0, 0.5)
    assert "2027-01-02" in after["c"].source
    assert {sign for sign in after if after[sign] != before[sign]} == {"c", "m"}
    (hours,) = [line for line in scale.reckoned(after) if line[0] == "processor hours"]
    wanted = 100_000 * 36 * before["d"].value / (3600 * before["u"].value)
    assert hours[2] == f"{wanted:,.0f}"


def test_figures_that_a_benchmark_prints_are_those_that_the_guide_takes() -> None:
    """By their signs."""
    source = (BENCH / "batch.py").read_text(encoding="utf-8")
    for names in scale.MEASURED.values():
        for name in names:
            sign = name.removeprefix("m of ").removeprefix("o of ")
            assert json.dumps(sign) in source, name


@pytest.mark.parametrize(
    ("value", "limit", "least", "held"),
    [(1.9, 1.8, True, True), (1.7, 1.8, True, False), (5.0, 5.0, False, True),
     (5.1, 5.0, False, False), (9.9, None, False, True)],
)  # fmt: skip
def test_a_row_says_whether_its_limit_is_held(
    value: float, limit: float | None, *, least: bool, held: bool
) -> None:
    """At most, or at least, or without one."""
    row = rows.Row(item=1, what="x", value=value, unit="s", limit=limit, least=least, runs={})
    assert row.held is held
    assert (" NO " in row.line()) is not held
    assert json.loads(json.dumps(row.as_object()))["held"] is held
