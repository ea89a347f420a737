"""Control data for receivers, as our own decoder reads them: no other was at hand.

It was built from the standard's description and shares nothing with the writer but constants.
"""

from importlib.metadata import version
from pathlib import Path

import numpy as np
from asking import Reader, demand, near
from result import Result

from narrator.media.controltrack import read_control

_STEP_DB = 0.3


def by_our_decoder(result: Result, path: Path) -> str:
    """Decode the fades, and hold those in the middle of each dip, and far from all, to it."""
    control = result.sheet["control"]
    read = read_control(path, interval_ms=round(control["interval"] * 1000),
                        offset_ms=round(control["offset"] * 1000))  # fmt: skip
    demand("findings", [each.code for each in read.findings], [])
    dips = result.sheet["ducks"]
    for dip in dips:
        middle_ms = 500 * (dip["start"] + dip["end"])
        near(f"fade at {middle_ms / 1000:.3f} s", float(read.fades.at(np.array([middle_ms]))[0]),
             dip["gain_db"], _STEP_DB)  # fmt: skip
    seconds = read.fades.times_ms / 1000
    away = np.ones(len(seconds), dtype=bool)
    for dip in dips:
        first, last = dip["start"] - dip["fade_in"] - 0.2, dip["end"] + dip["fade_out"] + 0.2
        away &= (seconds < first) | (seconds > last)
    demand("fades away from the dips", np.unique(read.fades.fades_db[away]).tolist(), [0.0])
    return f"decodes without a fault; {len(dips)} dips at their depth, no fade elsewhere"


READERS = (
    Reader(
        files=("receiver-mix.wav", "ad-descriptors.bin"),
        tool=lambda: f"our own decoder, no other was at hand (narrator {version('narrator')})",
        ask=by_our_decoder,
    ),
)
