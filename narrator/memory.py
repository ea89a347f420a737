"""What stages leave behind in memory, and how it is let go.

The frequencies and lists of words hold some 60 MB. A single render has no use for them once its
script is composed; a batch keeps them for its next episode. What was freed goes back to the system:
after ten hours were placed, that is 18 MB.
"""

import ctypes
import gc
import sys
from contextlib import suppress

_KEEPERS = (
    "narrator.segment.identifier",
    "narrator.segment.language",
    "narrator.segment.persons",
    "narrator.text.names",
    "narrator.text.words",
    "wordfreq",
)
# By the names and numbers of glibc's malloc.h. The blocks of a mix are smaller than 4 MB.
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
_HEAP = {_M_ARENA_MAX: 1, _M_MMAP_THRESHOLD: 4 << 20, _M_TRIM_THRESHOLD: 64 << 20}


def keep_one_heap() -> None:
    """Let all threads take memory from one heap, which keeps what is freed; call it before any.

    With a heap for each thread, what one stage frees is not taken again by the next: after ten
    hours that is 15 MB. Memory that goes back to the system at once took 4.5 processor seconds
    more of an episode's 9; a Dask worker asks for that by its environment, for all that it starts.
    """
    with suppress(OSError, AttributeError):  # another C library than glibc
        for setting, value in _HEAP.items():
            ctypes.CDLL(None).mallopt(setting, value)


def let_go() -> None:
    """Empty the caches of models and word lists, which fill again when needed, and free memory."""
    modules = (sys.modules.get(name) for name in _KEEPERS)
    for kept in [each for module in modules if module for each in vars(module).values()]:
        empty = getattr(kept, "cache_clear", None)
        if empty is not None:
            empty()
    gc.collect()
    with suppress(OSError, AttributeError):  # another C library than glibc
        ctypes.CDLL(None).malloc_trim(0)
