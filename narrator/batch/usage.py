"""What a job used of the machine: processor time and memory, as Linux tells them (proc(5))."""

import os
import resource
from contextlib import suppress
from pathlib import Path

from narrator.batch.family import children_of

_SELF = Path("/proc/self")
_TICKS = os.sysconf("SC_CLK_TCK")


def cpu_s() -> float:
    """Return the processor seconds of this process and its children, those still at work too."""
    ended = sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
    return ended + sum(map(_cpu_s_of, children_of(os.getpid())))


def forget_peak() -> None:
    """Count the peak of this process's memory anew (clear_refs, 5)."""
    with suppress(OSError):
        (_SELF / "clear_refs").write_text("5")


def peak_bytes() -> int:
    """Return the most memory that this process has had since the peak was forgotten."""
    return _status_bytes("VmHWM")


def held_bytes() -> int:
    """Return the memory that this process has now."""
    return _status_bytes("VmRSS")


def _status_bytes(name: str) -> int:
    with suppress(OSError, ValueError, IndexError):
        for line in (_SELF / "status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _cpu_s_of(pid: int) -> float:
    """Return the time of a process and of its own ended children: fields 14 to 17 of its stat."""
    with suppress(OSError, ValueError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / _TICKS
    return 0.0
