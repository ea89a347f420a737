"""Jobs are done at once, and an executor ends with its block."""

import threading
import time
from concurrent.futures import CancelledError, Future
from importlib.util import find_spec

import pytest

from narrator.batch.executors import Here, executor
from narrator.errors import JobError


def test_so_many_jobs_are_done_at_once() -> None:
    """Two that wait for each other come to an end."""
    meeting = threading.Barrier(2, timeout=10)
    with executor(workers=2, scheduler=None) as opened:
        waiting = [opened.submit(meeting.wait) for _ in range(2)]
        assert sorted(each.result() for each in waiting) == [0, 1]


def test_what_has_not_begun_is_cancelled_when_the_block_breaks_off() -> None:
    """Ctrl-C does not wait for a thousand jobs."""
    left: list[Future[None]] = []
    go_on = threading.Event()

    def broken_off() -> None:
        with executor(workers=1, scheduler=None) as opened:
            opened.submit(go_on.wait, 10)
            left.append(opened.submit(time.sleep, 10))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    go_on.set()
    with pytest.raises(CancelledError):
        left[0].result(timeout=5)


def test_everywhere_is_here() -> None:
    """On one machine jobs are handed out in this process alone."""
    with executor(workers=1, scheduler=None) as opened:
        assert isinstance(opened, Here)
        seen: list[int] = []
        opened.everywhere(seen.append, 1)
        assert seen == [1]


@pytest.mark.parametrize("workers", [0, -1])
def test_less_than_one_worker_is_refused(workers: int) -> None:
    """With one sentence."""
    with pytest.raises(JobError, match="workers do nothing"), executor(
        workers=workers, scheduler=None
    ):  # fmt: skip
        pass


@pytest.mark.parametrize("address", ["nonsense", "tcp://127.0.0.1:1", "tcp://", "127.0.0.1:1"])
def test_a_scheduler_that_is_not_there_is_told(address: str) -> None:
    """With the address."""
    assert find_spec("distributed")
    with pytest.raises(JobError, match="No Dask scheduler answers"), executor(
        workers=None, scheduler=address
    ):  # fmt: skip
        pass


def test_a_cluster_takes_no_number_of_workers() -> None:
    """It has the workers that it has."""
    with pytest.raises(JobError, match="workers that it has"), executor(
        workers=2, scheduler="tcp://127.0.0.1:1"
    ):  # fmt: skip
        pass
