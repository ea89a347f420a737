"""What jobs that are each in order may still do to one another."""

import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from narrator.addresses import is_url
from narrator.batch.jobs.faults import Faults
from narrator.batch.keywords import FILES
from narrator.batch.model import Episode


def check_together(episodes: Sequence[Episode], faults: Faults) -> None:
    """Keep as faults: names and outputs that are there twice, and inputs that lie in an output.

    Two that differ by capitals alone are the same: on many disks they are one folder.
    """
    check_unlike(episodes, faults, "name", name_of)
    check_unlike(episodes, faults, "output", output_of)
    outputs = {same(episode.output): episode for episode in episodes if not is_url(episode.output)}
    for episode in episodes:
        for key in FILES:
            place = str(episode.settings.get(key) or "")
            if place and not is_url(place) and (other := outputs.get(same(Path(place).parent))):
                sentence = f"{place} lies in the output of the episode of {other.where}."
                faults.add(episode.where, key, sentence)


def check_unlike(
    episodes: Sequence[Episode], faults: Faults, key: str, value: Callable[[Episode], str]
) -> None:
    """Keep a fault for each episode that has in common with one before what it must not."""
    first: dict[str, Episode] = {}
    for episode in episodes:
        before = first.setdefault(same(value(episode)), episode)
        if before is not episode:
            sentence = f"{value(episode)} is that of the episode of {before.where}, too."
            faults.add(episode.where, key, sentence)


def name_of(episode: Episode) -> str:
    """Return an episode's name."""
    return episode.name


def output_of(episode: Episode) -> str:
    """Return an episode's output."""
    return episode.output


def same(text: str | Path) -> str:
    """Return what two names have in common that a disk may take for one."""
    return unicodedata.normalize("NFC", str(text)).casefold()
