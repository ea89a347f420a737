"""The only place that starts a process: argument lists, no shell, every failure a MediaError.

Each child has a session of its own, so that Ctrl-C in a terminal reaches narrator alone; it is
killed and reaped when narrator leaves it by an exception, Ctrl-C included, and where narrator
itself is killed (leash.py). A child is given all the time it needs as long as something moves:
only a wait of `stall_s` seconds in which it neither gives nor takes a byte, nor ends, is a stall
and the end of it. What a child says on its standard error is gathered by a thread, and only its
end is kept.
"""

import logging
import os
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, NoReturn, Self

from narrator.errors import MediaError
from narrator.media.patience import (
    READABLE,
    WRITABLE,
    await_ready,
    patient_reader,
    patient_writer,
)

_log = logging.getLogger("narrator.run")

STALL_S = 300.0  # a slow network disk may take minutes to come to an episode's first sound

_KEPT_BYTES = 8_192
_SHOWN_LINES = 3
_SHOWN_CHARACTERS = 400
_CHUNK_BYTES = 65_536
_REPLY_LIMIT_BYTES = 1 << 20
_PATIENCE_S = 5.0
_HINT = "Run again with --debug to see the whole command."
_STALL_HINT = "See whether the disk that the programme is on answers, and run it again."
_LEASH = Path(__file__).with_name("leash.py")


def run(command: Sequence[str], *, stall_s: float = STALL_S) -> bytes:
    """Run `command` to its end with its input closed and return its standard output.

    Raises MediaError where the program is missing, ends with a failure, or stalls.
    """
    with reading(command, stall_s=stall_s) as stdout:
        return stdout.read()


@contextmanager
def reading(command: Sequence[str], *, stall_s: float = STALL_S) -> Iterator[IO[bytes]]:
    """Yield the standard output of `command`; on leaving, wait for its end.

    Raises MediaError where the program is missing, stalls, or fails, which leaving the stream
    half-read may bring about; an exception from the body kills the child and goes on unchanged.
    """
    with _child(command, stall_s, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as child:
        yield patient_reader(child.stdout, stall_s, partial(child.stop_stalled, stall_s))


@contextmanager
def writing(command: Sequence[str], *, stall_s: float = STALL_S) -> Iterator[IO[bytes]]:
    """Yield the standard input of `command`; on leaving, close it and wait for the end.

    Raises MediaError where the program is missing, fails, stalls, or stops taking input too early.
    """
    with _child(command, stall_s, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as child:
        stream = patient_writer(child.stdin, stall_s, partial(child.stop_stalled, stall_s))
        try:
            yield stream
            stream.close()
        except BrokenPipeError as error:
            raise child.refusal() from error


class Conversation:
    """A running program that answers each line on its standard input with a line.

    Use as a context manager or call `close`. Not for several threads at once, but `close` may
    come from another thread: a waiting `ask` then raises MediaError.
    """

    def __init__(self, command: Sequence[str]) -> None:
        """Start `command`. Raises MediaError where the program is missing."""
        self._child = _Child(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._asking = threading.RLock()
        self._unread = b""
        for stream in (self._child.stdin, self._child.stdout):
            os.set_blocking(stream.fileno(), False)

    def __enter__(self) -> Self:
        """Return the conversation."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the program."""
        self.close()

    def ask(self, line: str, *, timeout_s: float) -> str:
        """Send `line` (without a line end) and return the line that answers it.

        Raises MediaError, and kills the program, where no whole line comes within `timeout_s`
        seconds or the program ends.
        """
        with self._asking:
            deadline_s = time.monotonic() + timeout_s
            try:
                self._send(f"{line}\n".encode(), deadline_s)
                return self._receive(deadline_s).decode(errors="replace")
            except TimeoutError as error:
                self.close()
                message = f"{self._child.name} gave no answer in {timeout_s:g} s and was stopped."
                raise MediaError(message, _HINT) from error
            except (OSError, EOFError, ValueError) as error:  # ValueError: it was closed before
                raise self._child.refusal() from error

    def close(self) -> None:
        """Kill the program and what it started; closing twice is harmless."""
        self._child.end()
        with self._asking:  # a descriptor closed under an `ask` could be another file's by then
            self._child.close_streams()

    def _send(self, message: bytes, deadline_s: float) -> None:
        stdin = self._child.stdin.fileno()
        while message:
            await_ready(stdin, WRITABLE, deadline_s)
            with suppress(BlockingIOError):
                message = message[os.write(stdin, message) :]

    def _receive(self, deadline_s: float) -> bytes:
        stdout = self._child.stdout.fileno()
        while b"\n" not in self._unread:
            await_ready(stdout, READABLE, deadline_s)
            chunk = os.read(stdout, _CHUNK_BYTES)
            self._unread += chunk
            if not chunk or len(self._unread) > _REPLY_LIMIT_BYTES:
                raise EOFError
        line, _, self._unread = self._unread.partition(b"\n")
        return line


class _Child:
    """A started process, the end of its standard error, and the ways to finish with it."""

    def __init__(
        self, command: Sequence[str], *, stdin: int, stdout: int, leash: Sequence[str] = ()
    ) -> None:
        _log.debug("%s", shlex.join(command))
        self.name = Path(command[0]).name
        _must_be_program(command[0])
        self._process = _started([*leash, *command], stdin=stdin, stdout=stdout)
        self._said = b""
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def stdin(self) -> IO[bytes]:
        return _present(self._process.stdin)

    @property
    def stdout(self) -> IO[bytes]:
        return _present(self._process.stdout)

    def finish(self, stall_s: float) -> None:
        """Wait for the end and raise MediaError where it is a failure, or does not come."""
        self.close_streams()
        try:
            code = self._process.wait(stall_s)
        except subprocess.TimeoutExpired:
            self.stop_stalled(stall_s)
        if code != 0:
            raise self._failure()

    def stop_stalled(self, stall_s: float) -> NoReturn:
        """Kill a child that has done nothing for `stall_s` seconds, and raise MediaError."""
        self.kill()
        raise MediaError(f"{self.name} did nothing for {stall_s:g} s and was stopped.", _STALL_HINT)

    def refusal(self) -> MediaError:
        """Return the error for a child that hung up on us: its own where it has one."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_PATIENCE_S)
        self.kill()
        return self._failure()

    def kill(self) -> None:
        """End the child and let go of its streams."""
        self.end()
        self.close_streams()

    def end(self) -> None:
        """End the child and what it started, and reap it.

        One that a dead disk holds in the kernel ends when that lets go, and is not waited for.
        """
        if self._process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_PATIENCE_S)

    def close_streams(self) -> None:
        """Close the child's input and output."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(BrokenPipeError):
                    stream.close()

    def _listen(self) -> None:
        with _present(self._process.stderr) as stderr:
            while chunk := os.read(stderr.fileno(), _CHUNK_BYTES):
                self._said = (self._said + chunk)[-_KEPT_BYTES:]

    def _failure(self) -> MediaError:
        self._listener.join(_PATIENCE_S)
        said = _last_lines(self._said.decode(errors="replace"))
        ending = _ending(self._process.returncode)
        return MediaError(f"{self.name} {ending}{': ' if said else ''}{said or '.'}", _HINT)


@contextmanager
def _child(command: Sequence[str], stall_s: float, *, stdin: int, stdout: int) -> Iterator[_Child]:
    """Yield a child that does not outlive narrator; its end is waited for."""
    leash = (sys.executable, "-I", "-S", str(_LEASH), str(os.getpid()))
    child = _Child(command, stdin=stdin, stdout=stdout, leash=leash)
    try:
        yield child
        child.finish(stall_s)
    except BaseException:
        child.kill()
        raise


def _must_be_program(program: str) -> None:
    if shutil.which(program) is None:
        raise _not_started(program, "there is no such program, or it may not be run")


def _started(command: Sequence[str], *, stdin: int, stdout: int) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 - an argument list, and no shell to misread it
            command,
            bufsize=0,
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        raise _not_started(command[0], error.strerror or str(error)) from error


def _not_started(program: str, reason: str) -> MediaError:
    name = Path(program).name
    hint = f"Install {name}, or check that it is on the PATH and may be run."
    return MediaError(f"{name} could not be started: {reason}.", hint)


def _present(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        message = "the stream was not asked for"
        raise ValueError(message)
    return stream


def _last_lines(text: str) -> str:
    """Return the last lines of `text` on one line, printable and short enough to show."""
    lines = [line.strip() for line in text.replace("\r", "\n").splitlines() if line.strip()]
    shown = "; ".join(lines[-_SHOWN_LINES:])
    return "".join(c for c in shown if c.isprintable())[-_SHOWN_CHARACTERS:]


def _ending(code: int) -> str:
    if code == 0:
        return "ended before its work was done"
    if code > 0:
        return f"failed with exit code {code}"
    with suppress(ValueError):
        return f"was ended by {signal.Signals(-code).name}"
    return f"was ended by signal {-code}"
