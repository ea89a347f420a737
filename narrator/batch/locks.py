"""A small object in a store that only one can create at a time: who did, holds it.

Whoever looks at it for long and sees no change takes its holder for dead.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from narrator.batch.stores import writing

LOOK_S = 0.5


def nothing() -> None:
    """Do nothing."""


def nobody(_: bytes) -> bool:
    """Know of no holder that it is gone."""
    return False


def take(  # noqa: PLR0913 - each a thing of its own
    store: Any,  # noqa: ANN401 - fsspec has no types
    url: str,
    mine: bytes,
    *,
    lease_s: float,
    on_wait: Callable[[], None] = nothing,
    is_gone: Callable[[bytes], bool] = nobody,
) -> None:
    """Create the object at a URL; where another has, say so once, and wait until it is gone.

    A holder is taken for dead where is_gone says so of what it wrote, or where that has not changed
    for lease_s seconds by this machine's clock. Raises OutputError or RemoteFaultError.
    """
    others, since_s, waited, over = b"", time.monotonic(), False, False
    while not (_created(store, url, mine) and (not over or _stays(store, url, mine))):
        found = content(store, url)
        if found and not waited:
            on_wait()
            waited = True
        if found != others:
            others, since_s = found, time.monotonic()
        if found and (is_gone(found) or time.monotonic() - since_s > lease_s):
            remove(store, url)
            over = True
        else:
            time.sleep(LOOK_S)


def give_back(store: Any, url: str, mine: Callable[[bytes], bool]) -> None:  # noqa: ANN401 - as above
    """Remove the object, if it is still one's own; where the store fails, its lease ends it."""
    with suppress(Exception):
        if mine(content(store, url)):
            store.rm_file(url)


def content(store: Any, url: str) -> bytes:  # noqa: ANN401 - as above
    """Return what the holder wrote, nothing where there is none. Raises as `take` does."""
    with writing(url):
        try:
            found: bytes = store.cat_file(url)
        except FileNotFoundError:
            return b""
    return found


def remove(store: Any, url: str) -> None:  # noqa: ANN401 - as above
    """Remove an object, if it is there. Raises as `take` does."""
    with writing(url), suppress(FileNotFoundError):
        store.rm_file(url)


def _created(store: Any, url: str, mine: bytes) -> bool:  # noqa: ANN401 - as above
    with writing(url):
        try:
            store.pipe_file(url, mine, mode="create")
        except FileExistsError:
            return False
    return True


def _stays(store: Any, url: str, mine: bytes) -> bool:  # noqa: ANN401 - as above
    """Whether it is there after a moment, too: another may take it for that of the dead."""
    time.sleep(LOOK_S)
    return content(store, url) == mine
