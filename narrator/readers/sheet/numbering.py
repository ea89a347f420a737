"""Which narrations a sheet was written with, in one cell: "17", or "17 n6:3" with n6 in parts."""

import re
from collections import Counter
from collections.abc import Sequence

from narrator.readers.sheet.table import MOST_ROWS

TOLD = re.compile(r"(\d{1,8})((?: n\d{1,8}:\d{1,8})*)", re.ASCII)


def counted(ids: Sequence[str]) -> int | str:
    """Return how many narrations there are, and of how many parts each is that is in parts."""
    parts = Counter(number for number, _, part in (each.partition("-") for each in ids) if part)
    whole = {each.partition("-")[0] for each in ids}
    if not parts:
        return len(whole)
    return " ".join([str(len(whole)), *(f"{n}:{count}" for n, count in parts.items())])


def ids_of(told: str) -> list[str]:
    """Return the ids of the narrations. Raises ValueError where that is no count of them."""
    match = TOLD.fullmatch(told)
    if match is None:
        raise ValueError("no count of narrations")
    pairs = (each.split(":") for each in match[2].split())
    parts = {number: int(count) for number, count in pairs}
    if int(match[1]) + sum(parts.values()) > MOST_ROWS:
        raise ValueError(f"more than {MOST_ROWS} narrations")
    return [
        each
        for number in (f"n{n}" for n in range(1, int(match[1]) + 1))
        for each in ([f"{number}-{part}" for part in range(1, parts[number] + 1)]
                     if number in parts else [number])
    ]  # fmt: skip
