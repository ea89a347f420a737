"""The state of a job, a small JSON file in the folder of its results, and the lock beside it.

It is written aside and renamed, so that it is whole at any moment; only who holds the lock writes.
A job that is told as running while nobody holds its lock was interrupted.
"""

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from cattrs import Converter

from narrator.batch.model import EpisodeOutcome
from narrator.batch.stamps import Stamp
from narrator.media.files import blaming

STATE = ".narrator-job.json"
LOCK = ".narrator-job.lock"
FORMAT = 1  # counts up when older states can no longer be read


@dataclass(frozen=True, kw_only=True, slots=True)
class JobState:
    """What is known of a job.

    settings is the digest of its settings, inputs the stamps of its files by name, made those of
    its results by file name. stage is what it is at, stages the seconds that each took, warnings
    its findings as the cue sheet has them. at is when this was written, in seconds since 1970.
    """

    outcome: EpisodeOutcome
    settings: str
    inputs: Mapping[str, Stamp]
    made: Mapping[str, Stamp] = field(default_factory=dict)
    stage: str = ""
    stages: tuple[tuple[str, float], ...] = ()
    warnings: tuple[Mapping[str, Any], ...] = ()
    at: float = 0.0
    format: int = FORMAT


def read_state(folder: str) -> JobState | None:
    """Return the state in a folder; None where there is none, or none that can be read."""
    try:
        with open(f"{folder}/{STATE}", encoding="utf-8") as stream:  # noqa: PTH123 - as in stamps
            return state_of(stream.read())
    except OSError:
        return None


def state_of(text: str) -> JobState | None:
    """Return a state from its JSON, None where it is not one."""
    with suppress(Exception):  # cattrs raises whatever a wrong value brings about
        content = json.loads(text)
        if content["format"] == FORMAT:
            return _converter().structure(content, JobState)
    return None


def text_of(state: JobState) -> str:
    """Return a state as JSON."""
    return json.dumps(asdict(replace(state, at=time.time())))


def write_state(folder: Path, state: JobState) -> None:
    """Write how a job ended, so that it outlasts a power cut. Raises OutputError."""
    with blaming(folder / STATE):
        _replace(folder, state, lasting=True)


def note_state(folder: Path, state: JobState) -> None:
    """Write how far a job is; without waiting for the disk, and without fail."""
    with suppress(OSError):
        _replace(folder, state, lasting=False)


def _replace(folder: Path, state: JobState, *, lasting: bool) -> None:
    """Write a state aside and rename it; only who holds the lock does, so one name is enough."""
    aside = folder / f"{STATE}.new"
    try:
        with aside.open("w", encoding="utf-8") as stream:
            stream.write(text_of(state))
            if lasting:
                stream.flush()
                os.fsync(stream.fileno())
        aside.replace(folder / STATE)
    except OSError:
        with suppress(OSError):
            aside.unlink()
        raise


def open_lock(folder: Path, lock: str) -> int:
    """Make a folder and return the descriptor of a lock in it. Raises OutputError."""
    with blaming(folder):
        folder.mkdir(parents=True, exist_ok=True)
        return os.open(folder / lock, os.O_RDWR | os.O_CREAT, 0o666)


@contextmanager
def holding(folder: Path, on_wait: Callable[[], None], lock: str = LOCK) -> Iterator[None]:
    """Make a folder and hold a lock in it; where another does, say so and wait. Raises OutputError.

    The kernel takes the lock from whoever dies. On a disk without locks nobody holds any.
    """
    descriptor = open_lock(folder, lock)
    try:
        _wait(descriptor, on_wait)
        yield
    finally:
        os.close(descriptor)


def is_held(folder: Path) -> bool:
    """Whether somebody is at work in a folder."""
    with suppress(OSError):  # no lock, or a disk without locks: as good a guess as any
        return is_locked(folder / LOCK, fcntl.LOCK_SH)
    return False


def is_locked(lock: Path, kind: int) -> bool:
    """Whether a lock of a kind, LOCK_SH or LOCK_EX, would not be granted now. Raises OSError."""
    writable = os.access(lock, os.W_OK)  # as NFS wants it, to grant a lock that is not shared
    descriptor = os.open(lock, os.O_RDWR if writable else os.O_RDONLY)
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _wait(descriptor: int, on_wait: Callable[[], None]) -> None:
    with suppress(OSError):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            on_wait()
            fcntl.flock(descriptor, fcntl.LOCK_EX)


@cache
def _converter() -> Converter:
    return Converter()
