"""A worker process from outside: given a job, held to its time, and ended with all it started."""

import json
import sys
import threading
from collections.abc import Sequence

from narrator.batch.family import descendants_of, kill
from narrator.batch.model import EpisodeOutcome
from narrator.batch.order import Order, order_text
from narrator.batch.render import LOOKING, WAITING
from narrator.errors import LostError, MediaError
from narrator.media.run import Conversation

MOST_HELD_BYTES = 1 << 30  # a worker that keeps more than this after a job is let go
COMMAND = (sys.executable, "-P", "-m", "narrator.batch.worker")
_LONGEST_S = 1e6  # beyond any time limit, and poll(2) can still count it


class WorkerProcess:
    """A process that renders one job after another (worker.py)."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        """Start it. Raises MediaError where that cannot be."""
        self._conversation = Conversation(command)
        self._pid: int | None = None
        self._timer: threading.Timer | None = None
        self._late = False
        self.fit = True
        self.at = ("", "")  # the job, and its stage as last told

    def render(self, order: Order) -> EpisodeOutcome:
        """Return the outcome of a job. `fit` then says whether the process may have another.

        Raises LostError where the process ends, or is ended because the job is late.
        """
        limit_s = order.means.time_limit_s
        self._be_back_in(limit_s)
        try:
            return self._conversed(order, limit_s)
        except MediaError as error:
            self.fit = False
            raise self._death(error, limit_s) from error
        finally:
            self._be_back_in(None)

    def close(self) -> None:
        """Kill the process and all that it started."""
        family = descendants_of(self._pid) if self._pid else []
        self._conversation.close()
        kill(family)

    def _conversed(self, order: Order, limit_s: float) -> EpisodeOutcome:
        line = order_text(order)
        while True:
            reply = json.loads(self._conversation.ask(line, timeout_s=_LONGEST_S))
            self._pid = reply["pid"]
            if "outcome" in reply:
                self.fit = not self._late and reply["held_bytes"] < MOST_HELD_BYTES
                return EpisodeOutcome(**{**reply["outcome"], "files": tuple(reply["files"])})
            self.at = (order.episode.name, reply["stage"])
            if reply["stage"] == WAITING:  # for another batch: its time is not this job's
                self._be_back_in(None)
            elif reply["stage"] == LOOKING:
                self._be_back_in(limit_s)
            line = ""

    def _be_back_in(self, limit_s: float | None) -> None:
        """Set the clock anew, or stop it."""
        if self._timer:
            self._timer.cancel()
        self._timer = None
        if limit_s is not None:
            self._timer = threading.Timer(limit_s, self._stop_late)
            self._timer.daemon = True
            self._timer.start()

    def _stop_late(self) -> None:
        self._late = True
        self.close()

    def _death(self, error: MediaError, limit_s: float) -> LostError:
        if self._late:
            return LostError(
                f"The job was not done in {limit_s:g} s and was stopped.",
                "Render it alone to see where it hangs, or give it more time.",
            )
        why = error.message.partition(" ")[2]
        return LostError(
            f"The process that rendered it {why}", "Run the batch again; it does what is missing."
        )
