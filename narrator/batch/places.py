"""Sources and results by address: a path, file://, or an object store such as s3://bucket/folder.

A path needs none of the stores' libraries. What is fetched is whole or not there; of what is
stored, the last file tells that the set is whole, and it is not there while others change.
"""

import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from narrator.addresses import is_remote, path_of
from narrator.batch.publishing import published
from narrator.batch.stores import blocks_of, facts_of, reading, store_of
from narrator.errors import OutputError, RemoteFaultError, UnreadableInputError
from narrator.media.files import digest, output_path, writing_aside

_TOLD_BY = ("ETag", "etag", "md5Hash", "crc32c", "LastModified", "updated", "created")


def fetched(text: str, folder: Path) -> Path:
    """Return the path of a file that is here; one that is elsewhere is fetched below `folder`.

    It keeps its name, in a folder that its address alone decides, and is read again though it be
    there already. Raises UnreadableInputError, OutputError, and RemoteFaultError where it broke
    off, is not as long as was told, or changed meanwhile.
    """
    if not is_remote(text):
        return path_of(text)
    told = facts_of(text)
    place = folder / hashlib.sha256(text.encode()).hexdigest()[:12]
    with suppress(OSError):  # told by the writing below
        place.mkdir(parents=True, exist_ok=True)
    path = output_path(place, text.rpartition("/")[2])
    with writing_aside(path) as aside:
        with aside.open("wb") as stream:
            for block in blocks_of(text):
                stream.write(block)
        length, now = aside.stat().st_size, facts_of(text)
        if length != told["size"] or _identity(now) != _identity(told):
            raise RemoteFaultError(
                f"{text} is {told['size']} bytes long, and {length} came, or it changed meanwhile.",
                "Run it again once it is there as a whole.",
            )
    return path


def stored(folder: Path, names: Sequence[str], text: str) -> None:
    """Put files of a folder to a place, so that nobody takes half of them for all.

    Each is sent aside first; when all are there, the last of the place's names is removed, the
    others are put in their places, and the last one, the job's state, comes last. Raises
    OutputError, and RemoteFaultError where that may be tried again.
    """
    for name in names:
        output_path(folder, name)
    if is_remote(text):
        published(folder, names, text.rstrip("/"))
        return
    place = path_of(text)
    try:
        place.mkdir(parents=True, exist_ok=True)
        for name in names:
            with writing_aside(output_path(place, name)) as aside:
                shutil.copyfile(folder / name, aside)
    except OSError as error:
        raise OutputError.from_os_error(place, error) from error


def identity(text: str) -> str:
    """Return what tells a file from another, and from itself once it has changed.

    Of a file here the digest; of one in a store its length and entity tag, else checksum or time.
    Raises UnreadableInputError or RemoteFaultError.
    """
    if is_remote(text):
        return _identity(facts_of(text))
    with readable(path_of(text)) as path:
        return digest(path)


@contextmanager
def readable(path: Path) -> Iterator[Path]:
    """Yield a path; an OSError of the block is raised as UnreadableInputError of it."""
    try:
        yield path
    except OSError as error:
        why = error.strerror or str(error)
        raise UnreadableInputError(f"{path} cannot be read: {why}.", "Check the path.") from error


def identities(text: str) -> dict[str, str]:
    """Return the identities of a place's files by their names, asked for at once.

    None where there is no such place. Raises as `identity` does.
    """
    if not is_remote(text):
        place = path_of(text)
        found = place.iterdir() if place.is_dir() else ()
        return {path.name: identity(str(path)) for path in found if path.is_file()}
    store, url = store_of(text), text.rstrip("/")
    with reading(text):
        try:
            listed = store.ls(url, detail=True)
        except FileNotFoundError:
            return {}
    files = (each for each in listed if each["type"] == "file")
    return {each["name"].rpartition("/")[2]: _identity(each) for each in files}


def text_at(text: str) -> str | None:
    """Return a small text, None where it is not there. Raises as `identity` does."""
    try:
        if not is_remote(text):
            return path_of(text).read_text(encoding="utf-8")
        with reading(text):
            raw: bytes = store_of(text).cat_file(text)
            return raw.decode("utf-8", "replace")
    except FileNotFoundError:
        return None
    except UnreadableInputError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return None
        raise


def _identity(facts: Mapping[str, Any]) -> str:
    told = next((facts[key] for key in _TOLD_BY if facts.get(key)), "")
    if isinstance(told, datetime):  # of one file here a date, in a list seconds
        told = told.timestamp()
    return f"{facts['size']} {str(told).strip(chr(34))}"
