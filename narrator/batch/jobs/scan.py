"""The programmes and subtitles in a folder and below, and what was passed over there."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from narrator.batch.jobs.stems import Number, number_of, plain, without_language
from narrator.links import Links
from narrator.naming import CUE_SHEET
from narrator.readers.sniff import SUFFIXES

SUBTITLES = frozenset({*SUFFIXES, ".sub", ".txt", ".xml"})
PROGRAMMES = frozenset(
    ".avi .flac .m2ts .m4a .m4v .mka .mkv .mov .mp3 .mp4 .mpg .mts .mxf .ogg .ts .wav .webm".split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A file: its place, from the folder too, and what its name tells of the episode."""

    path: Path
    inside: Path
    stem: str
    number: Number | None
    language: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Scan:
    """What a folder holds, each in the order of its names; passed_over in words."""

    programmes: list[Found] = field(default_factory=list)
    subtitles: list[Found] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)


def scan(folder: Path, leave_out: Path | None, *, outside: bool) -> Scan:
    """Return what a folder holds, but for hidden files, the folder left out, and results.

    No link to a folder is followed, and one to a file out of the folder only where that is
    allowed.
    """
    found, links = Scan(), Links()
    paths = list(files_in(folder, leave_out, found.passed_over))
    stems = {plain(path.stem) for path in paths if path.suffix.lower() in PROGRAMMES}
    for path in paths:
        kind = path.suffix.lower()
        if kind not in SUBTITLES | PROGRAMMES:
            continue
        inside = path.relative_to(folder)
        if path.is_symlink() and not outside and not links.lies_in(path, folder):
            told = f"{inside} is a link out of the folder; --allow-outside reads it."
            found.passed_over.append(told)
        elif kind in PROGRAMMES:
            number = number_of(path.stem)
            file = Found(path=path, inside=inside, stem=plain(path.stem), number=number)
            found.programmes.append(file)
        else:
            found.subtitles.append(subtitles(path, inside, stems))
    return found


def subtitles(path: Path, inside: Path, programmes: set[str]) -> Found:
    """Return a subtitle file; what looks like a language in the programme's name too is none."""
    stem, language = without_language(path.stem)
    if plain(path.stem) in programmes:
        stem, language = path.stem, None
    number = number_of(stem)
    return Found(path=path, inside=inside, stem=plain(stem), number=number, language=language)


def files_in(folder: Path, leave_out: Path | None, passed_over: list[str]) -> Iterator[Path]:
    """Yield the files in a folder and below in the order of their names."""
    for here, folders, files in os.walk(folder):
        at = Path(here)
        if CUE_SHEET in files and at != folder:
            folders.clear()
            passed_over.append(f"{at.relative_to(folder)} holds results of narrator.")
            continue
        links = [name for name in folders if (at / name).is_symlink()]
        told = [(at / name).relative_to(folder) for name in links]
        passed_over.extend(f"{link} is a link to a folder and was not followed." for link in told)
        folders[:] = sorted(
            name
            for name in folders
            if name not in links and not name.startswith(".") and at / name != leave_out
        )
        yield from (at / name for name in sorted(files) if not name.startswith("."))
