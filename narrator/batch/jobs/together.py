"""What jobs that are each in order may still do to one another."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from narrator.addresses import is_url
from narrator.batch.jobs.faults import Faults
from narrator.batch.keywords import FILES
from narrator.batch.model import Episode


def check_together(episodes: Sequence[Episode], faults: Faults) -> None:
    """Keep as faults: names and outputs that are there twice, and inputs that lie in an output.

    Two that differ by capitals alone are the same: on many disks they are one folder.
    """
    for episode, before in again(episodes, name_of):
        add_same(faults, "name", episode.name, episode, before)
    for episode, before in again(episodes, output_of):
        if not follows_from_names(episode, before):
            add_same(faults, "output", episode.output, episode, before)
    outputs = {same(episode.output): episode for episode in episodes if not is_url(episode.output)}
    for episode in episodes:
        for key in FILES:
            place = str(episode.settings.get(key) or "")
            if place and not is_url(place) and (other := outputs.get(same(Path(place).parent))):
                sentence = f"{place} lies in the output of the episode of {other.where}."
                faults.add(episode.where, key, sentence)


def again(
    episodes: Sequence[Episode], value: Callable[[Episode], str]
) -> Iterator[tuple[Episode, Episode]]:
    """Yield each episode that has a value in common with one before, and that one."""
    first: dict[str, Episode] = {}
    for episode in episodes:
        before = first.setdefault(same(value(episode)), episode)
        if before is not episode:
            yield episode, before


def add_same(faults: Faults, key: str, value: str, episode: Episode, before: Episode) -> None:
    """Keep as a fault that an episode has in common with one before what it must not."""
    faults.add(episode.where, key, f"{value} is that of the episode of {before.where}, too.")


def follows_from_names(episode: Episode, before: Episode) -> bool:
    """Whether two have one output since they have one name, which is told already."""
    name = same(episode.name)
    return name == same(before.name) == same(PurePosixPath(episode.output).name)


def name_of(episode: Episode) -> str:
    """Return an episode's name."""
    return episode.name


def output_of(episode: Episode) -> str:
    """Return an episode's output."""
    return episode.output


def same(text: str | Path) -> str:
    """Return what two names have in common that a disk may take for one."""
    return unicodedata.normalize("NFC", str(text)).casefold()
