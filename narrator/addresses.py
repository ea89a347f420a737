"""Addresses: what is a URL, such as s3://bucket/ep.mkv, and what a path of this machine."""

import re
from pathlib import Path
from urllib.parse import unquote

from narrator.errors import JobError

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")  # RFC 3986, 3.1; one letter is a disk
_FILE = "file://"


def is_url(text: str) -> bool:
    """Whether a place is a URL such as s3://bucket/ep.srt or file:///ep.srt, and no path."""
    return _SCHEME.match(text) is not None


def is_file_url(text: str) -> bool:
    """Whether a place is a path that is told as file:///path; a scheme is in any case."""
    return text[: len(_FILE)].lower() == _FILE


def is_remote(text: str) -> bool:
    """Whether an address names a place in a store, and not a file of this machine."""
    return is_url(text) and not is_file_url(text)


def path_of(text: str) -> Path:
    """Return the path of a file of this machine, told as a path or as file:///path (RFC 8089).

    Raises JobError for a file of another machine, and for file:// that tells no path.
    """
    if not is_file_url(text):
        return Path(text)
    host, slash, path = text[len(_FILE) :].partition("/")
    if host.lower() not in {"", "localhost"} or not slash:
        raise JobError(f"{text} is no file of this machine.", "Write file:///folder/name.")
    return Path(unquote(slash + path))


def as_path(text: str) -> str:
    """Return file:///path as the path that it is, any other place as it stands.

    Raises as path_of does.
    """
    return str(path_of(text)) if is_file_url(text) else text
