"""Readers turn a subtitle file into cues; each is a module with a `read` function.

To add one, write a module that satisfies `Reader` and name it in READERS.

Strict parsers, lenient repair: whatever a reader changes or leaves out is a `Repair` whose
`where` is "file", "line 48" or "cue 12, line 48". Kinds: encoding, mojibake (decode.py,
mojibake.py); entity, invisible, markup (markup.py, mangled.py); before-first-cue, truncated
(blocks.py); counter, missing-blank-line, blank-line (frames.py); stamp, empty (srt.py); order,
duration, overlap (times.py); header, pasted-twice (pasted.py); ellipsis (transcript.py).
"""

from dataclasses import replace
from pathlib import Path
from typing import Protocol

from narrator.errors import UnreadableInputError
from narrator.model import Subtitles
from narrator.readers import srt, transcript
from narrator.readers.decode import MAX_BYTES, decode
from narrator.readers.mojibake import mend_mojibake
from narrator.readers.sniff import TITLES, kind_of


class Reader(Protocol):
    """A plain module that reads one kind of file."""

    def read(self, path: Path, text: str) -> Subtitles:
        """Return the cues of `text`, the decoded content of the file at `path`.

        Raises UnreadableInputError where no cue can be made of it.
        """
        ...


READERS: dict[str, Reader] = {"srt": srt, "transcript": transcript}


def read_subtitles(path: Path) -> Subtitles:
    """Return the cues of the file at `path`, whatever its name ends in, with every repair.

    Raises UnreadableInputError, with a hint, where it cannot be opened, is no text, or is of a
    kind that no reader is named for.
    """
    name = repr(path.name or str(path))
    text, decoding = decode(_load(path, name), name=name)
    text, mojibake = mend_mojibake(text)
    kind = kind_of(text)
    if kind not in READERS:
        raise UnreadableInputError(
            f"{name} is a {TITLES[kind]} file, which this version does not read.",
            "Convert it to SubRip (.srt) first.",
        )
    subtitles = READERS[kind].read(path, text)
    return replace(subtitles, repairs=(*decoding, *mojibake, *subtitles.repairs))


def _load(path: Path, name: str) -> bytes:
    """Read the file, and no more of it than a subtitle file can be long."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableInputError(
            f"There is no file {name}.", f"Check the name and the folder: {str(path.parent)!r}."
        ) from None
    except IsADirectoryError:
        raise UnreadableInputError(
            f"{name} is a folder, not a subtitle file.", "Give one file; batch takes folders."
        ) from None
    except PermissionError:
        raise UnreadableInputError(
            f"{name} may not be read by you.", "Change its permissions or copy it."
        ) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "the name is not valid"
        raise UnreadableInputError(
            f"{name} cannot be read: {reason}.", "Check the disk and the name."
        ) from error
