"""Where a job may read and write: confined to its folders, unless the person allows more.

A job file is often written by another program, or by somebody else. It may name any file to read
by its plain path; but what seems to lie in the job file's folder has to lie there, and nothing is
written outside the output root, be it by "..", by an absolute path or through a link.
"""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from narrator.addresses import as_path, is_url
from narrator.errors import JobError
from narrator.links import Links

LONGEST_BYTES = 255  # of one name: NAME_MAX of Linux and of every usual file system
HALF = re.compile(r"[\ud800-\udc7f\udd00-\udfff]")  # half a character: JSON has it, no path
ALLOW = "Give --allow-outside where that is meant."


@dataclass(frozen=True, kw_only=True, slots=True)
class Confined:
    """The folder that relative paths are read from, the output root, and whether more is allowed.

    root is an absolute path or a URL. Every method raises JobError for a place that may not be.
    """

    folder: Path
    root: str
    outside: bool = False
    links: Links = field(default_factory=Links)

    def reading(self, text: str) -> str:
        """Return a place to read from: a URL as it is, a path made absolute."""
        text = must_be_plain(text)
        if is_url(text):
            return text
        path = absolute(self.folder / text)
        inside = path.is_relative_to(self.folder)
        if inside and not self.outside and not self.links.lies_in(path, self.folder):
            raise JobError(f"{text} is a link out of {self.folder}.", ALLOW)
        return str(path)

    def writing(self, text: str) -> str:
        """Return a folder to write to, given from the output root: a path, or a URL in the root."""
        text = must_be_plain(text)
        if is_url(text) or is_url(self.root):
            return self._writing_by_url(text)
        path = absolute(Path(self.root) / text)
        within = ".." not in text.split("/") and self.links.lies_in(path, self.root)
        if not (within or self.outside):
            raise JobError(f"{text} lies outside the output root {self.root}.", ALLOW)
        return str(path)

    def _writing_by_url(self, text: str) -> str:
        place = text if is_url(text) else f"{self.root.rstrip('/')}/{text}"
        within = place.startswith(f"{self.root.rstrip('/')}/") and not text.startswith("/")
        if ".." in place.split("/") or not (within or self.outside):
            raise JobError(f"{text} lies outside the output root {self.root}.", ALLOW)
        return place


def must_be_plain(text: str) -> str:
    """Return a place, a file:// URL as its path.

    Raises JobError for what no path holds: nothing, a NUL, or a name longer than a disk takes.
    """
    text = as_path(text)
    if not text or "\0" in text or HALF.search(text):
        raise JobError(f"{text!r:.80} is no path.")
    if any(len(os.fsencode(name)) > LONGEST_BYTES for name in text.split("/")):
        raise JobError(f"{text[:40]!r}… has a name of more than {LONGEST_BYTES} bytes.")
    return text


def absolute(path: Path) -> Path:
    """Return a path made absolute and freed of "." and "..", links left as they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
