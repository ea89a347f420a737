"""A process that owns one speech engine: `python -m narrator.engines.worker`.

The first line on its standard input is a voice, as a JSON object of the fields of `Voice`; each
later line is a request {"text", "rate_wpm", "path"}. Every line, the voice's too, is answered by
one: {"ok": true} or {"error": sentence, "hint": text}. The clip at `path` is trimmed and faded.

The process ends quietly when its input ends or by Ctrl-C, and at once when its parent is gone.
"""

import json
import os
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from narrator.engines import ENGINES, Speaker
from narrator.engines.trim import trim
from narrator.errors import NarratorError
from narrator.model import Voice

_STDIN, _STDOUT, _STDERR = 0, 1, 2
_CHUNK_BYTES = 65_536
_ORPHAN_CHECK_S = 0.2


def main() -> None:
    """Speak until the input ends.

    Ends without the interpreter's farewells, in which espeak is known to fail an assertion.
    """
    replies = _private_stdout()
    with suppress(KeyboardInterrupt, BrokenPipeError):
        _serve(_lines(), lambda reply: _write(replies, reply))
    os._exit(0)


def _serve(lines: Iterator[str], answer: Callable[[dict[str, object]], None]) -> None:
    voice = next(lines, None)
    if voice is None:
        return
    speakers: list[Speaker] = []
    answer(_attempt(lambda: speakers.append(_open(voice))))
    for request in lines:
        answer(_attempt(partial(_speak, speakers, request)))


def _open(line: str) -> Speaker:
    voice = Voice(**json.loads(line))
    return ENGINES[voice.engine].open_speaker(voice)


def _speak(speakers: Sequence[Speaker], line: str) -> None:
    request = json.loads(line)
    path = Path(request["path"])
    speakers[0].speak(request["text"], rate_wpm=request["rate_wpm"], path=path)
    trim(path)


def _attempt(work: Callable[[], None]) -> dict[str, object]:
    try:
        work()
    except NarratorError as error:
        return {"error": error.message, "hint": error.hint}
    except OSError as error:
        reason = error.strerror or str(error)
        return {"error": f"The clip could not be written: {reason}.", "hint": "Free some space."}
    except Exception as error:  # noqa: BLE001 - an engine is foreign code and may raise anything
        return {"error": f"The speech engine failed: {_in_short(error)}.", "hint": ""}
    return {"ok": True}


def _in_short(error: Exception) -> str:
    return f"{type(error).__name__} {error}".strip()[:300]


def _private_stdout() -> int:
    """Keep the real standard output for replies: what an engine prints goes to stderr."""
    private = os.dup(_STDOUT)
    os.dup2(_STDERR, _STDOUT)
    return private


def _write(descriptor: int, reply: dict[str, object]) -> None:
    message = f"{json.dumps(reply)}\n".encode()
    while message:
        message = message[os.write(descriptor, message) :]


def _lines() -> Iterator[str]:
    """Yield the lines of standard input, read by a thread that also watches the parent."""
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(lines, os.getppid()), daemon=True).start()
    return iter(lines.get, None)


def _read(lines: "queue.SimpleQueue[str | None]", parent: int) -> None:
    unread = b""
    while chunk := os.read(_STDIN, _CHUNK_BYTES):
        *whole, unread = (unread + chunk).split(b"\n")
        for line in whole:
            lines.put(line.decode())
    lines.put(None)
    _await_orphanhood(parent)


def _await_orphanhood(parent: int) -> None:
    """End the process once its parent has: an engine may hang and never see the input end."""
    while os.getppid() == parent:
        time.sleep(_ORPHAN_CHECK_S)
    os._exit(0)


if __name__ == "__main__":
    main()
