"""What a library says in its log while it reads: kept, so that it can be listed as repairs."""

import logging
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from narrator.model import Repair
from narrator.readers.repairs import Kind, repaired

PLACE = re.compile(r" \(at [^()]*\)$")


class _Listener(logging.Handler):
    """Counts the warnings and errors of one thread."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said = Counter[str]()
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        """Count a record of this thread."""
        if record.thread == self._thread:
            self.said[record.getMessage()] += 1


@contextmanager
def heard(library: str) -> Iterator[Counter[str]]:
    """Yield a count of the messages that `library` logs in the block, which go nowhere else."""
    logger, listener = logging.getLogger(library), _Listener()
    level, propagate = logger.level, logger.propagate
    logger.addHandler(listener)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield listener.said
    finally:
        logger.removeHandler(listener)
        logger.setLevel(level)
        logger.propagate = propagate


def as_repairs(said: Counter[str], *, kind: Kind) -> tuple[Repair, ...]:
    """Return a repair for each message, with how often it came, whatever place it names."""
    counts = Counter[str]()
    for message, count in said.items():
        counts[PLACE.sub("", message)] += count
    return tuple(
        repaired(
            kind,
            "file",
            f"{message} ({count} times)" if count > 1 else message,
            "read as far as it goes",
        )
        for message, count in counts.items()
    )
