"""A job: one episode, everything about it checked before any work is done."""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from narrator.engines import ENGINES
from narrator.errors import JobError, UnreadableInputError
from narrator.media.formats import FORMATS
from narrator.model import Mode
from narrator.profiles import PROFILES, Profile
from narrator.text.tag import is_language
from narrator.timecode import FRAME_RATES, parse_smpte, parse_stamp
from narrator.writers import WRITERS
from narrator.writers.names import STEM

MODES: tuple[Mode, ...] = ("captions", "all")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What to read, and what is known of it before.

    source is a subtitle file, a transcript, a script that narrator wrote, or a video with a
    subtitle track; track chooses among several, counted from 1. language is a BCP 47 tag; start
    the timecode of the programme's first picture, as 10:00:00:00 (25 frames a second) or
    10:00:00.000. rules is a file that settles tags, lexicon are PLS files, the later before the
    earlier. Raises JobError or UnreadableInputError on making where anything in it cannot be.
    """

    source: Path
    language: str | None = None
    track: int | None = None
    start: str | None = None
    rules: Path | None = None
    lexicon: Sequence[Path] = ()

    def __post_init__(self) -> None:
        """Refuse what could only fail later."""
        must_be_file(self.source, "subtitles")
        must_be_language(self.language)
        if self.track is not None and self.track < 1:
            raise JobError(f"There is no track {self.track}.", "Tracks are counted from 1.")
        for what, path in (("rules", self.rules), *(("lexicon", path) for path in self.lexicon)):
            if path:
                must_be_setting(path, what)
        self.start_ms  # noqa: B018 - raises where it cannot be read

    @property
    def start_ms(self) -> int | None:
        """The timecode of the first picture in milliseconds, None where it is to be found out."""
        return None if self.start is None else timecode_ms(self.start)

    @property
    def inputs(self) -> tuple[Path, ...]:
        """Every file that is read."""
        return tuple(path for path in (self.source, self.rules, *self.lexicon) if path)


@dataclass(frozen=True, kw_only=True, slots=True)
class Job(Reading):
    """What to render, from what, to where.

    programme may be None: then only the stem and the texts are made. engine is "auto" or a name
    in ENGINES; voice a voice's name, a voice's TOML, or a Piper model. formats are those of the
    described mix, none meaning WAV where there is a programme. Raises as Reading does.
    """

    output: Path
    programme: Path | None = None
    mode: Mode = "captions"
    engine: str = "auto"
    voice: str | None = None
    formats: Sequence[str] = ()
    profile: str = "broadcast"

    def __post_init__(self) -> None:
        """Refuse what could only fail later."""
        Reading.__post_init__(self)
        if self.programme:
            must_be_file(self.programme, "programme")
        must_be_one_of("narrate mode", self.mode, MODES)
        must_be_one_of("engine", self.engine, ("auto", *ENGINES))
        must_be_one_of("profile", self.profile, tuple(PROFILES))
        for name in self.formats:
            must_be_one_of("format", name, tuple(FORMATS))
        if self.output.exists() and not self.output.is_dir():
            raise JobError(f"{self.output} is a file, not a folder.", "Choose a folder with -o.")
        if self.formats and not self.programme:
            raise JobError("A described mix needs a programme.", "Give one with --programme.")
        self._must_spare_inputs()

    @property
    def described(self) -> tuple[str, ...]:
        """The formats of the described mix, each once; none without a programme."""
        wanted = tuple(dict.fromkeys(self.formats)) or ("wav",)
        return wanted if self.programme else ()

    @property
    def settings(self) -> Profile:
        """How to place and mix."""
        return PROFILES[self.profile]

    def _must_spare_inputs(self) -> None:
        inputs = {path.resolve() for path in (*self.inputs, self.programme) if path}
        for name in PRODUCTS + tuple(described_name(each) for each in self.described):
            if (self.output / name).resolve() in inputs:
                raise JobError(
                    f"{self.output / name} is an input of this job and would be overwritten.",
                    "Choose another folder with -o.",
                )


PRODUCTS = (STEM, *WRITERS)


def described_name(format_name: str) -> str:
    """Return the file name of the described mix in a format."""
    return f"described{FORMATS[format_name].suffix}"


def must_be_file(path: Path, what: str) -> None:
    """Raise UnreadableInputError unless the path is a file that is there."""
    try:
        is_folder, is_file = path.is_dir(), path.is_file()
    except OSError as error:  # such as a name longer than any file's
        raise UnreadableInputError(f"The {what} cannot be read: {error.strerror}.") from error
    if is_folder:
        raise UnreadableInputError(f"The {what} {path} is a folder.", "Name a file.")
    if not is_file:
        raise UnreadableInputError(f"There is no {what} file {path}.", "Check the path.")
    if not os.access(path, os.R_OK):
        raise UnreadableInputError(f"The {what} {path} may not be read.", "Check its permissions.")


def must_be_setting(path: Path, what: str) -> None:
    """Raise JobError unless the path is a file of settings that is there."""
    try:
        must_be_file(path, what)
    except UnreadableInputError as error:
        raise JobError(error.message, error.hint) from error


def timecode_ms(text: str) -> int:
    """Return the milliseconds of hh:mm:ss:ff, frames at 25 a second, or hh:mm:ss.mmm.

    Raises JobError for anything else.
    """
    for parse in (parse_stamp, partial(parse_smpte, rate=FRAME_RATES["25"])):
        with suppress(ValueError):
            return parse(text)
    raise JobError(f"{text!r} is no timecode.", "Write it as 10:00:00:00.")


def must_be_language(tag: str | None) -> None:
    """Raise JobError for what cannot be a language tag."""
    if tag is not None and not is_language(tag):
        raise JobError(f"{tag!r} is no language tag.", "Write it as en, fr or pt-BR.")


def must_be_one_of(what: str, value: str, known: Sequence[str]) -> None:
    """Raise JobError unless the value is known."""
    if value not in known:
        raise JobError(f"There is no {what} {value!r}.", f"Choose one of: {', '.join(known)}.")
