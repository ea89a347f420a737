"""A small object in a store that only one can create at a time: who did, holds it.

Whoever looks at it for long and sees no change takes its holder for dead; one that was a process of
the same machine is known to be dead at once.
"""

import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from narrator.batch.stores import writing

LOOK_S = 0.5


def nothing() -> None:
    """Do nothing."""


def take(
    store: Any,  # noqa: ANN401 - fsspec has no types
    url: str,
    mine: bytes,
    *,
    lease_s: float,
    on_wait: Callable[[], None] = nothing,
) -> None:
    """Create the object at a URL; where another has, say so once, and wait until it is gone.

    A holder is taken for dead where it is gone from this machine, or where what it wrote has not
    changed for lease_s seconds by this machine's clock. Raises OutputError or RemoteFaultError.
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


def is_by(token: str, told: bytes) -> bool:
    """Whether the one with a token wrote this."""
    return token.encode() in told


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


def told_by(token: str, beat: int = 0) -> bytes:
    """Return what a holder writes: where and who it is, and how often it has written before."""
    holder = {"machine": machine(), "pid": os.getpid(), "token": token, "beat": beat}
    return json.dumps(holder).encode()


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
