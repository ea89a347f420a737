"""Measure narrator's speed and memory against FastDub and plain ffmpeg; docs/speed.md tells how.

    python bench/run.py [--only 1,2] [--minutes 50] [--runs 3] [--json]

Prints a table; exit code 1 where a figure is beyond its limit. What it makes stays in bench/.work.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from statistics import median

from items import ITEMS, Row, Settings
from material import WORK
from measure import CommandFailedError

HEAD = "| item | what | wanted | measured | held | medians |"
FEWEST_RUNS = 3


def main() -> int:
    """Measure, print, and return the exit code."""
    asked = arguments(sys.argv[1:])
    WORK.mkdir(exist_ok=True)
    facts = machine()
    print(" · ".join(facts.values()), file=sys.stderr, flush=True)
    settings = Settings(minutes=asked.minutes, runs=asked.runs)
    try:
        rows = list(shown(measured_rows(asked.only, settings), as_json=asked.json))
    except CommandFailedError as error:
        print(error, file=sys.stderr)
        return 2
    if asked.json:
        figures = {"minutes": asked.minutes, "rows": [as_object(row) for row in rows]}
        print(json.dumps({"machine": facts, **figures}, indent=1))
    return 0 if all(row.held for row in rows) else 1


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """Return the arguments."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--only", type=items, default=tuple(ITEMS), metavar="1,2")
    parser.add_argument("--minutes", type=float, default=50, help="less for a trial (default 50)")
    parser.add_argument("--runs", type=int, default=FEWEST_RUNS, help="of each side (default 3)")
    parser.add_argument("--json", action="store_true", help="print the figures of every run")
    return parser.parse_args(given)


def items(given: str) -> tuple[int, ...]:
    """Return the numbers of items in "1,2"."""
    numbers = tuple(int(each) for each in given.split(","))
    if not set(numbers) <= set(ITEMS):
        raise argparse.ArgumentTypeError(f"the items are {', '.join(map(str, ITEMS))}")
    return numbers


def measured_rows(numbers: Iterable[int], settings: Settings) -> Iterator[Row]:
    """Yield the rows of items as they are measured."""
    for number in numbers:
        yield from ITEMS[number](settings)


def shown(rows: Iterable[Row], *, as_json: bool) -> Iterator[Row]:
    """Pass rows on, printing each as a line of the table unless JSON is wanted at the end."""
    table = sys.stderr if as_json else sys.stdout
    print(HEAD, "|" + "---|" * (HEAD.count("|") - 1), sep="\n", file=table, flush=True)
    for row in rows:
        print(line_of(row), file=table, flush=True)
        yield row


def line_of(row: Row) -> str:
    """Return a row of the table."""
    medians = ", ".join(f"{name} {median(values):.3g}" for name, values in row.runs.items())
    wanted, value = (f"{each:.3g} {row.unit}".strip() for each in (row.limit, row.value))
    cells = [str(row.item), row.what, f"≤ {wanted}", value, "yes" if row.held else "NO", medians]
    return f"| {' | '.join(cells)} |"


def as_object(row: Row) -> dict[str, object]:
    """Return a row with all its figures."""
    names = ("item", "what", "value", "limit", "unit", "runs", "held")
    return {name: getattr(row, name) for name in names}


def machine() -> dict[str, str]:
    """Return what has to be known of the machine to read the figures."""
    load = os.getloadavg()[0]
    return {
        "date": datetime.now(tz=UTC).date().isoformat(),
        "cores": f"{len(os.sched_getaffinity(0))} cores",
        "load": f"load {load:.1f} before the first run",
        "python": f"Python {platform.python_version()}",
    }


if __name__ == "__main__":
    sys.exit(main())
