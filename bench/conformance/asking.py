"""Asking readers that are not ours: a reader finds what it should, or says what it found."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from result import Result

Kind = Literal["good", "wrong", "not at hand"]
_SHOWN = 200  # characters of what was found


class Wrong(Exception):  # noqa: N818 - a verdict, no fault of the program
    """A reader did not find what it should."""


class Absent(Exception):  # noqa: N818 - as above
    """A reader is not at hand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """One tool, asked about the files of some usual names.

    tool tells its name and version; ask returns in words what it was found to agree on. ask
    raises Wrong where it does not agree, Absent where there is no tool, and whatever the tool
    raises at a file that it cannot read.
    """

    files: tuple[str, ...]
    tool: Callable[[], str]
    ask: Callable[[Result, Path], str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What one tool said of one file."""

    what: str
    tool: str
    kind: Kind
    words: str
    result: str


def verdicts(title: str, readers: Iterable[Reader], results: Iterable[Result]) -> Iterator[Verdict]:
    """Yield what each reader says of each of its files in each result."""
    shelf = tuple(results)
    for reader in readers:
        tool = reader.tool()
        for usual in reader.files:
            for result in shelf:
                path = result.path(usual)
                if path is not None:
                    kind, words = verdict(reader, result, path)
                    yield Verdict(what=f"{title}: `{usual}`", tool=tool, kind=kind,
                                  words=words, result=result.name)  # fmt: skip


def verdict(reader: Reader, result: Result, path: Path) -> tuple[Kind, str]:
    """Return what a reader says of one file; that it fails at the file is a verdict too."""
    try:
        return "good", reader.ask(result, path)
    except Absent as absent:
        return "not at hand", str(absent)
    except Wrong as wrong:
        return "wrong", str(wrong)
    except Exception as fault:  # noqa: BLE001 - every tool fails in its own way
        return "wrong", f"{type(fault).__name__}: {fault}"


def rows(found: Iterable[Verdict]) -> Iterator[str]:
    """Yield the rows of the table: files on which a tool says the same share one."""
    grouped: dict[tuple[str, str, Kind, str], list[str]] = {}
    for each in found:
        key = (each.what, each.tool, each.kind, each.words)
        grouped.setdefault(key, []).append(each.result)
    for (what, tool, kind, words), results in grouped.items():
        files = f"{len(results)} of `{'`, `'.join(results)}`" if kind == "wrong" else len(results)
        said = f"{kind} ({files}): {words}" if words else f"{kind} ({files})"
        yield f"| {plain(what)} | {plain(tool)} | {plain(said)} |"


def plain(text: str) -> str:
    """Return a text that a cell of the table can hold."""
    line = " ".join(text.replace("|", "/").split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def demand(what: str, found: object, wanted: object) -> None:
    """Raise Wrong where what was found is not what was wanted."""
    if found != wanted:
        raise Wrong(f"{what}: {found!r} where {wanted!r} was wanted")


def near(what: str, found: float, wanted: float, within: float) -> None:
    """Raise Wrong where a number is farther from what was wanted than it may be."""
    if not abs(found - wanted) <= within:
        raise Wrong(f"{what}: {found} where {wanted} was wanted, within {within}")


def package(name: str) -> Callable[[], str]:
    """Return what tells the name and version of a Python package."""
    return lambda: f"{name} {version(name)}"
