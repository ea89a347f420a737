"""What decides how an episode comes out: its files, its settings, and narrator's version."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version

from narrator.addresses import as_path, is_remote, path_of
from narrator.batch.keywords import FILES, PERHAPS_FILES
from narrator.batch.model import Episode
from narrator.batch.places import identity, readable
from narrator.batch.stamps import Stamp, is_as_stamped, stamp_of


def files_of(episode: Episode) -> Iterator[str]:
    """Yield each file that an episode is made of, as its settings name it."""
    settings = episode.settings
    for key in FILES:
        if settings.get(key):
            yield str(settings[key])
    lexicon = settings.get("lexicon") or ()
    if isinstance(lexicon, (list, tuple)):
        yield from map(str, lexicon)
    for key, endings in PERHAPS_FILES.items():
        named = str(settings.get(key) or "")
        if named.endswith(endings):
            yield named


def stamps_of(episode: Episode) -> dict[str, Stamp]:
    """Return the stamps of an episode's files by their names in its settings.

    Raises UnreadableInputError or RemoteFaultError.
    """
    return {name: _stamp(name) for name in files_of(episode)}


def are_as_stamped(stamps: Mapping[str, Stamp]) -> bool:
    """Whether all files are still what they were. Raises as stamps_of does."""
    return all(
        _stamp(name) == stamp if is_remote(name) else is_as_stamped(as_path(name), stamp)
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
    if is_remote(name):
        return Stamp(digest=identity(name))
    with readable(path_of(name)) as path:
        return stamp_of(path)
