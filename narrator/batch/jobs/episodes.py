"""What was told of an episode to an Episode: its places confined, its values checked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TypeVar

from narrator.addresses import is_url
from narrator.batch.jobs.checks import Checks
from narrator.batch.jobs.faults import Faults
from narrator.batch.jobs.keys import KEYS, Table, Told
from narrator.batch.jobs.places import Confined
from narrator.batch.keywords import FILES, PERHAPS_FILES, job_of
from narrator.batch.model import Episode
from narrator.errors import JobError, NarratorError
from narrator.job import Job

Value = TypeVar("Value")

LONGEST_NAME = 200  # bytes: what is made beside the folder needs a name that is longer still
STAND_IN = __file__  # for what is at a URL: a file that is there


@dataclass(frozen=True, kw_only=True, slots=True)
class Maker:
    """Makes episodes of tables; what is wrong goes to the faults."""

    faults: Faults
    checks: Checks
    confined: Confined

    def placed(self, table: Table) -> dict[str, Told]:
        """Return the values of a table that are in order, places made absolute.

        "output" and "name" stay as they are.
        """
        good = {}
        for key, told in table.told.items():
            value = self._tried(told.where, key, partial(self._placed, key, told.value))
            if value is None:
                continue
            if fault := self.checks.fault_of(key, value):
                self.faults.add(told.where, key, fault)
            else:
                good[key] = Told(value=value, where=told.where)
        return good

    def _placed(self, key: str, value: object) -> object:
        if key in PERHAPS_FILES and str(value).endswith(PERHAPS_FILES[key]):
            return self.confined.reading(str(value))
        if KEYS[key].place and isinstance(value, list):
            return [self.confined.reading(text) for text in value]
        return self.confined.reading(str(value)) if KEYS[key].place else value

    def episode(self, table: Table, defaults: Mapping[str, Told]) -> Episode | None:
        """Return the episode of a table and what holds for all; None where it is faulty.

        defaults are placed already, and without "output", which is the root's there.
        """
        own = self.placed(table)
        if "subtitles" not in table.told:
            self.faults.add(table.where, "subtitles", "The key is missing.")
        if "subtitles" not in own or len(own) < len(table.told):
            return None
        told = {**defaults, **own}
        named = told.get("name", Told(value=stem_of(str(told["subtitles"].value)), where=""))
        at = own.get("output", named)
        settings = {KEYS[key].job: each.value for key, each in told.items() if KEYS[key].job}
        name = self._tried(named.where or table.where, "name", lambda: checked_name(named.value))
        output = name and self._tried(
            at.where or table.where, "output", lambda: self.confined.writing(str(at.value))
        )
        job = output and self._tried(table.where, "", lambda: dry_job(settings, output))
        if not (name and output and job):
            return None
        return Episode(name=name, settings=settings, output=output, where=table.where)

    def _tried(self, where: str, key: str, make: Callable[[], Value]) -> Value | None:
        """Return what is made, or None where an error of it was kept as a fault."""
        try:
            return make()
        except NarratorError as error:
            self.faults.add(where, key, error.with_hint)
            return None


def stem_of(place: str) -> str:
    """Return the name of a file, a path's or a URL's, without its suffix."""
    return PurePosixPath(place).stem


def checked_name(value: object) -> str:
    """Return a name that can be a folder's. Raises JobError for any other."""
    name = str(value)
    unfit = not name.isprintable() or set(name) & set("/\\") or name != name.strip()
    if unfit or name[:1] in {"", "."}:
        hint = "A name is one line without / and \\ that begins with neither a stop nor a space."
        raise JobError(f"{name[:80]!r} is no name for an episode.", hint)
    if len(name.encode(errors="surrogateescape")) > LONGEST_NAME:
        raise JobError(
            f"{name[:40]!r}… is too long for a name.", f"At most {LONGEST_NAME} bytes, please."
        )
    return name


def dry_job(settings: Mapping[str, object], output: str) -> Job:
    """Return the job of an episode to see whether its values go together. Raises as `Job` does.

    What is at a URL is taken as there: whether it is shows when it is fetched.
    """
    here = {
        key: STAND_IN if key in FILES and is_url(str(value)) else value
        for key, value in settings.items()
        if not (key in PERHAPS_FILES and is_url(str(value)))
    }
    lexicon = settings.get("lexicon")
    if isinstance(lexicon, list):
        here["lexicon"] = [STAND_IN if is_url(place) else place for place in lexicon]
    return job_of(here, Path("output" if is_url(output) else output))
