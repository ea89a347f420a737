"""AD_descriptors in a row, read back by what ETSI TS 101 154 Annex E says, and their index."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from narrator.checks.bounds import bounded
from narrator.control.constants import MUTED
from narrator.control.descriptor import SIZE, decoded
from narrator.errors import UnreadableInputError

Bytes = NDArray[np.uint8]

COLUMNS = ("number", "pts", "seconds", "timecode", "fade_db", "descriptor")


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class DescriptorStream:
    """The descriptors of a stream, those that are none included.

    fades are their bytes, and MUTED where there is none; faulty are the numbers of those that are
    none, steered of those that pan the voice or set a gain for some of the channels. versions are
    all that occur. spare_bytes stand after the last whole one.
    """

    name: str
    raw: bytes
    fades: Bytes
    faulty: tuple[int, ...]
    steered: tuple[int, ...]
    versions: frozenset[int]
    spare_bytes: int


def read_descriptors(path: Path) -> DescriptorStream:
    """Return the descriptors of a stream. Raises UnreadableInputError where it is too large."""
    bounded(path)
    raw = path.read_bytes()
    fades = np.full(len(raw) // SIZE, MUTED, np.uint8)
    faulty, steered, versions = [], [], set()
    for number in range(len(fades)):
        try:
            found = decoded(raw[number * SIZE : (number + 1) * SIZE])
        except ValueError:
            faulty.append(number)
            continue
        fades[number] = found.fade
        versions.add(int(found.version))
        if found.pan or any(found.gains or ()):
            steered.append(number)
    return DescriptorStream(
        name=path.name,
        raw=raw,
        fades=fades,
        faulty=tuple(faulty),
        steered=tuple(steered),
        versions=frozenset(versions),
        spare_bytes=len(raw) % SIZE,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Indexed:
    """The rows of an index, each as long as COLUMNS."""

    name: str
    rows: tuple[tuple[str, ...], ...]


def read_index(path: Path) -> Indexed:
    """Return the rows of an index. Raises UnreadableInputError where it is none."""
    bounded(path)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return Indexed(name=path.name, rows=tuple(_rows(csv.reader(file))))
    except (OSError, ValueError, csv.Error) as error:
        raise UnreadableInputError(f"{path.name} is no index of descriptors: {error}.") from error


def _rows(lines: Iterator[list[str]]) -> Iterator[tuple[str, ...]]:
    if tuple(next(lines, [])) != COLUMNS:
        raise ValueError(f"its columns are not {', '.join(COLUMNS)}")
    for line in lines:
        if len(line) != len(COLUMNS):
            raise ValueError(f"row {len(line)} cells wide")
        yield tuple(line)
