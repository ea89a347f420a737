"""A job whose results go to a store, done by one batch at a time: who does it renews a lease.

It saves work, and no more: where it is lost, two batches render the same, and what each stores is
whole all the same (publishing.py).
"""

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from narrator.batch.locks import content, give_back, is_by, take, told_by
from narrator.batch.retrying import Retrying
from narrator.batch.stores import store_of

LEASE = ".narrator-lease"
BEAT_S, LEASE_S = 15.0, 60.0


@contextmanager
def leased(
    url: str, retrying: Retrying, on_wait: Callable[[], None], *, lease_s: float = LEASE_S
) -> Iterator[None]:
    """Hold the lease of a place in a store; where another has it, say so and wait.

    Who died on this machine is known at once, who died elsewhere after lease_s seconds. Raises
    OutputError, or RemoteFaultError where the store did not answer often enough.
    """
    store, lease, token = store_of(url), f"{url.rstrip('/')}/{LEASE}", secrets.token_hex(8)
    retrying(partial(take, store, lease, told_by(token), lease_s=lease_s, on_wait=on_wait))
    over = threading.Event()
    beating = threading.Thread(target=_beat, args=(store, lease, token, over), daemon=True)
    beating.start()
    try:
        yield
    finally:
        over.set()
        beating.join()
        give_back(store, lease, partial(is_by, token))


def _beat(store: Any, lease: str, token: str, over: threading.Event) -> None:  # noqa: ANN401 - fsspec has no types
    """Write the lease anew from time to time, as long as it is one's own."""
    beat = 0
    while not over.wait(BEAT_S):
        beat += 1
        with suppress(Exception):  # the next beat may come through
            if not is_by(token, content(store, lease)):
                return
            store.pipe_file(lease, told_by(token, beat))
