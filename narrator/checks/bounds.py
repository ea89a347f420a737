"""How large a text of a result may be: it may come from anyone, and is held in memory whole."""

from pathlib import Path

from narrator.errors import UnreadableInputError

MOST_BYTES = 64 << 20


def bounded(path: Path) -> None:
    """Raise UnreadableInputError for a text that is larger than any that narrator writes."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UnreadableInputError(f"{path.name} cannot be read: {error.strerror}.") from error
    if size > MOST_BYTES:
        raise UnreadableInputError(f"{path.name} has more than {MOST_BYTES >> 20} MiB.")
