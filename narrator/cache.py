"""The clip cache: spoken clips kept by what they were made of, so that nothing is spoken twice.

A clip is the file KEY-DIGEST.wav: the key says what was asked for, the digest is that of the
file's bytes, so that a truncated or damaged clip is known and made anew. Clips arrive by rename;
several processes may share one cache. Where the folder cannot be written, or its disk is all but
full, a run goes on without: its clips stand in a folder of its own, which goes when the run does.
"""

import errno
import fcntl
import hashlib
import json
import logging
import os
import shutil
import tempfile
import time
import weakref
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from platformdirs import user_cache_path

from narrator.errors import OutputError
from narrator.media.files import digest
from narrator.model import Voice

_log = logging.getLogger("narrator.cache")

FORMAT = 2
LIMIT_BYTES = 2 << 30
LEAST_FREE_BYTES = 64 << 20  # the clips of a long episode
SPARED_S = 3_600.0

_STALE_S = 86_400.0
_WORKSPACE = "working-"
_VARIABLE = "NARRATOR_CACHE"


def default_cache_folder() -> Path:
    """Return the folder named by NARRATOR_CACHE, else "clips" in the user's cache folder."""
    chosen = os.environ.get(_VARIABLE)
    return Path(chosen) if chosen else user_cache_path("narrator") / "clips"


def default_heard_folder() -> Path:
    """Return the folder within that of the clips that keeps what was heard in programmes."""
    return default_cache_folder() / "heard"


def clip_key(text: str, voice: Voice, *, rate_wpm: int, made_by: str) -> str:
    """Return the digest of all that decides how a clip sounds.

    `made_by` names the engine's version and its model's digest. A voice's name, licence,
    description and gain leave the clip as it is and do not count.
    """
    made_of = [
        FORMAT,
        voice.engine,
        made_by,
        voice.language,
        voice.engine_voice,
        voice.natural_wpm,
        voice.variation,
        voice.pitch_semitones,
        rate_wpm,
        text,
    ]
    return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()


def clip_digest(path: Path) -> str:
    """Return the digest of a cached clip's bytes, which its name holds."""
    return path.stem.partition("-")[2]


class ClipCache:
    """A folder of clips, at most `limit_bytes` of them after `evict`.

    New ones go elsewhere where its disk has less than `least_free_bytes` left.
    """

    def __init__(
        self,
        folder: Path,
        limit_bytes: int = LIMIT_BYTES,
        least_free_bytes: int = LEAST_FREE_BYTES,
    ) -> None:
        """Take the folder; it is made when there is a first clip to keep."""
        self._folder = folder
        self._limit_bytes = limit_bytes
        self._least_free_bytes = least_free_bytes
        self._refuge: Path | None = None

    def find(self, key: str) -> Path | None:
        """Return the clip of `key`, or None; a damaged one is removed.

        The clip counts as used now, and stays for an hour at least.
        """
        if not self._folder.is_dir():
            return self._found(key, self._working_folder)
        with self._lock(fcntl.LOCK_SH):
            return self._found(key, self._folder) or self._found(key, self._working_folder)

    def add(self, key: str, temporary_path: Path) -> Path:
        """Move the file at `temporary_path` into the cache and return where it is now.

        It must come from `workspace`. Raises OutputError where it is gone, or no disk takes it.
        """
        try:
            return self._kept(key, temporary_path)
        except OSError as error:
            if temporary_path.exists():
                self._take_refuge(error)
        try:
            return self._kept(key, temporary_path)
        except OSError as error:
            raise _unusable(self._working_folder, error) from error

    @contextmanager
    def workspace(self) -> Iterator[Path]:
        """Yield a folder for clips in the making, on the cache's own disk; it goes at the end.

        Workspaces a day old, left by killed processes, go too. Raises OutputError where neither
        the cache's folder nor the system's for temporary files can be written.
        """
        folder = self._new_workspace()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def evict(self) -> None:
        """Remove the clips longest unused until the rest fit; none used within the hour."""
        uses = sorted(_uses(self._folder))
        surplus_bytes = sum(size for _, size, _ in uses) - self._limit_bytes
        for _, size, path in uses:
            if surplus_bytes <= 0:
                break
            if self._removed(path):
                surplus_bytes -= size

    @property
    def _working_folder(self) -> Path:
        """The folder that clips are kept in: the cache's own as long as it can be written."""
        return self._refuge or self._folder

    def _found(self, key: str, folder: Path) -> Path | None:
        for path in _named(key, _bucket(key, folder)):
            if _is_whole(path):
                return path
            with suppress(OSError):  # gone already, or another user's
                path.unlink()
        return None

    def _kept(self, key: str, temporary_path: Path) -> Path:
        path = _bucket(key, self._working_folder) / f"{key}-{digest(temporary_path)}.wav"
        path.parent.mkdir(exist_ok=True)
        if self._refuge:
            return Path(shutil.move(temporary_path, path))  # it may be on another disk
        return temporary_path.replace(path)

    def _new_workspace(self) -> Path:
        try:
            self._working_folder.mkdir(parents=True, exist_ok=True)
            self._sweep()
            self._must_have_room()
            return Path(tempfile.mkdtemp(prefix=_WORKSPACE, dir=self._working_folder))
        except OSError as error:
            return Path(tempfile.mkdtemp(prefix=_WORKSPACE, dir=self._take_refuge(error)))

    def _must_have_room(self) -> None:
        if not self._refuge and shutil.disk_usage(self._folder).free < self._least_free_bytes:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _take_refuge(self, error: OSError) -> Path:
        """Return a new folder that goes with this cache, and say why the cache's own is not used.

        Raises OutputError where there is no disk for that either.
        """
        trouble = _unusable(self._folder, error)
        try:
            self._refuge = Path(tempfile.mkdtemp(prefix="narrator-clips-"))
        except OSError:
            raise trouble from error
        weakref.finalize(self, shutil.rmtree, self._refuge, ignore_errors=True)
        _log.error("%s This run keeps no clips for the next. %s", trouble.message, trouble.hint)
        return self._refuge

    def _removed(self, path: Path) -> bool:
        """Remove a clip unless it has been used since; by the lock, nobody finds it meanwhile."""
        with self._lock(fcntl.LOCK_EX):
            try:
                if time.time() - path.stat().st_mtime < SPARED_S:
                    return False
                path.unlink()
            except FileNotFoundError:
                return True
            except OSError:  # another user's in a shared cache
                return False
        return True

    def _sweep(self) -> None:
        for folder in self._folder.glob(f"{_WORKSPACE}*"):
            with suppress(FileNotFoundError):
                if time.time() - folder.stat().st_mtime > _STALE_S:
                    shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def _lock(self, kind: int) -> Iterator[None]:
        with ExitStack() as stack:
            # A folder that is only to be read, or a network disk without locks: the hour must do.
            with suppress(OSError):
                lock = stack.enter_context((self._folder / ".lock").open("ab"))
                fcntl.flock(lock, kind)
            yield


def _is_whole(path: Path) -> bool:
    """Say whether a clip's bytes are those that were added, and mark it as used now."""
    with suppress(OSError):  # gone, or another user's in a shared cache: as good to read
        os.utime(path)
    try:
        return digest(path) == clip_digest(path)
    except OSError:
        return False


def _named(key: str, bucket: Path) -> list[Path]:
    """Return the clips of a key. A glob would compile a pattern for each, which takes longer."""
    with suppress(FileNotFoundError, NotADirectoryError):
        names = (name for name in os.listdir(bucket) if name.startswith(f"{key}-"))  # noqa: PTH208 - no paths
        return [bucket / name for name in names if name.endswith(".wav")]
    return []


def _bucket(key: str, folder: Path) -> Path:
    return folder / key[:2]


def _uses(folder: Path) -> Iterator[tuple[float, int, Path]]:
    """Yield when each clip was last used, its size and its path."""
    for path in folder.glob("??/*.wav"):
        with suppress(FileNotFoundError):
            status = path.stat()
            yield status.st_mtime, status.st_size, path


def _unusable(path: Path, error: OSError) -> OutputError:
    reason = error.strerror or str(error)
    hint = f"Free some space, or set {_VARIABLE} to another folder."
    return OutputError(f"The clip cache cannot use {path}: {reason}.", hint)
