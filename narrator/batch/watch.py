"""Those who look on while a batch runs, and are told what happens."""

from collections.abc import Callable, Sequence
from typing import Protocol

from narrator.batch.model import Batch, EpisodeOutcome
from narrator.batch.state import JobState
from narrator.errors import NarratorError


class Watch(Protocol):
    """Someone who is told how a batch goes, in the thread that runs it."""

    def begins(self, batch: Batch) -> None:
        """Say that a batch begins."""
        ...

    def stage(self, name: str, stage: str) -> None:
        """Say that a job has come to a stage."""
        ...

    def ended(self, outcome: EpisodeOutcome, state: JobState | None) -> None:
        """Say what became of a job; with its state where it was done now."""
        ...

    def closes(self, outcomes: Sequence[EpisodeOutcome]) -> None:
        """Say that the batch is over, or was stopped, with an outcome for every job."""
        ...


class Watches:
    """Several who look on, told one after the other.

    Once work has begun, one that cannot write what it is told neither ends the batch nor keeps it
    from the others: its error is kept in `faults`, by its sentence.
    """

    def __init__(self, *watches: Watch) -> None:
        """Take them."""
        self._watches = watches
        self.faults: dict[str, NarratorError] = {}

    def begins(self, batch: Batch) -> None:
        """Tell all. Raises what they raise: nothing has been done yet."""
        for watch in self._watches:
            watch.begins(batch)

    def stage(self, name: str, stage: str) -> None:
        """Tell all."""
        self._tell(lambda watch: watch.stage(name, stage))

    def ended(self, outcome: EpisodeOutcome, state: JobState | None) -> None:
        """Tell all."""
        self._tell(lambda watch: watch.ended(outcome, state))

    def closes(self, outcomes: Sequence[EpisodeOutcome]) -> None:
        """Tell all."""
        self._tell(lambda watch: watch.closes(outcomes))

    def _tell(self, tell: Callable[[Watch], None]) -> None:
        for watch in self._watches:
            try:
                tell(watch)
            except NarratorError as error:
                self.faults.setdefault(error.message, error)
