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
    "narrator.segment.language",
    "narrator.segment.persons",
    "narrator.text.names",
    "narrator.text.words",
    "wordfreq",
)
_MOST_ARENAS = -8  # M_ARENA_MAX of glibc's malloc.h


def keep_in_one_place() -> None:
    """Let all threads take their memory from one heap of the C library; call it before any starts.

    With one for each, what a stage frees is not taken again by the next: after ten hours 20 MB.
    """
    with suppress(OSError, AttributeError):  # another C library than glibc
        ctypes.CDLL(None).mallopt(_MOST_ARENAS, 1)


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
