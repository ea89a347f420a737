"""Which jobs are done already: their files stand, and what they were made of is as it was."""

from contextlib import suppress
from dataclasses import replace

from narrator.batch.inputs import are_as_stamped, is_elsewhere, settings_digest
from narrator.batch.model import Episode, EpisodeOutcome
from narrator.batch.stamps import is_as_stamped
from narrator.batch.state import JobState, read_state, state_of
from narrator.errors import NarratorError


def done_before(episode: Episode) -> EpisodeOutcome | None:
    """Return what became of a job that a run before has done, None where it is to be done.

    It is to be done where it never was or failed, where an input, a setting or narrator itself
    changed, and where one of its results is gone or is another file now.
    """
    state = state_in(episode.output)
    with suppress(OSError, NarratorError):  # a file that is gone
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


def made_stands(state: JobState, folder: str) -> bool:
    """Whether all results are where they were put. Raises OSError where one is gone."""
    if is_elsewhere(folder):
        from narrator.batch.places import identity  # noqa: PLC0415 - needs fsspec

        return all(identity(f"{folder}/{name}") == was.digest for name, was in state.made.items())
    return all(is_as_stamped(f"{folder}/{name}", was) for name, was in state.made.items())


def state_in(folder: str) -> JobState | None:
    """Return the state of the job whose results go to a folder, here or elsewhere."""
    if not is_elsewhere(folder):
        return read_state(folder)
    from narrator.batch.remote import kept_text  # noqa: PLC0415 - needs fsspec

    text = kept_text(folder)
    return None if text is None else state_of(text)
