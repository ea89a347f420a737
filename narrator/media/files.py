"""Whole files or none: written beside their place, renamed when finished; and digests."""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from narrator.errors import JobError, NarratorError, OutputError

_LONGEST_SUFFIX = 16
_PLAIN = "Give the name of a file with -o."
_ELSEWHERE = "Give a plain file name; the folder is chosen with -o."


@contextmanager
def writing_aside(path: Path) -> Iterator[Path]:
    """Yield a new, empty, hidden file in the folder of `path`, with the suffix of `path`.

    When the block ends well the file is flushed to the disk and renamed to `path`; when it
    does not, Ctrl-C included, the file is removed and `path` stays as it was. A link at `path`
    stays, and what it leads to is written. Raises OutputError for every OSError, the block's own
    included, and where `path` is a device, a pipe or a folder, which a rename would do away with.
    """
    try:
        place = _place(path)
        aside = _reserve(place)
        try:
            with naming(aside, path):
                yield aside
            _flush(aside)
            aside.replace(place)
            _flush(place.parent)
        finally:
            with suppress(OSError):
                aside.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError.from_os_error(path, error) from error


def write_whole(path: Path, content: bytes | str | Iterable[str]) -> None:
    """Write a file, whole or not at all; what UTF-8 cannot hold of a text becomes its escape.

    Raises as `writing_aside` does, and what comes of making the pieces of a text.
    """
    pieces = [content] if isinstance(content, bytes | str) else content
    with writing_aside(path) as aside, aside.open("wb") as stream:
        for piece in pieces:
            raw = piece if isinstance(piece, bytes) else piece.encode("utf-8", "backslashreplace")
            stream.write(raw)


@contextmanager
def naming(aside: Path, path: Path) -> Iterator[None]:
    """Raise a NarratorError of the block that names `aside` as one of its kind that names `path`.

    What is made aside is made for `path`, which is the name that a person knows.
    """
    try:
        yield
    except NarratorError as error:
        if str(aside) not in error.message:
            raise
        raise type(error)(error.message.replace(str(aside), str(path)), error.hint) from error


@contextmanager
def blaming(path: Path) -> Iterator[None]:
    """Raise an OSError of the block as the OutputError that names `path`."""
    try:
        yield
    except OSError as error:
        raise OutputError.from_os_error(path, error) from error


def digest(path: Path) -> str:
    """Return the SHA-256 of the file at `path` in hexadecimal. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def output_path(folder: Path, name: str) -> Path:
    """Return the path of the file `name` in `folder`.

    Raises OutputError where `name` is not the name of a file in that very folder: empty, '.',
    '..', with a separator, a NUL, too long, or a symbolic link that leads out of the folder.
    """
    if name in {"", ".", ".."} or not {"/", "\\", "\0"}.isdisjoint(name):
        raise OutputError(f"{name!r} is not a file name.", _ELSEWHERE)
    path = folder / name
    with blaming(path):
        stays = not path.is_symlink() or path.resolve().parent == folder.resolve()
    if not stays:
        raise OutputError(f"{path} is a link that leaves the folder.", _ELSEWHERE)
    return path


def must_spare(path: Path, inputs: Iterable[Path | None]) -> None:
    """Raise JobError where writing at `path` would overwrite one of `inputs`."""
    places = {each.resolve() for each in inputs if each is not None}
    if path.resolve() in places:
        raise JobError(f"{path} is an input and would be overwritten.", "Choose another name.")


def _place(path: Path) -> Path:
    """Return where a file at `path` stands, or is to stand."""
    if path.exists() and not path.is_file():
        raise OutputError(f"{path} is not a file that can be replaced.", _PLAIN)
    return path.resolve()


def _reserve(path: Path) -> Path:
    suffix = path.suffix if len(os.fsencode(path.suffix)) <= _LONGEST_SUFFIX else ""
    aside = path.with_name(f".narrator-{secrets.token_hex(8)}{suffix}")
    aside.touch(exist_ok=False)
    return aside


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
