"""What a worker is told: an episode, and what it may use."""

import json
import os
from dataclasses import asdict, dataclass

from cattrs import Converter

from narrator.batch.model import Episode

TIME_LIMIT_S = 4 * 3600.0  # an episode that takes longer than this is not at work any more
ATTEMPTS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Means:
    """What every job of a batch may use.

    cache is the folder of the clips, None for the usual one. speech_workers speak at once for one
    job; time_limit_s is how long it may take, waiting for another batch apart; attempts how often
    a remote fault is met before it is believed. again renders what is done already, too. night
    tells the jobs of one batch from those of another in the same process.
    """

    cache: str | None = None
    speech_workers: int = 1
    time_limit_s: float = TIME_LIMIT_S
    attempts: int = ATTEMPTS
    again: bool = False
    night: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """One job, and what it may use."""

    episode: Episode
    means: Means


def speech_workers_of(jobs: int, cores: int | None = None) -> int:
    """Return how many speech workers each of so many jobs at once may have.

    jobs times speech workers are never more than the processors, but that each job has one.
    """
    return max(1, (cores or len(os.sched_getaffinity(0))) // jobs)


def order_text(order: Order) -> str:
    """Return an order as one line of JSON."""
    return json.dumps(asdict(order), default=str)


def order_of(text: str) -> Order:
    """Return the order of a line."""
    episode, means = (json.loads(text)[key] for key in ("episode", "means"))
    return Order(episode=Episode(**episode), means=Converter().structure(means, Means))
