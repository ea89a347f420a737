"""The workers of a Dask cluster as an executor: the only module that imports Dask.

Dask does the job of a worker that died again on another one, as often as the scheduler's
`distributed.scheduler.allowed-failures` says (3 where nobody set it); then it gives the job up,
which is told as LostError. A job whose scheduler is gone is lost too.
"""

import logging
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager, suppress
from importlib.metadata import version
from typing import ParamSpec, TypeVar

from distributed import Client, KilledWorker
from distributed.comm import CommClosedError, get_address_host_port

from narrator.errors import JobError, LostError

CONNECT_S = 15.0
STOPPING_S = 10.0
_AGAIN = "Run the batch again; it does what is missing."

P = ParamSpec("P")
T = TypeVar("T")


class Cluster(Executor):
    """The executor of a client, with Dask's own endings told in narrator's words."""

    def __init__(self, client: Client) -> None:
        """Take the client; it is closed by whoever made it."""
        self._client = client
        self._executor: Executor = client.get_executor(pure=False)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Hand out one job. Its future raises what the job did, or LostError."""
        handed: Future[T] = self._executor.submit(fn, *args, **kwargs)
        told: Future[T] = Future()
        told.add_done_callback(lambda done: done.cancelled() and handed.cancel())
        handed.add_done_callback(lambda done: _tell(done, told))
        return told

    def everywhere(self, function: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Call a function once in each worker of the cluster, those that answer."""
        with suppress(OSError, TimeoutError, CancelledError):
            self._client.run(function, *args, on_error="ignore", **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - the signature of Executor
        """Hand out no more."""
        self._executor.shutdown(wait=wait and not cancel_futures)


@contextmanager
def cluster(scheduler: str) -> Iterator[Cluster]:
    """Yield the executor of the cluster whose scheduler is at an address, such as tcp://host:8786.

    Certificates are those of Dask's configuration. Raises JobError where nobody answers within 15
    seconds, or a worker has no narrator, or another version than the one here.
    """
    try:
        # First by hand: a client that could not connect holds up the end of the process.
        socket.create_connection(get_address_host_port(scheduler), CONNECT_S).close()
        client = Client(scheduler, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:  # what is no address is a ValueError
        raise JobError(
            f"No Dask scheduler answers at {scheduler}.",
            "Give the address that 'dask scheduler' printed, such as tcp://10.0.0.5:8786.",
        ) from error
    with _unlogged():
        try:
            _must_have_narrator(client)
            opened = Cluster(client)
            try:
                yield opened
            except BaseException:
                opened.shutdown(cancel_futures=True)
                raise
            opened.shutdown()
        finally:
            client.close(timeout=STOPPING_S)


@contextmanager
def _unlogged() -> Iterator[None]:
    """Keep Dask's tracebacks from the terminal: what they tell comes as an error, too."""
    log = logging.getLogger("distributed.client")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(before)


def _must_have_narrator(client: Client) -> None:
    """Raise JobError unless all workers there are have narrator's version."""
    wanted = version("narrator")
    found = client.run(version, "narrator", on_error="return")
    for worker, answer in found.items():
        if answer != wanted:
            has = f"narrator {answer}" if isinstance(answer, str) else "no narrator"
            raise JobError(
                f"The worker {worker} has {has}, and this is {wanted}.",
                "Install the same version on all machines of the cluster.",
            )


def _tell(handed: "Future[T]", told: "Future[T]") -> None:
    """Pass on how a job ended, to a future that may have been cancelled meanwhile."""
    if not told.set_running_or_notify_cancel():
        return
    if handed.cancelled():
        told.set_exception(LostError("The scheduler of the cluster is gone.", _AGAIN))
        return
    match handed.exception():
        case None:
            told.set_result(handed.result())
        case KilledWorker() as error:
            told.set_exception(_killed(error))
        case CommClosedError() | CancelledError():
            told.set_exception(LostError("The cluster lost the job.", _AGAIN))
        case error:
            told.set_exception(error)


def _killed(error: KilledWorker) -> LostError:
    return LostError(
        f"{error.allowed_failures + 1} workers of the cluster died while they did this job.",
        "It may need more memory than they have; see the logs of the workers.",
    )
