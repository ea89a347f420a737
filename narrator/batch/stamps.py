"""What a file was when it was used, so that one knows later whether it is still the same."""

import os
from dataclasses import dataclass
from pathlib import Path

from narrator.media.files import digest
from narrator.media.speech.remembered import file_identity

WHOLE_BYTES = 1 << 20  # of larger ones file_identity reads as much, spread over them


@dataclass(frozen=True, kw_only=True, slots=True)
class Stamp:
    """A file's size in bytes, times in nanoseconds, inode, and a digest of what it holds.

    The change time is set by the system alone: where all four facts are as they were, the content
    is too, and need not be read. Of a source elsewhere the digest alone is known.
    """

    size: int = 0
    mtime_ns: int = 0
    ctime_ns: int = 0
    inode: int = 0
    digest: str = ""


def stamp_of(path: Path) -> Stamp:
    """Return the stamp of a file. Raises UnreadableInputError or OSError."""
    facts = path.stat()
    return Stamp(
        size=facts.st_size,
        mtime_ns=facts.st_mtime_ns,
        ctime_ns=facts.st_ctime_ns,
        inode=facts.st_ino,
        digest=_content(path, facts.st_size),
    )


def is_as_stamped(path: str, stamp: Stamp) -> bool:
    """Whether a file holds what it held when it was stamped. Raises as stamp_of does."""
    facts = os.stat(path)  # noqa: PTH116 - thousands are asked for, and a Path costs more than this
    found = (facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)
    if found == (stamp.size, stamp.mtime_ns, stamp.ctime_ns, stamp.inode):
        return True
    return facts.st_size == stamp.size and _content(Path(path), facts.st_size) == stamp.digest


def _content(path: Path, size: int) -> str:
    return digest(path) if size <= WHOLE_BYTES else file_identity(path)
