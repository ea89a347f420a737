"""Reckon the tables of docs/scale.md anew, from the constants in it and from measured ones.

    python bench/batch.py --json > figures.json
    python bench/scale.py [figures.json] [--write]

Prints both tables, or with --write puts them into the guide. What figures.json does not have stays
as it is there.
"""

import argparse
import json
import math
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

GUIDE = Path(__file__).resolve().parent.parent / "docs" / "scale.md"
HOURS, PROCESSORS = 100_000, 16
MONTH_H, NIGHT_H = 720, 10
MEASURED = {  # sign in the guide: the constants of batch.py, the largest of which counts
    "c": ("c",),
    "C": ("C",),
    "m": ("m of c", "m of C", "m of c'"),
    "j": ("j",),
    "k": ("k",),
    "u": ("u",),
    "d": ("d",),
    "o": ("o of c",),
    "o'": ("o of c'",),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Constant:
    """A line of the guide's first table: sign, what it is, its value with a unit, where from."""

    sign: str
    what: str
    value: float
    unit: str
    source: str

    def line(self) -> str:
        """Return the line."""
        value = f"{self.value:.3g} {self.unit}".strip()
        return f"| *{self.sign}* | {self.what} | {value} | {self.source} |"


def constants_of(guide: str) -> dict[str, Constant]:
    """Return the constants of the guide by their signs."""
    found = {}
    for line in block(guide, "constants").splitlines()[2:]:
        sign, what, value, source = (cell.strip() for cell in line.strip("|").split(" | "))
        number, _, unit = value.partition(" ")
        sign = sign.strip("|* ")
        found[sign] = Constant(
            sign=sign, what=what, value=float(number), unit=unit, source=source.strip("| ")
        )
    return found


def with_measured(
    constants: Mapping[str, Constant], figures: Mapping[str, Mapping[str, object]]
) -> dict[str, Constant]:
    """Return constants with those that were measured."""
    told, source = figures["constants"], f"`make bench-batch`, {figures['machine']['date']}"
    found = dict(constants)
    for sign, names in MEASURED.items():
        values = [float(str(told[name])) for name in names if name in told]
        if values:
            found[sign] = replace(constants[sign], value=max(values), source=source)
    return found


def reckoned(constants: Mapping[str, Constant]) -> Iterator[tuple[str, str, str, str]]:
    """Yield the lines of the second table: what, formula, for captions, for all cues."""
    v = {sign: constant.value for sign, constant in constants.items()}
    episodes = HOURS * 60 / v["e"]
    stored, packed = HOURS * v["o"], HOURS * v["o'"]
    hours = {sign: HOURS * v[sign] * v["d"] / (3600 * v["u"]) for sign in "cC"}
    machines = {sign: math.ceil(hours[sign] / (PROCESSORS * NIGHT_H)) for sign in "cC"}
    done = {sign: PROCESSORS * v["u"] * 3600 / (v[sign] * v["d"]) for sign in "cC"}

    def line(what: str, formula: str, form: str, c: float, all_: float) -> tuple[str, ...]:
        return (what, formula, form.format(c), form.format(all_))

    both = v["i"] + v["o"]
    yield from (  # type: ignore[misc]
        line("processor hours", "*H c d* / (3600 *u*)", "{:,.0f}", hours["c"], hours["C"]),
        line("machines of 16 processors for one month (720 h)", "/ (16 × 720)", "{:.0f}",
             *(math.ceil(hours[sign] / (PROCESSORS * MONTH_H)) for sign in "cC")),
        line("the same for one night (10 h)", "/ (16 × 10)", "{:.0f}", *machines.values()),
        line("memory of such a machine", "16 *m*", "{:.1f} GB", *[PROCESSORS * v["m"]] * 2),
        line("processors' cost", "× *p*", "{:,.0f}", *(hours[sign] * v["p"] for sign in "cC")),
        line("read from the store", "*H i*", "{:.0f} TB", *[HOURS * v["i"] / 1000] * 2),
        line("written to the store", "*H o*", "{:.0f} TB", *[stored / 1000] * 2),
        line("the same with FLAC", "*H o'*", "{:.0f} TB", *[packed / 1000] * 2),
        line("a night's machines: time to move all", "*H* (*i* + *o*) / (machines × *b*)",
             "{:.0f} h", *(HOURS * both / (machines[sign] * v["b"] * 3600) for sign in "cC")),
        line("programme that one machine does in an hour", "16 *u* × 3600 / (*c d*)",
             "{:,.0f} h", *done.values()),
        line("what it moves meanwhile", "× (*i* + *o*) / 3600", "{:.2f} GB/s",
             *(done[sign] * both / 3600 for sign in "cC")),
        line("storage a month", "*H o s*", "{:,.0f}", *[stored * v["s"]] * 2),
        line("the same with FLAC", "*H o' s*", "{:,.0f}", *[packed * v["s"]] * 2),
        line("all sent out of the store's network", "*H* (*i* + *o*) *n*", "{:,.0f}",
             *[HOURS * both * v["n"]] * 2),
        line("overhead of jobs", "*E j*", "{:.2f} h", *[episodes * v["j"] / 3600] * 2),
        line("all decided again, on one machine's disk", "*E k*", "{:.0f} s",
             *[episodes * v["k"]] * 2),
    )  # fmt: skip


def tables(constants: Mapping[str, Constant]) -> dict[str, str]:
    """Return both tables by their names."""
    first = ["| sign | constant | value | from |", "|---|---|---|---|"]
    second = ["| what | formula | captions | all cues |", "|---|---|---|---|"]
    first += [constant.line() for constant in constants.values()]
    second += [f"| {' | '.join(cells)} |" for cells in reckoned(constants)]
    return {"constants": "\n".join(first), "reckoned": "\n".join(second)}


def block(guide: str, name: str) -> str:
    """Return what stands between two marks of the guide."""
    return guide.partition(f"<!-- {name} -->\n")[2].partition(f"\n<!-- end of {name} -->")[0]


def main(given: Sequence[str]) -> int:
    """Print the tables, or write them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("figures", nargs="?", type=Path)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args(given)
    guide = GUIDE.read_text(encoding="utf-8")
    constants = constants_of(guide)
    if asked.figures:
        constants = with_measured(constants, json.loads(asked.figures.read_text(encoding="utf-8")))
    for name, table in tables(constants).items():
        marks = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- end of {name} -->)", re.DOTALL)
        guide = marks.sub(lambda found, table=table: found[1] + table + found[2], guide)  # type: ignore[misc]
        if not asked.write:
            print(table, end="\n\n")
    if asked.write:
        GUIDE.write_text(guide, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
