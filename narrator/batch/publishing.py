"""Results put into an object store: sent aside, then put in place as one set.

A store has no rename: a file is copied within the store, which sends nothing over the network.
While files change places the last one, that tells of a whole set, is not there. One batch at a
time does that: a small object that only one can create is the lock.
"""

import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from narrator.batch.stores import store_of, writing
from narrator.errors import RemoteFaultError

ASIDE = ".narrator-aside-"
LOCK = ".narrator-lock"
LEASE_S = 300.0  # putting a set in place takes seconds; who holds it for longer is gone
LOOK_S = 0.5


def published(folder: Path, names: Sequence[str], url: str) -> None:
    """Put files of a folder into a store, the last one last. Raises as `places.stored` does."""
    store = store_of(url)
    aside = f"{url}/{ASIDE}{secrets.token_hex(8)}"
    try:
        for name in names:
            _send(store, folder / name, f"{aside}/{name}")
        with holding(url):
            put_in_place(store, names, aside, url)
    finally:
        with suppress(Exception):  # a store that is gone is not asked again for each file
            for name in names:
                with suppress(FileNotFoundError):
                    store.rm_file(f"{aside}/{name}")


@contextmanager
def holding(url: str, lease_s: float = LEASE_S) -> Iterator[None]:
    """Hold a place of a store; where another has it, wait.

    One who has had it for `lease_s` seconds by this machine's clock was killed. Raises OutputError
    or RemoteFaultError.
    """
    store, lock, mine = store_of(url), f"{url}/{LOCK}", secrets.token_bytes(16)
    others, since_s = b"", time.monotonic()
    while not _created(store, lock, mine):
        found = _content(store, lock)
        if found != others:
            others, since_s = found, time.monotonic()
        elif time.monotonic() - since_s > lease_s:
            _remove(store, lock)
        time.sleep(LOOK_S)
    try:
        yield
    finally:
        with suppress(Exception):  # the lease ends it
            if _content(store, lock) == mine:
                store.rm_file(lock)


def put_in_place(store: Any, names: Sequence[str], aside: str, url: str) -> None:  # noqa: ANN401 - as above
    """Move files from aside to their places, the last one last; what it was before goes first.

    Raises OutputError or RemoteFaultError.
    """
    _remove(store, f"{url}/{names[-1]}")
    for name in names:
        with writing(f"{url}/{name}"):
            store.cp_file(f"{aside}/{name}", f"{url}/{name}")


def _send(store: Any, path: Path, url: str) -> None:  # noqa: ANN401 - fsspec has no types
    with writing(url):
        store.put_file(str(path), url)
        there, here = store.info(url)["size"], path.stat().st_size
    if there != here:
        raise RemoteFaultError(f"{url} is {there} bytes long, not {here}.", "Run it again.")


def _remove(store: Any, url: str) -> None:  # noqa: ANN401 - as above
    with writing(url), suppress(FileNotFoundError):
        store.rm_file(url)


def _created(store: Any, url: str, content: bytes) -> bool:  # noqa: ANN401 - as above
    with writing(url):
        try:
            store.pipe_file(url, content, mode="create")
        except FileExistsError:
            return False
    return True


def _content(store: Any, url: str) -> bytes:  # noqa: ANN401 - as above
    with writing(url):
        try:
            found: bytes = store.cat_file(url)
        except FileNotFoundError:
            return b""
    return found
