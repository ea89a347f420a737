"""Trying again what a network or a store may grant the next time, and nothing else."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from narrator.errors import RemoteFaultError

Result = TypeVar("Result")

FIRST_WAIT_S, LONGEST_WAIT_S = 1.0, 60.0


class Retrying:
    """Calls work until it does not end in a remote fault, at most so many times."""

    def __init__(
        self,
        attempts: int,
        *,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Take how often, how to wait, and what spreads the waits (from 0 to 1)."""
        self._attempts, self._sleep, self._chance = attempts, sleep, chance
        self.used = 1

    def __call__(self, work: Callable[[], Result]) -> Result:
        """Return what work returns. Raises what it raises, the last remote fault too.

        Each wait is twice the last, and half of it is left to chance, so that the jobs of a night
        do not all come again at the same moment.
        """
        for number in range(1, self._attempts):
            try:
                return work()
            except RemoteFaultError:
                longest_s = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** (number - 1))
                self._sleep(longest_s * (1 + self._chance()) / 2)
                self.used = max(self.used, number + 1)
        return work()
