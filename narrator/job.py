"""A job: one episode, everything about it checked before any work is done."""

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from narrator.derived import DERIVED, OF_THE_MIX
from narrator.engines import ENGINES
from narrator.errors import JobError, UnreadableInputError
from narrator.links import Links
from narrator.media.formats import FORMATS
from narrator.model import Delivery, Mode, Script
from narrator.naming import CUE_SHEET, file_name
from narrator.nearest import did_you_mean
from narrator.profiles import USUAL, Profile, profile_named
from narrator.text.tag import is_language
from narrator.timecode import FRAME_RATES, parse_smpte, parse_stamp
from narrator.writers import WRITERS
from narrator.writers.names import STEM, described_name

MODES: tuple[Mode, ...] = ("captions", "all")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What to read, and what is known of it before.

    source is a subtitle file, a transcript, a script that narrator wrote, or a video with a
    subtitle track; track chooses among several, counted from 1. language is a BCP 47 tag; start
    the timecode of the programme's first picture, as 10:00:00:00 (25 frames a second) or
    10:00:00.000. rules is a file that settles tags, lexicon are PLS files, the later before the
    earlier; title goes before the one in the source. Raises JobError or UnreadableInputError on
    making where anything in it cannot be.
    """

    source: Path
    title: str | None = None
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
    described mix, none meaning the profile's; profile is the name of one, or its TOML file. cast is
    a file that gives speakers their voices; extended holds the programme for a narration that fits
    nowhere. settings are the profile's, read once when the job is made. Raises as Reading does.
    """

    output: Path
    programme: Path | None = None
    mode: Mode = "captions"
    engine: str = "auto"
    voice: str | None = None
    formats: Sequence[str] = ()
    profile: str = USUAL
    cast: Path | None = None
    extended: bool = False
    settings: Profile = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse what could only fail later."""
        Reading.__post_init__(self)
        if self.programme:
            must_be_file(self.programme, "programme")
        if self.cast:
            must_be_setting(self.cast, "cast")
        must_be_one_of("narrate mode", self.mode, MODES)
        must_be_one_of("engine", self.engine, ("auto", *ENGINES))
        for name in self.formats:
            must_be_one_of("format", name, tuple(FORMATS))
        object.__setattr__(self, "settings", profile_named(self.profile))
        if self.output.exists() and not self.output.is_dir():
            raise JobError(f"{self.output} is a file, not a folder.", "Choose a folder with -o.")
        if self.formats and not self.programme:
            raise JobError("A described mix needs a programme.", "Give one with --programme.")
        self._must_spare_inputs(self.products)

    @property
    def described(self) -> tuple[str, ...]:
        """The formats of the described mix, each once; none without a programme."""
        wanted = tuple(dict.fromkeys(self.formats or self.settings.deliver.formats))
        return wanted if self.programme else ()

    @property
    def derived(self) -> tuple[str, ...]:
        """The products made of finished sound; none of the described mix without a programme."""
        wanted = tuple(dict.fromkeys(self.settings.deliver.products))
        return tuple(name for name in wanted if self.programme or name not in OF_THE_MIX)

    @property
    def products(self) -> tuple[str, ...]:
        """The usual names of all files that are made, each once, in the order made."""
        mixes = tuple(described_name(name) for name in self.described)
        derived = (name for key in self.derived for name in DERIVED[key].FILES)
        return tuple(dict.fromkeys((STEM, *mixes, *derived, *WRITERS)))

    def delivery(self, script: Script) -> Delivery:
        """Return how the files of this job are to be, for the episode that was read."""
        deliver = self.settings.deliver
        files = {usual: self._name(usual, script) for usual in self.products}
        self._must_spare_inputs(files.values())
        return Delivery(
            profile=self.settings.name,
            mode=self.mode,
            start_ms=script.start_ms if deliver.start_ms is None else deliver.start_ms,
            frame_rate=deliver.frame_rate,
            files=files,
            control=self.settings.control,
        )

    def left_over(self, script: Script) -> tuple[Path, ...]:
        """Return the files in the folder that an earlier job made there and this one does not."""
        mixes = map(described_name, FORMATS)
        derived = (name for product in DERIVED.values() for name in product.FILES)
        others = sorted({*mixes, *derived} - set(self.products))
        paths = (self.output / self._name(usual, script) for usual in others)
        return tuple(path for path in paths if path.is_file())

    def _name(self, usual: str, script: Script) -> str:
        """Return what a file is called, for the episode that was read."""
        if usual == CUE_SHEET:
            return usual
        words = {
            "title": script.title,
            "language": script.language,
            "profile": self.settings.name,
            "source": self.source.stem,
            "programme": self.programme.stem if self.programme else "",
        }
        return file_name(self.settings.deliver.name, usual, words)

    def _must_spare_inputs(self, names: Iterable[str]) -> None:
        if not self.output.exists():  # so no input is in it
            return
        links = Links()
        inputs = {links.real(path) for path in (*self.inputs, self.programme) if path}
        for name in names:
            if links.real(self.output / name) in inputs:
                raise JobError(
                    f"{self.output / name} is an input of this job and would be overwritten.",
                    "Choose another folder with -o.",
                )


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
        hint = f"{did_you_mean(value, known)} Choose one of: {', '.join(known)}."
        raise JobError(f"There is no {what} {value!r}.", hint.strip())
