"""Results put into an object store: sent aside, then put in place as one set.

A store has no rename: a file is copied within the store, which sends nothing over the network.
While files change places the last one, that tells of a whole set, is not there. One batch at a
time does that: a small object that only one can create is the lock.
"""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from narrator.batch.locks import give_back, is_by, remove, take, told_by
from narrator.batch.stores import store_of, writing
from narrator.errors import RemoteFaultError

ASIDE = ".narrator-aside-"
LOCK = ".narrator-lock"
LEASE_S = 300.0  # putting a set in place takes seconds; who holds it for longer is gone


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

    One of this machine that is gone was killed, and so was another who has had it for `lease_s`
    seconds by this machine's clock. Raises OutputError or RemoteFaultError.
    """
    store, lock, token = store_of(url), f"{url}/{LOCK}", secrets.token_hex(8)
    take(store, lock, told_by(token), lease_s=lease_s)
    try:
        yield
    finally:
        give_back(store, lock, partial(is_by, token))


def put_in_place(store: Any, names: Sequence[str], aside: str, url: str) -> None:  # noqa: ANN401 - as above
    """Move files from aside to their places, the last one last; what it was before goes first.

    Raises OutputError or RemoteFaultError.
    """
    remove(store, f"{url}/{names[-1]}")
    for name in names:
        with writing(f"{url}/{name}"):
            store.cp_file(f"{aside}/{name}", f"{url}/{name}")


def _send(store: Any, path: Path, url: str) -> None:  # noqa: ANN401 - fsspec has no types
    with writing(url):
        store.put_file(str(path), url)
        there, here = store.info(url)["size"], path.stat().st_size
    if there != here:
        raise RemoteFaultError(f"{url} is {there} bytes long, not {here}.", "Run it again.")
