"""What decides how an episode comes out: its files, its settings, and narrator's version."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from narrator.batch.model import Episode
from narrator.batch.stamps import Stamp, is_as_stamped, stamp_of

PLACES = ("source", "programme", "rules", "cast")  # the keys of `Job` that name one file each
PERHAPS = ("profile", "voice")  # the name of something that comes with narrator, or a file


def is_elsewhere(place: str) -> bool:
    """Whether a place is a URL, to be fetched or stored, and not a path."""
    return "://" in place


def files_of(episode: Episode) -> Iterator[str]:
    """Yield each file that an episode is made of, as its settings name it."""
    settings = episode.settings
    for key in PLACES:
        if settings.get(key):
            yield str(settings[key])
    lexicon = settings.get("lexicon") or ()
    if isinstance(lexicon, (list, tuple)):
        yield from map(str, lexicon)
    for key in PERHAPS:
        named = str(settings.get(key) or "")
        if is_elsewhere(named) or (named and Path(named).is_file()):
            yield named


def stamps_of(episode: Episode) -> dict[str, Stamp]:
    """Return the stamps of an episode's files by their names in its settings.

    Raises UnreadableInputError or OSError.
    """
    return {name: _stamp(name) for name in files_of(episode)}


def are_as_stamped(stamps: Mapping[str, Stamp]) -> bool:
    """Whether all files are still what they were. Raises UnreadableInputError or OSError."""
    return all(
        _stamp(name) == stamp if is_elsewhere(name) else is_as_stamped(name, stamp)
        for name, stamp in stamps.items()
    )


def settings_digest(episode: Episode) -> str:
    """Return a digest of an episode's settings and of narrator's version."""
    made_of = [narrator_version(), dict(episode.settings)]
    return hashlib.sha256(json.dumps(made_of, sort_keys=True, default=str).encode()).hexdigest()


@cache
def narrator_version() -> str:
    """Return the version that is installed."""
    return version("narrator")


def _stamp(name: str) -> Stamp:
    if is_elsewhere(name):
        from narrator.batch.places import identity  # noqa: PLC0415 - needs fsspec

        return Stamp(digest=identity(name))
    return stamp_of(Path(name))
