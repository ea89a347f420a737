"""The date and time that files are stamped with."""

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from narrator.errors import JobError

VARIABLE = "SOURCE_DATE_EPOCH"


def calendar(environ: Mapping[str, str] = os.environ) -> Callable[[], datetime]:
    """Return what tells the date: this machine's local time, or always the one told.

    SOURCE_DATE_EPOCH in `environ`, whole seconds since 1970, tells it, in UTC, for renders that
    are to be the same to the byte. Raises JobError where it is no such number.
    """
    told = environ.get(VARIABLE)
    if told is None:
        return lambda: datetime.now(UTC).astimezone()
    try:
        date = datetime.fromtimestamp(int(told), UTC)
    except (ValueError, OverflowError, OSError) as error:
        hint = "Give whole seconds since 1970, or unset it."
        raise JobError(f"{VARIABLE} is {told[:40]!r}, which is no date.", hint) from error
    return lambda: date
