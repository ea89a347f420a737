"""Readers turn a subtitle file into cues; each is a module with a `read` function.

To add one, write a module that satisfies `Reader` and name it in READERS and in sniff.py.

Strict parsers, lenient repair: whatever a reader changes or leaves out is a `Repair` whose
`where` is "file", "line 48" or "cue 12, line 48"; docs/formats.md tells what each kind means.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from narrator.errors import UnreadableInputError
from narrator.model import Repair, Subtitles
from narrator.readers import ass, scc, srt, stl, transcript, ttml, vtt
from narrator.readers.bracketed import SBV, WHISPER, Bracketed
from narrator.readers.container import read_track
from narrator.readers.decoding import MAX_BYTES, decode
from narrator.readers.decoding.mojibake import mend_mojibake
from narrator.readers.players import Player, Sami
from narrator.readers.repairs import repaired
from narrator.readers.sniff import (
    HEAD_BYTES,
    SUFFIXES,
    TITLES,
    is_media,
    is_stl,
    kind_of,
    refuse_other_text,
)


class Reader(Protocol):
    """A plain module that reads one kind of file."""

    def read(self, path: Path, text: str) -> Subtitles:
        """Return the cues of `text`, the decoded content of the file at `path`.

        Raises UnreadableInputError where no cue can be made of it.
        """
        ...


READERS: Mapping[str, Reader] = {
    "srt": srt,
    "vtt": vtt,
    "ass": ass,
    "ttml": ttml,
    "scc": scc,
    "sami": Sami(),
    "microdvd": Player(format_name="microdvd"),
    "mpl2": Player(format_name="mpl2"),
    "tmp": Player(format_name="tmp"),
    "sbv": Bracketed(times=SBV),
    "whisper": Bracketed(times=WHISPER),
    "transcript": transcript,
}


def read_subtitles(path: Path, *, track: int | None = None) -> Subtitles:
    """Return the cues of the file at `path`, whatever its name ends in, with every repair.

    `track` chooses a subtitle track of an MKV or MP4 file, counted from 1; without it the only
    one is read, or the only forced one. Raises UnreadableInputError, with a hint, where the file
    cannot be opened or holds no text, and MediaError where ffmpeg is needed and missing.
    """
    name = repr(path.name or str(path))
    data = _load(path, name, HEAD_BYTES)
    if is_media(data):
        return read_track(path, track, read_data)
    if track is not None:
        raise UnreadableInputError(
            f"{name} is a subtitle file and has no tracks.",
            "Leave --track out, or give an MKV or MP4 file.",
        )
    return read_data(path, _load(path, name, MAX_BYTES + 1))


def read_data(path: Path, data: bytes) -> Subtitles:
    """Return the cues of `data`, the content of a subtitle file called `path`, with every repair.

    Raises UnreadableInputError where no cue can be made of it.
    """
    if is_stl(data):
        subtitles = stl.read(path, data)
        return replace(subtitles, repairs=(*_misnamed(path, "stl"), *subtitles.repairs))
    text, decoding = decode(data, name=repr(path.name or str(path)))
    text, mojibake = mend_mojibake(text)
    refuse_other_text(text, name=repr(path.name or str(path)))
    kind = kind_of(text)
    subtitles = READERS[kind].read(path, text)
    repairs = (*_misnamed(path, kind), *decoding, *mojibake, *subtitles.repairs)
    return replace(subtitles, repairs=repairs)


def _misnamed(path: Path, kind: str) -> tuple[Repair, ...]:
    """List a file whose name ends as that of another kind."""
    suffix = path.suffix.lower()
    if SUFFIXES.get(suffix, kind) == kind:
        return ()
    after = f"read as {TITLES[kind]}, which it is"
    return (repaired("name", "file", suffix, after),)


def _load(path: Path, name: str, most: int) -> bytes:
    """Read the first `most` bytes of the file."""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except FileNotFoundError:
        raise UnreadableInputError(
            f"There is no file {name}.", f"Check the name and the folder: {str(path.parent)!r}."
        ) from None
    except IsADirectoryError:
        raise UnreadableInputError(
            f"{name} is a folder, not a subtitle file.", "Give one subtitle file from the folder."
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
