"""The process that renders one job after another: what it starts is started as here."""

import os
import subprocess
import sys

PROGRAM = """
import os, sys
from narrator.batch import worker
worker.order_of = lambda line: line
worker._done = lambda *_: sys.exit(os.environ.get("MALLOC_TRIM_THRESHOLD_", "not set"))
worker.main()
"""


def test_what_a_dask_nanny_asks_of_memory_goes_no_further() -> None:
    """Neither the speech engines nor ffmpeg are to give back each block that they free."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "MALLOC_TRIM_THRESHOLD_": "65536"},
        stdin=subprocess.PIPE,  # open to the end: the process ends when its input does
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write("an order\n")
        process.stdin.flush()
        assert process.stderr.read().splitlines()[-1:] == ["not set"]
