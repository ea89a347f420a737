"""A job whose results go to a store: made aside, then put there as one set, its state the last."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from narrator.batch.attempt import failure
from narrator.batch.model import Episode, EpisodeOutcome
from narrator.batch.places import stored
from narrator.batch.retrying import Retrying
from narrator.batch.state import STATE, read_state, write_state
from narrator.deliver import make_folder
from narrator.errors import NarratorError
from narrator.media.stage import staged


def stored_elsewhere(
    episode: Episode,
    scratch: Path,
    retrying: Retrying,
    work: Callable[[Path], EpisodeOutcome],
) -> EpisodeOutcome:
    """Render by `work` into a folder that goes at the end, and store what it left.

    Of a job that failed only the state is stored, and only if that can be.
    """
    make_folder(scratch)
    with staged(scratch) as stage:
        folder = stage / "out"  # the stage itself is locked, and a render locks its folder
        make_folder(folder)
        outcome = work(folder)
        try:
            made = outcome.files if outcome.state == "done" else ()
            retrying(partial(stored, folder, [*made, STATE], episode.output))
        except (NarratorError, OSError) as error:
            outcome = _not_stored(episode, outcome, folder, error)
    return replace(outcome, attempts=max(outcome.attempts, retrying.used))


def _not_stored(
    episode: Episode, outcome: EpisodeOutcome, folder: Path, error: Exception
) -> EpisodeOutcome:
    """Return the outcome of a job that could not be stored, and store that, if it can be."""
    if outcome.state != "done":
        return outcome
    lost = failure(episode.name, error)
    state = read_state(str(folder))
    with suppress(NarratorError, OSError):
        if state:
            write_state(folder, replace(state, outcome=lost, made={}))
            stored(folder, [STATE], episode.output)
    return lost
