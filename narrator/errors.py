"""The errors a user can meet: each says what happened, gives a hint, and has an exit code."""

import errno
from pathlib import Path


class NarratorError(Exception):
    """The base: one sentence for the user, and a hint at what to do."""

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the sentence and the hint apart so that a program can show either."""
        super().__init__(message)
        self.message = message
        self.hint = hint

    @property
    def with_hint(self) -> str:
        """The sentence, and the hint after it where there is one."""
        return f"{self.message} {self.hint}".strip()

    @property
    def lines(self) -> tuple[str, ...]:
        """The sentence as lines to show: one, whatever the names in it hold."""
        return (self.message,)


class JobError(NarratorError):
    """The command line, a job file, a voice or a setting is wrong."""

    exit_code = 2


class FaultsError(JobError):
    """Several faults at once: a line each, none of which holds what would break it."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The sentence and the faults."""
        return tuple(self.message.split("\n"))


class OutputError(NarratorError):
    """The output folder cannot be written."""

    exit_code = 2

    @classmethod
    def from_os_error(cls, path: Path, error: OSError) -> "OutputError":
        """Say which path could not be written, and why, in the system's words."""
        reason = error.strerror or str(error)
        hint = "Choose another place with -o."
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            hint = "Free some space or choose another disk with -o; nothing half-written was left."
        return cls(f"Cannot write {path}: {reason}.", hint)


class UnreadableInputError(NarratorError):
    """A subtitle file or a programme cannot be read."""

    exit_code = 3


class RemoteFaultError(NarratorError):
    """A place elsewhere did not answer, or broke off: the only error that is worth a retry."""

    exit_code = 3


class LostError(NarratorError):
    """Whoever was at a job is gone: a worker, or the scheduler of a cluster."""

    exit_code = 70  # sysexits.h EX_SOFTWARE: as where narrator itself has a fault


class NothingToNarrateError(NarratorError):
    """The subtitles hold no on-screen text."""

    exit_code = 4


class SpeechError(NarratorError):
    """A speech engine is missing, hangs, or gave no sound."""

    exit_code = 5


class MediaError(NarratorError):
    """The ffmpeg program is missing or failed."""

    exit_code = 6


class CheckFailedError(NarratorError):
    """A check of the result found something blocking."""

    exit_code = 7
