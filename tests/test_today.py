"""The date that files tell."""

from datetime import UTC, datetime, timedelta

import pytest

from narrator.errors import JobError
from narrator.today import calendar


def test_it_is_now_unless_told() -> None:
    """The local time, which knows how far it is from UTC."""
    now = calendar({})()
    assert now.tzinfo is not None
    assert abs(datetime.now(UTC) - now) < timedelta(minutes=1)


def test_the_date_told_is_told_in_utc_and_stays() -> None:
    """Whatever the machine's time zone."""
    now = calendar({"SOURCE_DATE_EPOCH": "1700000000"})
    assert now() == now() == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


@pytest.mark.parametrize("told", ["", "yesterday", "1.5", "9" * 30])
def test_what_is_no_date_is_refused_before_any_work(told: str) -> None:
    """In one sentence."""
    with pytest.raises(JobError, match=r"SOURCE_DATE_EPOCH is .* no date"):
        calendar({"SOURCE_DATE_EPOCH": told})
