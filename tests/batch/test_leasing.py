"""One batch at a time does a job whose results go to a store; who died does not hold it up."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from narrator.batch.executors import executor
from narrator.batch.leasing import LEASE, leased
from narrator.batch.locks import is_gone, machine
from narrator.batch.model import Batch, Episode, EpisodeOutcome
from narrator.batch.order import Means
from narrator.batch.places import identities
from narrator.batch.publishing import LOCK, holding
from narrator.batch.retrying import Retrying
from narrator.batch.run import run_batch
from narrator.batch.state import STATE
from narrator.batch.stores import store_of

ONCE = Retrying(1)


@pytest.fixture
def place(tmp_path: Path) -> str:
    """Return a place in a store in memory."""
    return f"memory://{tmp_path.name}/ep1"


def written(place: str, name: str = LEASE, **told: object) -> None:
    """Write a lease, or another object that is held, as another would."""
    holder = {"machine": machine(), "pid": 1, "token": "other", "beat": 0, **told}
    store_of(place).pipe_file(f"{place}/{name}", json.dumps(holder).encode())


def ended_pid() -> int:
    """Return the id of a process that is no more."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        return process.pid


def never() -> None:
    """Fail: nobody is to be waited for."""
    pytest.fail("it waited")


def test_a_second_one_waits_until_the_first_is_over(place: str) -> None:
    """It says so once, and nothing stays."""
    order: list[str] = []

    def second() -> None:
        with leased(place, ONCE, lambda: order.append("waits")):
            order.append("second")

    with leased(place, ONCE, never):
        other = threading.Thread(target=second)
        other.start()
        time.sleep(1.2)
        order.append("first over")
    other.join(10)
    assert order == ["waits", "first over", "second"]
    assert not store_of(place).exists(f"{place}/{LEASE}")


def test_one_who_died_on_this_machine_is_known_at_once(place: str) -> None:
    """However long the lease is."""
    written(place, pid=ended_pid())
    began_s = time.monotonic()
    with leased(place, ONCE, lambda: None, lease_s=3600):
        assert time.monotonic() - began_s < 5


def test_one_who_died_while_results_were_put_in_place_is_known_at_once(place: str) -> None:
    """A rerun after a kill does not wait for minutes."""
    written(place, LOCK, pid=ended_pid())
    began_s = time.monotonic()
    with holding(place):
        assert time.monotonic() - began_s < 5


def test_one_who_died_elsewhere_is_waited_for_as_long_as_the_lease(place: str) -> None:
    """A process of another machine cannot be looked at."""
    written(place, machine="another", pid=ended_pid())
    began_s = time.monotonic()
    with leased(place, ONCE, lambda: None, lease_s=1.5):
        assert time.monotonic() - began_s >= 1.5


def test_a_lease_that_another_took_meanwhile_is_left_to_them(place: str) -> None:
    """Its end does not end theirs."""
    with leased(place, ONCE, never):
        written(place)
    assert store_of(place).exists(f"{place}/{LEASE}")


@pytest.mark.parametrize("told", [b"", b"\xff", b"[]", b"{}", b'{"machine": 1, "pid": "../x"}'])
def test_what_is_no_lease_tells_of_nobody(told: bytes) -> None:
    """So its holder is waited for."""
    assert not is_gone(told)


def test_two_batches_into_one_store_render_once(
    bucket: str, tiny: Callable[[str], Episode], tmp_path: Path
) -> None:
    """One does the job, the other sees it done; nothing but the results and the state stays."""
    episode = replace(tiny("one"), output=f"{bucket}/{tmp_path.name}/one")

    def batch(number: int) -> EpisodeOutcome:
        means = Means(cache=str(tmp_path / f"clips{number}"))
        with executor(workers=1, scheduler=None) as opened:
            (outcome,) = run_batch(Batch(episodes=(episode,)), executor=opened, means=means)
        return outcome

    with ThreadPoolExecutor(2) as two:
        outcomes = list(two.map(batch, range(2)))
    assert [outcome.state for outcome in outcomes] == ["done", "done"], outcomes
    assert sorted(outcome.skipped for outcome in outcomes) == [False, True]
    assert set(identities(episode.output)) == {*outcomes[0].files, STATE}
