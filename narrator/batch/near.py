"""What a plan needs of an episode at URLs: its small files are fetched, of its programme the ends.

A programme may be gigabytes, and a plan is to be cheap. Its first and last 4 MiB tell how long it
is and what is in it; between them stands a hole, so nobody can listen to it.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

from narrator.addresses import is_remote
from narrator.batch.inputs import files_of
from narrator.batch.model import Episode
from narrator.batch.places import fetched
from narrator.batch.sources import Sources
from narrator.batch.stores import facts_of, part_of
from narrator.errors import NarratorError, UnreadableInputError
from narrator.kit import Kit
from narrator.media.files import output_path
from narrator.model import Heard, Programme, Span

MOST_BYTES = 64 << 20
END_BYTES = 4 << 20
UNHEARD = (
    "the programme is not fetched for a plan but for its ends: nobody listened for where there is "
    "room in it"
)


@contextmanager
def near(episode: Episode) -> Iterator[Sources]:
    """Yield an episode's files here, its programme in outline where it is in a store.

    Raises as `fetched` does; UnreadableInputError for a file that is too large to be fetched for
    this; and the block's NarratorError with the addresses of files in place of their paths here.
    """
    with tempfile.TemporaryDirectory(prefix="narrator-plan-") as folder:
        bring = dict.fromkeys(files_of(episode), small)
        if is_in_outline(episode):
            bring[str(episode.settings["programme"])] = outline
        paths = {name: by(name, Path(folder)) for name, by in bring.items()}
        here = Sources.of(episode, paths)
        try:
            yield here
        except NarratorError as error:
            raise type(error)(here.addressed(error.message), error.hint) from error


def is_in_outline(episode: Episode) -> bool:
    """Whether a plan has of an episode's programme only its ends: not if subtitles are in it."""
    programme = str(episode.settings.get("programme") or "")
    return is_remote(programme) and programme != str(episode.settings["source"])


def small(name: str, folder: Path) -> Path:
    """Return the path of a small file, fetched into a folder where it is elsewhere."""
    if is_remote(name) and facts_of(name)["size"] > MOST_BYTES:
        raise UnreadableInputError(
            f"{name} has more than {MOST_BYTES >> 20} MB and is not fetched for a plan.",
            "Name subtitles that stand in a file of their own.",
        )
    return fetched(name, folder)


def outline(name: str, folder: Path, end_bytes: int = END_BYTES) -> Path:
    """Return the path of a file as long as one in a store, with a hole between its ends."""
    size = int(facts_of(name)["size"])
    path = output_path(folder, f"programme-{name.rpartition('/')[2]}")
    with path.open("wb") as stream:
        stream.write(part_of(name, 0, min(size, end_bytes)))
        if size > end_bytes:
            start = max(end_bytes, size - end_bytes)
            stream.seek(start)
            stream.write(part_of(name, start, size))
    return path


@dataclass(frozen=True, kw_only=True, slots=True)
class Deaf(Kit):
    """A kit that does not listen to the programme."""

    def listen(self, programme: Programme | None, windows: Sequence[Span]) -> Heard:  # noqa: ARG002 - Kit's
        """Return that nothing was heard."""
        return Heard()


def deaf(kit: Kit) -> Kit:
    """Return a kit that is as another but does not listen."""
    return Deaf(**{each.name: getattr(kit, each.name) for each in fields(Kit)})
