"""Work in threads of its own."""

import pytest

from narrator.beside import Fed, beside


def test_a_result_is_waited_for() -> None:
    """And an error is raised where the result is asked for."""
    assert beside(lambda: 3)() == 3
    with pytest.raises(ZeroDivisionError):
        beside(lambda: 1 // 0)()


def test_blocks_are_worked_on_in_order() -> None:
    """However many wait."""
    seen: list[int] = []
    fed = Fed(seen.append, ahead=2)
    for number in range(100):
        fed.take(number)
    fed.finish()
    assert seen == list(range(100))


def test_a_failure_keeps_nobody_waiting() -> None:
    """What is given after it is let go, and it is told at the end."""
    seen: list[float] = []
    fed: Fed[int] = Fed(lambda number: seen.append(1 / number), ahead=1)
    for number in (1, 0, 2, 3, 4):
        fed.take(number)
    with pytest.raises(ZeroDivisionError):
        fed.finish()
    assert seen == [1.0]
