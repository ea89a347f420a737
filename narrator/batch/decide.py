"""Which jobs are done already: their files stand, and what they were made of is as it was."""

from contextlib import suppress
from dataclasses import replace

from narrator.addresses import is_remote, path_of
from narrator.batch.inputs import are_as_stamped, settings_digest
from narrator.batch.model import Episode, EpisodeOutcome
from narrator.batch.places import identities, text_at
from narrator.batch.stamps import is_as_stamped
from narrator.batch.state import STATE, JobState, read_state, state_of
from narrator.errors import NarratorError


def done_before(episode: Episode) -> EpisodeOutcome | None:
    """Return what became of a job that a run before has done, None where it is to be done.

    It is to be done where it never was or failed, where an input, a setting or narrator itself
    changed, and where one of its results is gone or is another file now. A store that does not
    answer says nothing: then the job is to be done, and tells what is wrong.
    """
    with suppress(OSError, NarratorError):  # a file that is gone
        state = state_in(episode.output)
        if state and is_current(state, episode):
            return replace(state.outcome, name=episode.name, skipped=True)
    return None


def is_current(state: JobState, episode: Episode) -> bool:
    """Whether a job is done and nothing has changed since. Raises where a file is gone."""
    return (
        state.outcome.state == "done"
        and state.settings == settings_digest(episode)
        and are_as_stamped(state.inputs)
        and made_stands(state, episode.output)
    )


def made_stands(state: JobState, place: str) -> bool:
    """Whether all results are where they were put. Raises OSError where one is gone.

    In a store their sizes are compared: it has names of its own for what they hold.
    """
    if is_remote(place):
        sizes = {name: told.partition(" ")[0] for name, told in identities(place).items()}
        return all(sizes.get(name) == str(was.size) for name, was in state.made.items())
    folder = str(path_of(place))
    return all(is_as_stamped(f"{folder}/{name}", was) for name, was in state.made.items())


def state_in(place: str) -> JobState | None:
    """Return the state of the job whose results go to a place. Raises RemoteFaultError."""
    if not is_remote(place):
        return read_state(str(path_of(place)))
    text = text_at(f"{place}/{STATE}")
    return None if text is None else state_of(text)
