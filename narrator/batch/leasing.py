"""A job whose results go to a store, done by one batch at a time: who does it renews a lease.

It saves work, and no more: where it is lost, two batches render the same, and what each stores is
whole all the same (publishing.py).
"""

import json
import os
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from narrator.batch.locks import content, give_back, take
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
    retrying(
        partial(take, store, lease, _told(token, 0), lease_s=lease_s, on_wait=on_wait,
                is_gone=is_gone)
    )  # fmt: skip
    over = threading.Event()
    beating = threading.Thread(target=_beat, args=(store, lease, token, over), daemon=True)
    beating.start()
    try:
        yield
    finally:
        over.set()
        beating.join()
        give_back(store, lease, partial(_is_by, token))


def is_gone(told: bytes) -> bool:
    """Whether who wrote a lease was a process of this machine that is no more."""
    try:
        holder = json.loads(told)
        return bool(holder["machine"] == machine() and not Path(f"/proc/{holder['pid']}").exists())
    except (ValueError, TypeError, KeyError):
        return False


def machine() -> str:
    """Return what tells this machine's processes from others': its boot, and the namespace."""
    boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    return f"{boot} {Path('/proc/self/ns/pid').readlink()}"


def _told(token: str, beat: int) -> bytes:
    holder = {"machine": machine(), "pid": os.getpid(), "token": token, "beat": beat}
    return json.dumps(holder).encode()


def _beat(store: Any, lease: str, token: str, over: threading.Event) -> None:  # noqa: ANN401 - fsspec has no types
    """Write the lease anew from time to time, as long as it is one's own."""
    beat = 0
    while not over.wait(BEAT_S):
        beat += 1
        with suppress(Exception):  # the next beat may come through
            if not _is_by(token, content(store, lease)):
                return
            store.pipe_file(lease, _told(token, beat))


def _is_by(token: str, told: bytes) -> bool:
    return token.encode() in told
