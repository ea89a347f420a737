"""Pools that speak many texts: worker processes, or this process.

A pool is asked for a batch of requests and yields a reply to each as it comes.
"""

import json
import os
import sys
import threading
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol, Self

from narrator.errors import MediaError, SpeechError
from narrator.media.run import Conversation
from narrator.model import Voice

OPENING_S = 120.0
SPEAKING_S = 60.0
SPEAKING_S_A_CHARACTER = 0.1
ATTEMPTS = 2
DEATHS_IN_A_ROW = 6

# -P: a stray json.py in the current folder must not be taken for the library's.
_WORKER = (sys.executable, "-P", "-m", "narrator.engines.worker")


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """A text to speak in `voice` at `rate_wpm` into a WAV file at `path`."""

    text: str
    voice: Voice
    rate_wpm: int
    path: Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What came of a request: a clip at its path, trimmed, or the sentence of an error."""

    request: Request
    error: str | None = None


class Pool(Protocol):
    """Speaks texts, one or several at a time."""

    def speak_each(self, requests: Sequence[Request]) -> Generator[Reply, None, None]:
        """Yield a reply to each of `requests`, in any order.

        Raises SpeechError where a voice cannot be had at all.
        """
        ...


class WorkerPool:
    """Worker processes, at most `size`, each the owner of one voice (worker.py).

    They are kept for the next batch until `close`. A worker that dies, or gives no answer in
    60 s and 0.1 s a character, is killed; its text is tried once more on a new worker and
    then given up. Six deaths in a row end the batch with SpeechError.
    """

    def __init__(
        self,
        *,
        size: int | None = None,
        command: Sequence[str] = _WORKER,
        speaking_s: float = SPEAKING_S,
    ) -> None:
        """Start nothing yet; `size` is the number of processors where it is None."""
        self._size = size or len(os.sched_getaffinity(0))
        self._command = command
        self._speaking_s = speaking_s
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._deaths = 0

    def __enter__(self) -> Self:
        """Return the pool."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the workers."""
        self.close()

    def close(self) -> None:
        """Kill every worker, busy ones too."""
        with self._lock:
            workers = list(self._all)
            self._all.clear()
            self._idle.clear()
        for worker in workers:
            worker.close()

    def speak_each(self, requests: Sequence[Request]) -> Generator[Reply, None, None]:
        """Yield a reply to each of `requests` as it comes; left early, it kills the workers."""
        if not requests:
            return
        stopped = threading.Event()
        with ThreadPoolExecutor(min(self._size, len(requests))) as threads:
            try:
                futures = [threads.submit(self._reply, one, stopped) for one in requests]
                for future in as_completed(futures):
                    yield future.result()
            except BaseException:
                stopped.set()
                threads.shutdown(wait=False, cancel_futures=True)
                self.close()
                raise

    def _reply(self, request: Request, stopped: threading.Event) -> Reply:
        why = ""
        for _ in range(ATTEMPTS):
            worker = self._borrowed(request.voice, stopped)
            try:
                error = worker.speak(request, timeout_s=self._timeout_s(request.text))
            except MediaError as death:
                why = self._buried(worker, death)
            else:
                self._give_back(worker)
                return Reply(request=request, error=error)
        return Reply(request=request, error=f"The speech engine died of it twice: {why}")

    def _timeout_s(self, text: str) -> float:
        return self._speaking_s + SPEAKING_S_A_CHARACTER * len(text)

    def _borrowed(self, voice: Voice, stopped: threading.Event) -> "_Worker":
        with self._lock:
            if stopped.is_set():
                raise SpeechError("The speaking was stopped.")
            for worker in self._idle:
                if worker.voice == voice:
                    self._idle.remove(worker)
                    return worker
            self._make_room()
            worker = _Worker(voice, self._command)
            self._all.add(worker)
        worker.open()
        return worker

    def _make_room(self) -> None:
        """Close an idle worker of another voice where the pool is full."""
        if len(self._all) >= self._size and self._idle:
            worker = self._idle.pop(0)
            self._all.discard(worker)
            worker.close()

    def _give_back(self, worker: "_Worker") -> None:
        with self._lock:
            self._deaths = 0
            if worker in self._all:
                self._idle.append(worker)

    def _buried(self, worker: "_Worker", death: MediaError) -> str:
        worker.close()
        with self._lock:
            self._all.discard(worker)
            self._deaths += 1
            if self._deaths >= DEATHS_IN_A_ROW:
                message = f"The speech engine {worker.voice.engine} keeps dying: {death.message}"
                raise SpeechError(message, "Try another --engine.") from death
        return death.message


class _Worker:
    """A worker process and the voice it owns."""

    def __init__(self, voice: Voice, command: Sequence[str]) -> None:
        self.voice = voice
        self._conversation = Conversation(command)

    def open(self) -> None:
        """Load the voice. Raises SpeechError where it cannot be had."""
        try:
            reply = self._ask(asdict(self.voice), timeout_s=OPENING_S)
        except MediaError as error:
            message = f"The speech engine {self.voice.engine} does not start: {error.message}"
            raise SpeechError(message, "Try another --engine.") from error
        if "error" in reply:
            raise SpeechError(reply["error"], reply.get("hint", ""))

    def speak(self, request: Request, *, timeout_s: float) -> str | None:
        """Speak; return the sentence of an error or None. Raises MediaError by its death."""
        asked = {"text": request.text, "rate_wpm": request.rate_wpm, "path": str(request.path)}
        return self._ask(asked, timeout_s=timeout_s).get("error")

    def close(self) -> None:
        self._conversation.close()

    def _ask(self, message: object, *, timeout_s: float) -> dict[str, str]:
        """Return the worker's answer; one that is no JSON object is a death too."""
        line = self._conversation.ask(json.dumps(message), timeout_s=timeout_s)
        try:
            reply = json.loads(line)
        except ValueError:
            reply = None
        if not isinstance(reply, dict):
            self.close()
            raise MediaError("The speech worker answered with something else than JSON.")
        return reply
