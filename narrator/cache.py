"""The clip cache: spoken clips kept by what they were made of, so that nothing is spoken twice.

A clip is the file KEY-DIGEST.wav: the key says what was asked for, the digest is that of the
file's bytes, so that a truncated or damaged clip is known and made anew. Clips arrive by rename;
several processes may share one cache.
"""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from platformdirs import user_cache_path

from narrator.errors import OutputError
from narrator.model import Voice

FORMAT = 1
LIMIT_BYTES = 2 << 30
SPARED_S = 3_600.0

_STALE_S = 86_400.0
_WORKSPACE = "working-"
_VARIABLE = "NARRATOR_CACHE"


def default_cache_folder() -> Path:
    """Return the folder named by NARRATOR_CACHE, else "clips" in the user's cache folder."""
    chosen = os.environ.get(_VARIABLE)
    return Path(chosen) if chosen else user_cache_path("narrator") / "clips"


def clip_key(text: str, voice: Voice, *, rate_wpm: int, made_by: str, lexicon: str) -> str:
    """Return the digest of all that decides how a clip sounds.

    `made_by` names the engine's version and its model's digest; `lexicon` is a digest or "".
    A voice's name, licence, description and gain leave the clip as it is and do not count.
    """
    made_of = [
        FORMAT,
        voice.engine,
        made_by,
        voice.language,
        voice.engine_voice,
        voice.natural_wpm,
        voice.variation,
        rate_wpm,
        lexicon,
        text,
    ]
    return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()


def clip_digest(path: Path) -> str:
    """Return the digest of a cached clip's bytes, which its name holds."""
    return path.stem.partition("-")[2]


class ClipCache:
    """A folder of clips, at most `limit_bytes` of them after `evict`."""

    def __init__(self, folder: Path, limit_bytes: int = LIMIT_BYTES) -> None:
        """Take the folder; it is made when there is a first clip to keep."""
        self._folder = folder
        self._limit_bytes = limit_bytes

    def find(self, key: str) -> Path | None:
        """Return the clip of `key`, or None; a damaged one is removed.

        The clip counts as used now, and stays for an hour at least.
        """
        if not self._folder.is_dir():
            return None
        with self._lock(fcntl.LOCK_SH):
            for path in self._bucket(key).glob(f"{key}-*.wav"):
                if _is_whole(path):
                    return path
                with suppress(OSError):  # gone already, or another user's
                    path.unlink()
        return None

    def add(self, key: str, temporary_path: Path) -> Path:
        """Move the file at `temporary_path` into the cache and return where it is now.

        It must come from `workspace`. Raises OutputError where it cannot be moved.
        """
        path = self._bucket(key)
        try:
            path /= f"{key}-{_digest(temporary_path)}.wav"
            path.parent.mkdir(exist_ok=True)
            temporary_path.replace(path)
        except OSError as error:
            raise _unusable(path, error) from error
        return path

    @contextmanager
    def workspace(self) -> Iterator[Path]:
        """Yield a folder for clips in the making, on the cache's own disk; it goes at the end.

        Workspaces a day old, left by killed processes, go too.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._sweep()
            folder = Path(tempfile.mkdtemp(prefix=_WORKSPACE, dir=self._folder))
        except OSError as error:
            raise _unusable(self._folder, error) from error
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

    def _removed(self, path: Path) -> bool:
        """Remove a clip unless it has been used since; by the lock, nobody finds it meanwhile."""
        with self._lock(fcntl.LOCK_EX), suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime < SPARED_S:
                return False
            try:
                path.unlink()
            except PermissionError:  # another user's in a shared cache
                return False
        return True

    def _bucket(self, key: str) -> Path:
        return self._folder / key[:2]

    def _sweep(self) -> None:
        for folder in self._folder.glob(f"{_WORKSPACE}*"):
            with suppress(FileNotFoundError):
                if time.time() - folder.stat().st_mtime > _STALE_S:
                    shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def _lock(self, kind: int) -> Iterator[None]:
        try:
            descriptor = os.open(self._folder / ".lock", os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise _unusable(self._folder, error) from error
        try:
            with suppress(OSError):  # some network disks know no locks: the hour must do there
                fcntl.flock(descriptor, kind)
            yield
        finally:
            os.close(descriptor)


def _is_whole(path: Path) -> bool:
    """Say whether a clip's bytes are those that were added, and mark it as used now."""
    with suppress(OSError):  # gone, or another user's in a shared cache: as good to read
        os.utime(path)
    try:
        return _digest(path) == clip_digest(path)
    except OSError:
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
