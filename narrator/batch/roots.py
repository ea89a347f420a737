"""The output root, which several batches may have in common: who runs there, and who sums up."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from narrator.addresses import is_remote, path_of
from narrator.batch.leasing import leased
from narrator.batch.locks import nothing
from narrator.batch.order import ATTEMPTS
from narrator.batch.retrying import Retrying
from narrator.batch.state import holding, is_locked, open_lock
from narrator.errors import OutputError, RemoteFaultError

RUNNING, SUMMING = ".narrator-batch.lock", ".narrator-summary.lock"
SUMMING_THERE = ".narrator-summary"  # what stands for the lock in a store


@contextmanager
def running_in(root: str) -> Iterator[None]:
    """Be known to run in a root on this machine, beside others. Raises OutputError.

    The kernel takes the lock from whoever dies. In a store nobody is known to run.
    """
    if is_remote(root):
        yield
        return
    descriptor = open_lock(path_of(root), RUNNING)
    try:
        with suppress(OSError):  # a disk without locks
            fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield
    finally:
        os.close(descriptor)


def is_running(root: str) -> bool | None:
    """Whether a batch runs in a root; None where that cannot be known."""
    if is_remote(root):
        return None
    try:
        return is_locked(path_of(root) / RUNNING, fcntl.LOCK_EX)
    except FileNotFoundError:
        return False
    except OSError:  # a disk without locks, or somebody else's folder
        return None


@contextmanager
def summing_up(root: str) -> Iterator[None]:
    """Be the only one who reads and writes a root's summary; wait for who does.

    Where that cannot be granted the block is done all the same: what it writes tells why.
    """
    if is_remote(root):
        alone = leased(f"{root.rstrip('/')}/{SUMMING_THERE}", Retrying(ATTEMPTS), nothing)
    else:
        alone = holding(path_of(root), nothing, SUMMING)
    with ExitStack() as stack:
        with suppress(OutputError, RemoteFaultError):
            stack.enter_context(alone)
        yield
