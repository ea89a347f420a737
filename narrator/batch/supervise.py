"""Jobs handed to worker processes of this machine, each watched: how `work` does one job.

A worker that dies takes its own job along and no other; one that is not done in time is killed.
Any executor may call `work`, in threads here or in the workers of a cluster: what renders is
always a process of its own.
"""

import json
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from narrator.batch.attempt import failure
from narrator.batch.model import EpisodeOutcome
from narrator.batch.order import Order, order_text
from narrator.batch.places import is_remote, path_of
from narrator.batch.render import READING, WAITING
from narrator.batch.state import holding, read_state, write_state
from narrator.errors import LostError, MediaError, NarratorError
from narrator.media.run import Conversation

MOST_HELD_BYTES = 1 << 30  # a worker that keeps more than this after a job is let go
LONGEST_WAIT_S = 1e6  # for another batch: longer than any, and poll(2) can still count it
_COMMAND = (sys.executable, "-P", "-m", "narrator.batch.worker")


class Workers:
    """The worker processes of this process: idle ones are used again."""

    def __init__(self, command: Sequence[str] = _COMMAND) -> None:
        """Start none yet."""
        self._command = command
        self._lock = threading.Lock()
        self._idle: list[Conversation] = []
        self._busy: dict[Conversation, str] = {}
        self._stopped: set[str] = set()

    def work(self, order: Order) -> EpisodeOutcome:
        """Do a job; where its worker is lost, say why, here and in its state."""
        name, night = order.episode.name, order.means.night
        try:
            worker = self._borrowed(night)
        except MediaError as error:  # it could not be started
            return failure(name, error)
        if worker is None:
            return EpisodeOutcome(name=name, state="cancelled", exit_code=0)
        began_s = time.monotonic()
        try:
            outcome, fit = _conversed(worker, order)
        except LostError as death:
            stopped = night in self._stopped
            lost = failure(name, death, "cancelled" if stopped else "failed")
            outcome, fit = replace(lost, attempts=1, seconds=time.monotonic() - began_s), False
            _note_loss(order, outcome)
        self._give_back(worker, fit=fit)
        return outcome

    def stop(self, night: str) -> None:
        """Kill the workers of a batch, and those idle; its jobs end as cancelled."""
        with self._lock:
            self._stopped.add(night)
            ending = [worker for worker, of in self._busy.items() if of == night]
            ending += self._idle
            self._idle.clear()
        for worker in ending:
            worker.close()

    def _borrowed(self, night: str) -> Conversation | None:
        with self._lock:
            if night in self._stopped:
                return None
            worker = self._idle.pop() if self._idle else Conversation(self._command)
            self._busy[worker] = night
            return worker

    def _give_back(self, worker: Conversation, *, fit: bool) -> None:
        with self._lock:
            stopped = self._busy.pop(worker) in self._stopped
            if fit and not stopped:
                self._idle.append(worker)
                return
        worker.close()


WORKERS = Workers()


def stop(night: str) -> None:
    """Kill the workers of a batch in this process, and those idle."""
    WORKERS.stop(night)


def work(order: Order) -> EpisodeOutcome:
    """Do one job in a worker process of this machine; what an executor is given to call."""
    return WORKERS.work(order)


def _conversed(worker: Conversation, order: Order) -> tuple[EpisodeOutcome, bool]:
    """Return the outcome of a job, and whether its worker is fit for another.

    Raises LostError where the worker ends, or is ended because it is late.
    """
    limit_s = order.means.time_limit_s
    line, deadline_s = order_text(order), time.monotonic() + limit_s
    while True:
        try:
            reply = json.loads(worker.ask(line, timeout_s=max(0.0, deadline_s - time.monotonic())))
        except MediaError as error:
            raise _death(error, limit_s) from error
        if "outcome" in reply:
            outcome = reply["outcome"]
            made = EpisodeOutcome(**{**outcome, "files": tuple(outcome["files"])})
            return made, reply["held_bytes"] < MOST_HELD_BYTES
        if reply["stage"] in (WAITING, READING):  # the time of another batch is not the job's
            allowed_s = LONGEST_WAIT_S if reply["stage"] == WAITING else limit_s
            deadline_s = time.monotonic() + allowed_s
        line = ""


def _death(error: MediaError, limit_s: float) -> LostError:
    if isinstance(error.__cause__, TimeoutError):
        return LostError(
            f"The job was not done in {limit_s:g} s and was stopped.",
            "Render it alone to see where it hangs, or give it more time.",
        )
    why = error.message.partition(" ")[2] or error.message
    return LostError(
        f"The process that rendered it {why}", "Run the batch again; it does what is missing."
    )


def _note_loss(order: Order, outcome: EpisodeOutcome) -> None:
    """Write how a job ended whose worker could not, unless another batch is at it by now."""
    if is_remote(order.episode.output):
        return
    folder = path_of(order.episode.output)
    with suppress(NarratorError, _TakenError), holding(folder, _taken):
        state = read_state(str(folder))
        if state and state.outcome.state == "running":
            write_state(folder, replace(state, outcome=outcome))


class _TakenError(Exception):
    """Another holds the lock."""


def _taken() -> None:
    raise _TakenError
