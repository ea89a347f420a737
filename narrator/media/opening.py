"""Opening a media file with PyAV as what it is, and nothing that it may refer to."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
from av.container import InputContainer

from narrator.errors import UnreadableInputError
from narrator.media.guard import DEMUXERS, file_url

TRY = "Check the path, or play the file to see whether it is whole."


@contextmanager
def opened(path: Path) -> Iterator[InputContainer]:
    """Open the media file at `path` with PyAV.

    Raises UnreadableInputError where that fails, and for what PyAV meets in the block.
    """
    _refuse_what_is_no_file(path)
    options = {"protocol_whitelist": "file", "format_whitelist": DEMUXERS}
    try:
        with av.open(file_url(path), options=options, metadata_errors="replace") as container:
            yield container
    except av.FFmpegError as error:
        message = f"{path} is not a media file that can be read, or it is damaged."
        raise UnreadableInputError(message, TRY) from error


def _refuse_what_is_no_file(path: Path) -> None:
    try:
        path.stat()
        reason = "" if path.is_file() else "it is not a file"
        if not reason and not os.access(path, os.R_OK):
            reason = "you may not read it"
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
    if reason:
        raise UnreadableInputError(f"{path!s} cannot be read: {reason}.", TRY)
