"""A process that renders one job after another: `python -m narrator.batch.worker`.

Each line on its standard input is an order (order.py), or empty: go on. Each is answered by one
line: {"stage": what begins}, after which it waits for a line, or {"outcome", "files"} at the end.
One process renders many jobs, so that libraries and voices are loaded once.

The process ends at once when its input does: whoever gave the orders is gone.
"""

import json
import os
import queue
import threading
from collections.abc import Callable
from dataclasses import asdict
from typing import Self

from narrator.batch.model import EpisodeOutcome
from narrator.batch.order import Order, order_of
from narrator.batch.render import render
from narrator.batch.usage import held_bytes
from narrator.engines.pools import WorkerPool
from narrator.memory import keep_one_heap

_STDIN, _STDOUT, _STDERR = 0, 1, 2
_CHUNK_BYTES = 65_536
# A Dask nanny sets it for all that is started: ffmpeg, too, would give back each block it frees.
_TRIMMING = "MALLOC_TRIM_THRESHOLD_"


def main() -> None:
    """Render until the input ends."""
    keep_one_heap()
    os.environ.pop(_TRIMMING, None)
    replies = os.dup(_STDOUT)
    os.dup2(_STDERR, _STDOUT)  # what a library prints is no reply
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(lines,), daemon=True).start()
    with Voices() as voices:
        while True:
            outcome = _done(order_of(lines.get()), voices, replies, lines.get)
            told = asdict(outcome)
            answer(replies, outcome=told, files=told.pop("files"), held_bytes=held_bytes())


def _done(
    order: Order, voices: "Voices", replies: int, go_on: Callable[[], object]
) -> EpisodeOutcome:
    def tell(stage: str) -> None:
        answer(replies, stage=stage)
        go_on()

    outcome = render(order, voices.of(order.means.speech_workers), tell)
    voices.trust(outcome)
    return outcome


class Voices:
    """The speech workers, kept from job to job as long as jobs go well."""

    def __init__(self) -> None:
        """Start none yet."""
        self._pool: WorkerPool | None = None
        self._size = 0

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the workers."""
        self.close()

    def of(self, size: int) -> WorkerPool:
        """Return a pool of so many workers at most."""
        if self._pool is None or self._size != size:
            self.close()
            self._pool, self._size = WorkerPool(size=size), size
        return self._pool

    def trust(self, outcome: EpisodeOutcome) -> None:
        """Let go of workers that a job failed with: the next begins with fresh ones."""
        if outcome.state != "done":
            self.close()

    def close(self) -> None:
        """End the workers."""
        if self._pool:
            self._pool.close()
        self._pool = None


def answer(descriptor: int, **reply: object) -> None:
    """Write one reply, with the id of this process."""
    message = f"{json.dumps({**reply, 'pid': os.getpid()})}\n".encode()
    while message:
        message = message[os.write(descriptor, message) :]


def _read(lines: "queue.SimpleQueue[str]") -> None:
    """Pass on the lines of the input, and end with it: in the middle of a job, too."""
    unread = b""
    while chunk := os.read(_STDIN, _CHUNK_BYTES):
        *whole, unread = (unread + chunk).split(b"\n")
        for line in whole:
            lines.put(line.decode())
    os._exit(0)


if __name__ == "__main__":
    main()
