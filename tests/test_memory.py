"""What is kept of languages is let go, and comes back where it is needed again."""

import ctypes
import os
import subprocess
import sys

import pytest

from narrator.memory import let_go
from narrator.segment.identifier import identifier
from narrator.segment.language import frequencies, language_of
from narrator.text.words import word_list

LINES = [
    "Where have you been all this time?",
    "I was waiting for you at the harbour, and it rained.",
]


def test_models_and_lists_are_let_go_and_come_back() -> None:
    """The answers are the same before and after."""
    before = language_of(LINES), word_list("en") is not None
    frequencies("en")
    let_go()
    kept = [identifier.cache_info(), frequencies.cache_info(), word_list.cache_info()]
    assert [info.currsize for info in kept] == [0, 0, 0]
    assert (language_of(LINES), word_list("en") is not None) == before == ("en", True)


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallopt"), reason="another C library")
def test_freed_memory_is_kept_whatever_the_environment_asks_for() -> None:
    """A Dask worker asks for all that is freed to go back; then each block costs page faults."""
    program = (
        "import resource, sys, numpy as np\n"
        "from narrator.memory import keep_one_heap\n"
        "if sys.argv[1] == 'kept': keep_one_heap()\n"
        "np.ones(500_000)\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt\n"
        "for _ in range(20): np.ones(500_000)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)\n"
    )
    faults = {
        way: int(
            subprocess.run(
                [sys.executable, "-c", program, way],
                env={**os.environ, "MALLOC_TRIM_THRESHOLD_": "65536"},
                check=True,
                capture_output=True,
                text=True,
            ).stdout
        )
        for way in ("kept", "given back")
    }
    assert faults["kept"] * 10 < faults["given back"]
