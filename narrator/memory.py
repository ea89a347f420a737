"""What is kept of languages while an episode's words are worked on, and let go after it.

The model that tells languages, the frequencies and the lists of words hold some 80 MB. A single
render has no use for them once its script is composed; a batch keeps them for its next episode.
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


def let_go_of_words() -> None:
    """Empty the caches of models and word lists; they fill again where they are needed again."""
    modules = (sys.modules.get(name) for name in _KEEPERS)
    for kept in [each for module in modules if module for each in vars(module).values()]:
        empty = getattr(kept, "cache_clear", None)
        if empty is not None:
            empty()
    gc.collect()
    with suppress(OSError, AttributeError):  # another C library than glibc
        ctypes.CDLL(None).malloc_trim(0)
