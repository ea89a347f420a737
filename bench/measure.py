"""How long a command takes, and how much memory it and all it starts hold at once.

Wall time is from the start to the end of the command, its children waited for. Memory is read
from /proc many times a second while the command runs: at each look the proportional set sizes
(PSS, proc(5)) of the command and its descendants are added up, so that what they share counts
once; the largest sum is the peak. A process that is just being started still has its parent's
memory, until it runs its own program, and is passed over (kcmp(2) tells). Beside
it stands the kernel's own figure for the largest single process (ru_maxrss of wait4(2)), which
misses nothing between two looks; it is never below what the process that measures holds itself,
since the kernel counts from before the exec. Linux only.
"""

import ctypes
import os
import platform
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

LOOK_S = 0.1
PROC = Path("/proc")
LIBC = ctypes.CDLL(None)
KCMP_NUMBERS = {"x86_64": 312, "aarch64": 272}  # of kcmp(2), for which the C library has no name
KCMP_VM = 1
SHOWN_BYTES = 2_000


class CommandFailedError(Exception):
    """A command that was to be measured failed, so its time means nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """What one run cost: `cpu_s` is of all cores together, the command's children included.

    `tree_bytes` is the peak of the sum over all processes, `process_bytes` that of the largest.
    """

    wall_s: float
    cpu_s: float
    tree_bytes: int
    process_bytes: int


def measured(
    command: Sequence[str | Path],
    *,
    log: Path,
    environ: Mapping[str, str] | None = None,
    look_s: float = LOOK_S,
) -> Measured:
    """Run `command` to its end and return what it cost; what it prints goes to `log`.

    `environ` is added to the environment; memory is looked at every `look_s`.
    Raises CommandFailedError where it does not exit with 0.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    os.sync()  # what was written before must not be paid for by this run
    with log.open("wb") as said:
        started_s = time.perf_counter()
        child = subprocess.Popen(
            [os.fspath(each) for each in command],
            env={**os.environ, **(environ or {})},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            with Watch(child.pid, look_s) as watch:
                _, status, usage = os.wait4(child.pid, 0)
        except BaseException:  # Ctrl-C: what is measured must not go on alone
            child.terminate()
            raise
        wall_s = time.perf_counter() - started_s
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        end = log.read_bytes()[-SHOWN_BYTES:].decode(errors="replace")
        raise CommandFailedError(f"{command[0]} ended with {child.returncode}; see {log}:\n{end}")
    return Measured(
        wall_s=wall_s,
        cpu_s=usage.ru_utime + usage.ru_stime,
        tree_bytes=watch.peak_bytes,
        process_bytes=usage.ru_maxrss * 1024,
    )


class Watch:
    """A thread that keeps the largest sum of memory of a process and its descendants."""

    def __init__(self, pid: int, look_s: float) -> None:
        """Watch the process `pid`; a context manager, `peak_bytes` is read after it."""
        self.peak_bytes = 0
        self._pid = pid
        self._look_s = look_s
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        """Begin to look."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Look no more."""
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(self._look_s):
            self.peak_bytes = max(self.peak_bytes, sum(map(pss_bytes, family(self._pid))))


def family(pid: int) -> list[int]:
    """Return a process and its descendants, as far as they are there, each memory once."""
    found = [pid]
    for each in found:  # grows as it goes
        found += [child for child in children_of(each) if not is_one_memory(each, child)]
    return found


def is_one_memory(one: int, other: int) -> bool:
    """Say whether two processes have the very same memory; False where the system cannot tell."""
    number = KCMP_NUMBERS.get(platform.machine())
    return number is not None and LIBC.syscall(number, one, other, KCMP_VM, 0, 0) == 0


def children_of(pid: int) -> list[int]:
    """Return the processes that the threads of a process have started and not yet reaped."""
    found: list[int] = []
    with suppress(OSError):  # it has ended meanwhile
        for task in (PROC / str(pid) / "task").iterdir():
            with suppress(OSError):  # the thread has
                found += map(int, (task / "children").read_bytes().split())
    return found


def pss_bytes(pid: int) -> int:
    """Return a process's share of memory, 0 where it has ended."""
    with suppress(OSError):
        for line in (PROC / str(pid) / "smaps_rollup").read_bytes().splitlines():
            if line.startswith(b"Pss:"):
                return int(line.split()[1]) * 1024
    return 0
