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

    Of a job that failed only the state is stored, and only if that can be. Two batches may both
    render it; what one stores is whole, and the later takes the place of the former.
    """
    make_folder(scratch)
    with staged(scratch) as stage:
        outcome = work(stage)
        try:
            made = outcome.files if outcome.state == "done" else ()
            retrying(partial(stored, stage, [*made, STATE], episode.output))
        except (NarratorError, OSError) as error:
            outcome = _not_stored(episode, outcome, stage, error)
    return replace(outcome, attempts=max(outcome.attempts, retrying.used))


def _not_stored(
    episode: Episode, outcome: EpisodeOutcome, stage: Path, error: Exception
) -> EpisodeOutcome:
    """Return the outcome of a job that could not be stored, and store that, if it can be."""
    if outcome.state != "done":
        return outcome
    lost = failure(episode.name, error)
    state = read_state(str(stage))
    with suppress(NarratorError, OSError):
        if state:
            write_state(stage, replace(state, outcome=lost, made={}))
            stored(stage, [STATE], episode.output)
    return lost
