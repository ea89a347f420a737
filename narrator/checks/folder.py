"""The folder of a result while it is gathered: what is in it, and what of that can be opened."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from narrator.checks.delivered import Need
from narrator.checks.sheet import HINT, CueSheet
from narrator.checks.wave import bytes_after
from narrator.errors import NarratorError, UnreadableInputError
from narrator.media.files import output_path
from narrator.text.excerpt import excerpt

_RIGHTS = "Ask for the right to list it and to open its files."
_MOST_AFTER = 16 << 20

Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True, slots=True)
class Gathering:
    """A folder while it is gathered: what could not be read, and what is lacking, and why."""

    folder: Path
    sheet: CueSheet
    unreadable: dict[str, str] = field(default_factory=dict)
    lacks: dict[Need, str] = field(default_factory=dict)

    def name(self, usual: str) -> str | None:
        """Return what a file is called, None where there is none such, or it cannot be read."""
        name = self.sheet.head.files.get(usual)
        is_there = name is not None and (self.folder / name).is_file()
        return name if is_there and name not in self.unreadable else None

    def read(self, name: str, reader: Callable[[Path], Value]) -> Value | None:
        """Return what a reader makes of a file, None where it cannot, and remember why."""
        try:
            return reader(self.folder / name)
        except (NarratorError, OSError, ValueError) as error:
            self.unreadable[name] = str(error) or type(error).__name__
        return None

    def product(self, usual: str, reader: Callable[[Path], Value]) -> Value | None:
        """Return what a reader makes of a product, None where there is none or it cannot."""
        name = self.name(usual)
        return self.read(name, reader) if name else None


def present_in(folder: Path) -> frozenset[str]:
    """Return the names of the files in a folder. Raises UnreadableInputError."""
    try:
        if not folder.is_dir():
            raise UnreadableInputError(f"{folder} is no folder.", HINT)
        return frozenset(path.name for path in folder.iterdir() if path.is_file())
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"The folder {folder} cannot be read: {reason}."
        raise UnreadableInputError(message, _RIGHTS) from error


def must_stay_within(folder: Path, names: Iterable[str]) -> None:
    """Raise UnreadableInputError for a name that is not that of a file in the folder."""
    for name in names:
        try:
            output_path(folder, name)
        except NarratorError as error:
            cause = error.__cause__
            why = cause.strerror if isinstance(cause, OSError) else error.message
            message = f"The cue sheet names what is not in its folder, {excerpt(repr(name))}: {why}"
            raise UnreadableInputError(message, HINT) from error


def unsound(folder: Path, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the files that are not opened, and why.

    Empty ones, as of a render that did not end, and WAV files with so much behind their sound
    that decoders would walk through it for hours.
    """
    for name in names:
        path = folder / name
        if path.is_file() and not path.stat().st_size:
            yield name, "it is empty"
        elif path.is_file() and os.access(path, os.R_OK) and bytes_after(path) > _MOST_AFTER:
            yield name, f"more than {_MOST_AFTER >> 20} MiB stand after its end"
