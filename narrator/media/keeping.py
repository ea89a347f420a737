"""A folder of results that are kept for the next run: bounded, and the oldest go first."""

import os
from contextlib import suppress
from pathlib import Path

_SPARE = 10  # a tenth more than the bound may stand there, so that most runs only count


def forget_oldest(folder: Path, suffix: str, most_kept: int) -> None:
    """Remove the oldest files with a suffix above most_kept, once there is a tenth more than that.

    Until then the files are counted and not looked at. Another process may be at it too. Raises
    OSError where the folder cannot be read.
    """
    with os.scandir(folder) as entries:
        kept = [entry for entry in entries if entry.name.endswith(suffix)]
    if len(kept) <= most_kept + most_kept // _SPARE:
        return
    for path in _by_age(kept)[:-most_kept]:
        path.unlink(missing_ok=True)


def _by_age(entries: "list[os.DirEntry[str]]") -> list[Path]:
    """Return the files that are still there, the oldest first."""
    aged = []
    for entry in entries:
        with suppress(FileNotFoundError):
            aged.append((entry.stat().st_mtime, entry.path))
    return [Path(path) for _, path in sorted(aged)]
