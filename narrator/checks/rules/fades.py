"""Fades that a receiver is told, held against the dips of the cue sheet."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from narrator.checks.finding import CheckFinding
from narrator.control.constants import DEEPEST_FADE, FADE_STEP_DB
from narrator.media.compare.cells import due_db, stretches
from narrator.model import Duck, Span

Floats = NDArray[np.float64]

_DEEPEST_DB = -FADE_STEP_DB * DEEPEST_FADE


def other_fades(  # noqa: PLR0913 - what fades are told by
    name: str,
    dips: Sequence[Duck],
    times_ms: Floats,
    told_db: Floats,
    *,
    within_db: float,
    apart_ms: int,
) -> Iterator[CheckFinding]:
    """Yield the stretches in which fades, told for times that rise, are not those of the dips.

    A dip that is deeper than control data can tell is told as deep as they can.
    """
    wanted_db = np.maximum(due_db(dips, times_ms), _DEEPEST_DB)
    off_db = np.abs(told_db - wanted_db)
    for first, last in stretches(off_db > within_db):
        worst = first + int(off_db[first : last + 1].argmax())
        start_ms = max(0, int(times_ms[first]))
        yield CheckFinding(
            message=f"The control data of {name} tell another fade than the dips.",
            blocks=True,
            file=name,
            span=Span(start_ms=start_ms, end_ms=max(start_ms, int(times_ms[last])) + apart_ms),
            measured=round(float(told_db[worst]), 1),
            wanted=round(float(wanted_db[worst]), 1),
            tolerance=within_db,
            unit="dB",
        )
