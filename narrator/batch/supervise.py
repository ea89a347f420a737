"""Jobs handed to worker processes of this machine: how `work` does one job.

A worker that dies takes its own job along and no other. Any executor may call `work`, in threads
here or in the workers of a cluster: what renders is always a process of its own.
"""

import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from narrator.addresses import is_remote, path_of
from narrator.batch.attempt import failure
from narrator.batch.model import EpisodeOutcome
from narrator.batch.order import Order
from narrator.batch.process import COMMAND, WorkerProcess
from narrator.batch.state import holding, read_state, write_state
from narrator.errors import LostError, MediaError, NarratorError


class Workers:
    """The worker processes of this process: idle ones are used again."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        """Start none yet."""
        self._command = command
        self._lock = threading.Lock()
        self._idle: list[WorkerProcess] = []
        self._busy: dict[WorkerProcess, str] = {}
        self._stopped: set[str] = set()

    def work(self, order: Order) -> EpisodeOutcome:
        """Do a job; where its worker is lost, say why, here and in its state."""
        name, night = order.episode.name, order.means.night
        began_s = time.time()
        try:
            worker = self._borrowed(night)
        except MediaError as error:  # it could not be started
            return failure(name, error)
        if worker is None:
            return EpisodeOutcome(name=name, exit_code=0, state="cancelled")
        try:
            return worker.render(order)
        except LostError as death:
            lost = failure(name, death, "cancelled" if night in self._stopped else "failed")
            lost = replace(lost, attempts=1, seconds=round(time.time() - began_s, 3))
            return _noted(order, lost, began_s)
        finally:
            self._give_back(worker)

    def stop(self, night: str) -> None:
        """Kill the workers of a batch, and those idle; its jobs end as cancelled."""
        with self._lock:
            self._stopped.add(night)
            ending = [worker for worker, of in self._busy.items() if of == night]
            ending += self._idle
            self._idle.clear()
        for worker in ending:
            worker.close()

    def stages(self, night: str) -> dict[str, str]:
        """Return the stages of a batch's jobs at work here, by their names."""
        with self._lock:
            return dict(worker.at for worker, of in self._busy.items() if of == night)

    def _borrowed(self, night: str) -> WorkerProcess | None:
        with self._lock:
            if night in self._stopped:
                return None
            worker = self._idle.pop() if self._idle else WorkerProcess(self._command)
            self._busy[worker] = night
            return worker

    def _give_back(self, worker: WorkerProcess) -> None:
        with self._lock:
            stopped = self._busy.pop(worker) in self._stopped
            if worker.fit and not stopped:
                self._idle.append(worker)
                return
        worker.close()


WORKERS = Workers()


def stop(night: str) -> None:
    """Kill the workers of a batch in this process, and those idle."""
    WORKERS.stop(night)


def stages(night: str) -> dict[str, str]:
    """Return the stages of a batch's jobs at work in this process, by their names."""
    return WORKERS.stages(night)


def work(order: Order) -> EpisodeOutcome:
    """Do one job in a worker process of this machine; what an executor is given to call."""
    return WORKERS.work(order)


def _noted(order: Order, lost: EpisodeOutcome, began_s: float) -> EpisodeOutcome:
    """Write how a job ended whose worker could not, unless another batch is at it by now.

    Return that, or that it is done, where the worker was lost on its way to say so.
    """
    if is_remote(order.episode.output):
        return lost
    folder = path_of(order.episode.output)
    with suppress(NarratorError, _TakenError), holding(folder, _taken):
        state = read_state(str(folder))
        if state and state.outcome.state == "done" and state.at >= began_s:
            return state.outcome
        if state and state.outcome.state == "running":
            write_state(folder, replace(state, outcome=lost))
    return lost


class _TakenError(Exception):
    """Another holds the lock."""


def _taken() -> None:
    raise _TakenError
