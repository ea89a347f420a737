"""A job's products made aside, in a hidden folder within the folder they go to, and published.

Two runs into one folder do not disturb each other: a stage belongs to the process that holds its
lock, and one set of files is moved at a time, so that the sets of two runs are never mingled.
"""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from narrator.errors import OutputError
from narrator.media.files import blaming, naming, output_path

STAGE = ".narrator-stage-"
STALE_S = 24 * 3600.0  # no render lasts longer
_PATIENCE_S = 10.0  # moving a set of files takes milliseconds
_PAUSE_S = 0.02


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """Yield a new hidden folder within `folder`; it goes at the end.

    So do stages that a killed process left there. Raises OutputError where none can be made; an
    error of the block names the folder and not the stage.
    """
    with blaming(folder), _held(folder):
        _sweep(folder)
        stage = Path(tempfile.mkdtemp(prefix=STAGE, dir=folder))
        lock = os.open(stage, os.O_RDONLY)
        _lock(lock)
    try:
        with naming(stage, folder):
            yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        os.close(lock)


def publish(stage: Path, folder: Path, names: Iterable[str]) -> tuple[Path, ...]:
    """Move finished files from the stage to their places, one right after the other.

    Raises OutputError where one cannot be moved; where a folder stands in a file's place, or a
    link leads out of the folder, that is before any is moved.
    """
    moves = [(stage / name, _place(folder, name)) for name in names]
    with blaming(folder), _held(folder):
        for made, place in moves:
            with blaming(place):
                made.replace(place)
    return tuple(place for _, place in moves)


def _place(folder: Path, name: str) -> Path:
    place = output_path(folder, name)
    if place.is_dir():
        raise OutputError(f"{place} is a folder, where a file is to go.", "Remove or rename it.")
    return place


def _sweep(folder: Path) -> None:
    for stage in folder.glob(f"{STAGE}*"):
        with suppress(OSError):  # another process may be quicker
            if _is_left(stage):
                shutil.rmtree(stage, ignore_errors=True)


def _is_left(stage: Path) -> bool:
    """Whether its process is gone; on a disk without locks, whether it must be by now."""
    descriptor = os.open(stage, os.O_RDONLY)
    try:
        return _lock(descriptor) or time.time() - stage.stat().st_mtime > STALE_S
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    """Lock a file or folder until its descriptor is closed; say whether that could be."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # another process holds it, or the disk knows no locks
        return False
    return True


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Wait for a folder's lock and hold it; after ten seconds, go on without."""
    descriptor = os.open(folder, os.O_RDONLY)
    deadline_s = time.monotonic() + _PATIENCE_S
    try:
        while not _lock(descriptor) and time.monotonic() < deadline_s:
            time.sleep(_PAUSE_S)
        yield
    finally:
        os.close(descriptor)
