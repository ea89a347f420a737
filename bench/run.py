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

from items import ITEMS, Settings
from material import WORK
from measure import CommandFailedError
from rows import Row, numbers_of, shown

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
        figures = {"minutes": asked.minutes, "rows": [row.as_object() for row in rows]}
        print(json.dumps({"machine": facts, **figures}, indent=1))
    return 0 if all(row.held for row in rows) else 1


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """Return the arguments."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--only", type=numbers_of(ITEMS), default=tuple(ITEMS), metavar="1,2")
    parser.add_argument("--minutes", type=float, default=50, help="less for a trial (default 50)")
    parser.add_argument("--runs", type=int, default=FEWEST_RUNS, help="of each side (default 3)")
    parser.add_argument("--json", action="store_true", help="print the figures of every run")
    return parser.parse_args(given)


def measured_rows(numbers: Iterable[int], settings: Settings) -> Iterator[Row]:
    """Yield the rows of items as they are measured."""
    for number in numbers:
        yield from ITEMS[number](settings)


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
