"""The processes that a process started, as Linux tells them (proc(5)), and their end.

A worker has ffmpeg and speech engines below it, each in a session of its own. They go by
themselves when it is killed, but for one that is stopped, or hangs so that it sees nothing.
"""

import os
import signal
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def children_of(pid: int) -> list[int]:
    """Return the process ids of the children of all threads of a process."""
    found: list[int] = []
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (thread / "children").read_text().split())
    return found


def descendants_of(pid: int) -> list[int]:
    """Return the process ids of all below a process, the nearer first."""
    found = children_of(pid)
    for child in found:  # which grows meanwhile
        found += children_of(child)
    return found


def kill(pids: Iterable[int]) -> None:
    """Kill processes; those that are gone are passed over."""
    for pid in pids:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)
