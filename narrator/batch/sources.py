"""An episode's files brought here: what is elsewhere is fetched, for as long as it is needed."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Self

from narrator.addresses import is_remote
from narrator.batch.inputs import files_of
from narrator.batch.model import Episode
from narrator.batch.places import fetched
from narrator.batch.retrying import Retrying
from narrator.deliver import make_folder
from narrator.media.stage import staged


@dataclass(frozen=True, kw_only=True, slots=True)
class Sources:
    """An episode's settings with every file of them here, and where those come from by their path.

    addresses are those of what is not here for good.
    """

    settings: Mapping[str, object]
    addresses: Mapping[Path, str]

    @classmethod
    def of(cls, episode: Episode, paths: Mapping[str, Path]) -> Self:
        """Return the sources of an episode whose files are at paths, by their names."""
        return cls(
            settings=with_paths(episode.settings, paths),
            addresses={path: name for name, path in paths.items() if is_remote(name)},
        )

    def addressed(self, text: str) -> str:
        """Return a text with the addresses of files in place of their paths here."""
        for path, address in self.addresses.items():
            text = text.replace(str(path), address)
        return text


@contextmanager
def sources_here(
    episode: Episode, scratch: Path, retrying: Retrying, on_fetch: Callable[[], None]
) -> Iterator[Sources]:
    """Yield an episode's files; what was fetched goes at the end.

    What a killed process fetched goes too. Raises as `fetched` does.
    """
    names = list(dict.fromkeys(files_of(episode)))
    if not any(map(is_remote, names)):
        yield Sources.of(episode, {name: fetched(name, scratch) for name in names})
        return
    on_fetch()
    make_folder(scratch)
    with staged(scratch) as stage:
        yield Sources.of(episode, {name: retrying(partial(fetched, name, stage)) for name in names})


def with_paths(settings: Mapping[str, object], paths: Mapping[str, Path]) -> dict[str, object]:
    """Return settings with the path of each file in place of its name."""
    return {key: _with_path(value, paths) for key, value in settings.items()}


def _with_path(value: object, paths: Mapping[str, Path]) -> object:
    if isinstance(value, (list, tuple)):
        return [_with_path(each, paths) for each in value]
    if isinstance(value, (str, Path)) and str(value) in paths:
        return str(paths[str(value)])
    return value
