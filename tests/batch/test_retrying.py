"""Remote faults are tried again, with waits that grow; nothing else is."""

from collections.abc import Callable

import pytest

from narrator.batch.model import Episode
from narrator.batch.order import Means, Order, order_of, order_text, speech_workers_of
from narrator.batch.retrying import LONGEST_WAIT_S, Retrying
from narrator.errors import OutputError, RemoteFaultError


def failing(times: int, error: Exception) -> Callable[[], str]:
    """Return work that fails so many times."""
    left = [error] * times

    def work() -> str:
        if left:
            raise left.pop()
        return "done"

    return work


def test_a_remote_fault_is_tried_again_later_and_later() -> None:
    """Three faults, three waits, each up to twice the last."""
    waits: list[float] = []
    retrying = Retrying(5, sleep=waits.append, chance=lambda: 1.0)
    assert retrying(failing(3, RemoteFaultError("busy"))) == "done"
    assert waits == [1.0, 2.0, 4.0]
    assert retrying.used == 4


def test_the_last_fault_is_raised() -> None:
    """After as many attempts as were allowed, and no wait is endless."""
    waits: list[float] = []
    retrying = Retrying(9, sleep=waits.append, chance=lambda: 0.0)
    with pytest.raises(RemoteFaultError):
        retrying(failing(9, RemoteFaultError("busy")))
    assert len(waits) == 8
    assert max(waits) == LONGEST_WAIT_S / 2


def test_other_errors_are_not_tried_again() -> None:
    """A full disk stays full."""
    retrying = Retrying(5, sleep=lambda _: pytest.fail("it waits"))
    with pytest.raises(OutputError):
        retrying(failing(1, OutputError("full")))
    assert retrying.used == 1


@pytest.mark.parametrize(("jobs", "cores", "each"), [(1, 8, 8), (2, 8, 4), (3, 8, 2), (8, 2, 1)])
def test_cores_are_shared_and_never_oversubscribed(jobs: int, cores: int, each: int) -> None:
    """Jobs times speech workers are at most the cores, but one for each job."""
    assert speech_workers_of(jobs, cores) == each


def test_an_order_comes_through_a_line() -> None:
    """Whatever text its settings hold."""
    order = Order(
        episode=Episode(name="é\n1", settings={"lexicon": ["a\nb"], "track": 2}, output="o"),
        means=Means(cache="c", speech_workers=3, time_limit_s=1.5, again=True, night="x"),
    )
    line = order_text(order)
    assert "\n" not in line
    assert order_of(line) == order
