"""Where the jobs of a batch are done: on this machine, or by a Dask cluster.

An executor calls one function for each job and is told nothing of what it does. That function
starts a process of its own for the work (supervise.py), so threads do here: one waits for each
job, and a process that dies takes no other job along. In a cluster it is called by the threads of
the Dask workers in just the same way.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from typing import ParamSpec, Protocol, TypeVar

from narrator.errors import JobError

P = ParamSpec("P")
T = TypeVar("T")
Place = Callable[[str | None, int | None], AbstractContextManager[Executor]]


class Reaching(Protocol):
    """What an executor is too that can be told to stop what it has begun."""

    def everywhere(self, function: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Call a function once in each process that jobs are handed out in."""
        ...


@contextmanager
def executor(*, workers: int | None, scheduler: str | None) -> Iterator[Executor]:
    """Yield what does jobs: so many at once here, or as many as the cluster at an address can.

    workers is by default the number of this machine's processors; a cluster knows its own. What
    is yielded is `Reaching`, too. Where the block ends by an exception, what has not begun is
    cancelled. Raises JobError where both are given, or the cluster cannot be used.
    """
    with EXECUTORS["here" if scheduler is None else "dask"](scheduler, workers) as opened:
        yield opened


class Here(ThreadPoolExecutor):
    """Threads of this process."""

    def everywhere(self, function: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Call a function once."""
        function(*args, **kwargs)


@contextmanager
def here(_: str | None, workers: int | None) -> Iterator[Executor]:
    """Yield an executor of this machine. Raises JobError for less than one worker."""
    if workers is not None and workers < 1:
        raise JobError(f"{workers} workers do nothing.", "Give --workers 1 or more.")
    opened = Here(max_workers=workers or len(os.sched_getaffinity(0)), thread_name_prefix="job")
    try:
        yield opened
    except BaseException:
        opened.shutdown(wait=False, cancel_futures=True)
        raise
    opened.shutdown()


@contextmanager
def dask(scheduler: str | None, workers: int | None) -> Iterator[Executor]:
    """Yield an executor of the cluster at an address. Raises JobError as `cluster` does."""
    if workers is not None:
        raise JobError(
            "A cluster has the workers that it has.", "Give --workers or --scheduler, not both."
        )
    try:
        from narrator.batch.cluster import cluster  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise JobError(
            f"A cluster needs {error.name}, which is not installed.",
            "Install the extra: pip install 'narrator[cluster]'.",
        ) from error
    with cluster(scheduler or "") as opened:
        yield opened


EXECUTORS: dict[str, Place] = {
    "here": here,
    "dask": dask,
}
