"""An episode's files brought here: what is elsewhere is fetched, for as long as it is needed."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from narrator.batch.inputs import files_of
from narrator.batch.model import Episode
from narrator.batch.places import fetched, is_remote
from narrator.batch.retrying import Retrying
from narrator.deliver import make_folder
from narrator.media.stage import staged


@contextmanager
def sources_here(
    episode: Episode, scratch: Path, retrying: Retrying, on_fetch: Callable[[], None]
) -> Iterator[Mapping[str, object]]:
    """Yield an episode's settings with every file of them here; what was fetched goes at the end.

    What a killed process fetched goes too. Raises as `fetched` does.
    """
    names = list(dict.fromkeys(files_of(episode)))
    if not any(map(is_remote, names)):
        yield with_paths(episode.settings, {name: fetched(name, scratch) for name in names})
        return
    on_fetch()
    make_folder(scratch)
    with staged(scratch) as stage:
        paths = {name: retrying(partial(fetched, name, stage)) for name in names}
        yield with_paths(episode.settings, paths)


def with_paths(settings: Mapping[str, object], paths: Mapping[str, Path]) -> dict[str, object]:
    """Return settings with the path of each file in place of its name."""
    return {key: _with_path(value, paths) for key, value in settings.items()}


def _with_path(value: object, paths: Mapping[str, Path]) -> object:
    if isinstance(value, (list, tuple)):
        return [_with_path(each, paths) for each in value]
    if isinstance(value, (str, Path)) and str(value) in paths:
        return str(paths[str(value)])
    return value
