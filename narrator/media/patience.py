"""Pipes that are not waited for without end: each byte that moves starts the wait anew."""

import fcntl
import io
import os
import select
import time
from collections.abc import Callable
from contextlib import suppress
from typing import IO, TYPE_CHECKING, NoReturn

if TYPE_CHECKING:  # it is there for type checkers only
    from _typeshed import ReadableBuffer, WriteableBuffer

READABLE, WRITABLE = select.POLLIN, select.POLLOUT
_BUFFER_BYTES = 1 << 20  # as large as Linux lets anyone make a pipe

OnStall = Callable[[], NoReturn]  # raises what is to be raised where nothing moves


def await_ready(descriptor: int, event: int, deadline_s: float) -> None:
    """Wait until a pipe can be read (READABLE) or written (WRITABLE), or its other end is closed.

    `deadline_s` is on the clock of time.monotonic. Raises TimeoutError where it passes.
    """
    poll = select.poll()
    poll.register(descriptor, event)
    if not poll.poll(max(0, deadline_s - time.monotonic()) * 1000):
        raise TimeoutError


def patient_reader(pipe: IO[bytes], stall_s: float, on_stall: OnStall) -> IO[bytes]:
    """Return a buffered reader of an unbuffered pipe; it owns the pipe.

    It calls `on_stall` after waiting `stall_s` for a byte; the time between reads is no waiting.
    """
    return io.BufferedReader(_Pipe(pipe, stall_s, on_stall), _BUFFER_BYTES)


def patient_writer(pipe: IO[bytes], stall_s: float, on_stall: OnStall) -> IO[bytes]:
    """Return a buffered writer to an unbuffered pipe, with patience as `patient_reader` has it."""
    return io.BufferedWriter(_Pipe(pipe, stall_s, on_stall), _BUFFER_BYTES)


class _Pipe(io.RawIOBase):
    """One end of a pipe, without blocking underneath."""

    def __init__(self, pipe: IO[bytes], stall_s: float, on_stall: OnStall) -> None:
        os.set_blocking(pipe.fileno(), False)
        with suppress(OSError):  # the system may allow less; then there are more reads
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _BUFFER_BYTES)
        self._pipe = pipe
        self._stall_s = stall_s
        self._on_stall = on_stall

    def fileno(self) -> int:
        return self._pipe.fileno()

    def readable(self) -> bool:
        return self._pipe.readable()

    def writable(self) -> bool:
        return self._pipe.writable()

    def readinto(self, buffer: "WriteableBuffer") -> int:
        while True:
            self._await(READABLE)
            try:
                return os.readv(self.fileno(), [buffer])
            except BlockingIOError:
                continue

    def write(self, block: "ReadableBuffer") -> int:
        while True:
            self._await(WRITABLE)
            try:
                return os.write(self.fileno(), block)
            except BlockingIOError:
                continue

    def close(self) -> None:
        super().close()
        self._pipe.close()

    def _await(self, event: int) -> None:
        try:
            await_ready(self.fileno(), event, time.monotonic() + self._stall_s)
        except TimeoutError:
            self._on_stall()
