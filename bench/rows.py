"""A line of a benchmark's table: a figure, the limit that it is held to, and what is behind it."""

import argparse
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from statistics import median

HEAD = "| item | what | wanted | measured | held | medians |"
RULE = "|" + "---|" * (HEAD.count("|") - 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """`value` is to be at most `limit`, or at least where `least`; None is no limit.

    runs are the figures behind it; constants those that docs/scale.md reckons with, by their sign.
    """

    item: int
    what: str
    value: float
    unit: str
    limit: float | None = None
    least: bool = False
    runs: Mapping[str, list[float]]
    constants: Mapping[str, float] = field(default_factory=dict)

    @property
    def held(self) -> bool:
        """Whether the figure is within its limit, or has none."""
        if self.limit is None:
            return True
        return self.value >= self.limit if self.least else self.value <= self.limit

    def line(self) -> str:
        """Return the row of the table."""
        medians = ", ".join(f"{name} {median(values):.4g}" for name, values in self.runs.items())
        limit = "" if self.limit is None else f"{self.limit:.3g} {self.unit}".strip()
        wanted = f"{'≥' if self.least else '≤'} {limit}" if limit else ""
        held = ("yes" if self.held else "NO") if limit else ""
        value = f"{self.value:.3g} {self.unit}".strip()
        cells = (str(self.item), self.what, wanted, value, held, medians)
        return f"| {' | '.join(cells)} |"

    def as_object(self) -> dict[str, object]:
        """Return all figures as plain values."""
        names = ("item", "what", "value", "unit", "limit", "least", "held", "runs", "constants")
        return {name: getattr(self, name) for name in names}


def shown(rows: Iterable[Row], *, as_json: bool) -> Iterator[Row]:
    """Pass rows on, printing each as a line of the table; to standard error if JSON is wanted."""
    table = sys.stderr if as_json else sys.stdout
    print(HEAD, RULE, sep="\n", file=table, flush=True)
    for row in rows:
        print(row.line(), file=table, flush=True)
        yield row


def numbers_of(known: Collection[int]) -> Callable[[str], tuple[int, ...]]:
    """Return what reads the numbers of known items in "1,2", for argparse."""

    def numbers(given: str) -> tuple[int, ...]:
        found = tuple(int(each) for each in given.split(","))
        if not set(found) <= set(known):
            raise argparse.ArgumentTypeError(f"the items are {', '.join(map(str, known))}")
        return found

    return numbers
