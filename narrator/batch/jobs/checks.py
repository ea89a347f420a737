"""What can be told to be wrong of each value before any work, key by key."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from narrator.addresses import is_url
from narrator.cast import load_cast
from narrator.engines import AUTO, ENGINES, choose_voice
from narrator.errors import JobError, NarratorError, SpeechError
from narrator.job import MODES, must_be_file, must_be_language, must_be_one_of, timecode_ms
from narrator.media.formats import FORMATS
from narrator.model import Voice
from narrator.profiles import profile_named
from narrator.segment.rulefile import load_rules
from narrator.text.pls import read_pls
from narrator.voices import load_voices

ENGINE_NAMES = (AUTO, *ENGINES)
LONGEST_TITLE = 500  # characters


@dataclass(frozen=True, kw_only=True, slots=True)
class Checks:
    """The checks of a batch: each value is looked at once, however many episodes share it."""

    voices: Mapping[str, Voice] = field(default_factory=load_voices)
    known: dict[tuple[str, str], str] = field(default_factory=dict)

    def fault_of(self, key: str, value: object) -> str:
        """Return what is wrong with a value, in sentences; "" where nothing is."""
        asked = (key, repr(value))
        if asked not in self.known:
            self.known[asked] = self._fault_of(key, value)
        return self.known[asked]

    def _fault_of(self, key: str, value: object) -> str:
        try:
            if key == "voice":
                self._check_voice(str(value))
            elif key in CHECKS:
                CHECKS[key](value)
        except NarratorError as error:
            return error.with_hint
        return ""

    def _check_voice(self, name: str) -> None:
        if not is_url(name):
            with suppress(SpeechError):  # not on this machine, but perhaps where it is rendered
                choose_voice(self.voices, engine=AUTO, voice_name=name, language="en")


def check_file(what: str) -> Callable[[str], None]:
    """Return a check that a path is a file; what a URL names is looked for when it is fetched."""
    return lambda place: None if is_url(place) else must_be_file(Path(place), what)


def check_content(load: Callable[[Path], object]) -> Callable[[str], None]:
    """Return a check that a file can be loaded."""

    def check(place: str) -> None:
        if not is_url(place):
            load(Path(place))

    return check


def check_lexicon(places: Sequence[str]) -> None:
    """Raise JobError unless each is a PLS file."""
    for place in places:
        check_content(read_pls)(place)


def check_track(track: int) -> None:
    """Raise JobError for what is no number of a track."""
    if track < 1:
        raise JobError(f"There is no track {track}.", "Tracks are counted from 1.")


def check_profile(name: str) -> None:
    """Raise JobError unless there is such a profile."""
    if not is_url(name):
        profile_named(name)


def check_formats(names: Sequence[str]) -> None:
    """Raise JobError for a format that is not known."""
    for name in names:
        must_be_one_of("format", name, tuple(FORMATS))


def check_title(title: str) -> None:
    """Raise JobError for what is no title."""
    if not title.strip() or not title.isprintable() or len(title) > LONGEST_TITLE:
        raise JobError(f"{title[:40]!r} is no title: one line of at most {LONGEST_TITLE} signs.")


CHECKS: Mapping[str, Callable[[Any], object]] = {
    "subtitles": check_file("subtitles"),
    "programme": check_file("programme"),
    "title": check_title,
    "language": must_be_language,
    "narrate": lambda mode: must_be_one_of("narrate mode", mode, MODES),
    "engine": lambda engine: must_be_one_of("engine", engine, ENGINE_NAMES),
    "cast": check_content(load_cast),
    "lexicon": check_lexicon,
    "rules": check_content(load_rules),
    "track": check_track,
    "start": timecode_ms,
    "profile": check_profile,
    "formats": check_formats,
}
