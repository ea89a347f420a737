"""Whether what a receiver lays over the programme is the narration of the stem, in its time."""

from collections.abc import Iterator
from math import isfinite

import numpy as np

from narrator.checks.delivered import Delivered
from narrator.checks.finding import CheckFinding
from narrator.holds import held_ms
from narrator.media.compare.cells import stretches
from narrator.media.compare.receiver import STEP_MS
from narrator.model import Span

_STEP = 2.0**-23  # of 24 bits
_RESAMPLED = 1e-4  # -80 dBFS: more than two builds of a resampler differ by


def receiver_stem_differs(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield where the left channel of a receiver mix is not the stem, and another length."""
    left = delivered.left
    if left is None:
        return
    if left.length_samples != left.stem_samples:
        yield CheckFinding(
            message=f"{left.name} is not as long as the stem.",
            blocks=True,
            file=left.name,
            measured=left.length_samples,
            wanted=left.stem_samples,
            unit="samples",
        )
    within = _RESAMPLED if left.resampled else _STEP
    for first, last in stretches(~(left.apart <= within)):  # not a number is not within
        worst_dbfs = 20 * float(np.log10(left.apart[first : last + 1].max()))
        yield CheckFinding(
            message=f"The left channel of {left.name} is not the narration of the stem.",
            blocks=True,
            file=left.name,
            span=Span(start_ms=first * STEP_MS, end_ms=(last + 1) * STEP_MS),
            measured=round(worst_dbfs, 1) if isfinite(worst_dbfs) else "no number",
            wanted=f"a difference below {20 * np.log10(within):.0f}",
            unit="dBFS",
        )


def receiver_cannot_hold(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the products for receivers of a programme that is held."""
    held_s = held_ms(delivered.sheet.holds) / 1000
    for product in (delivered.left, delivered.descriptors):
        if held_s and product is not None:
            yield CheckFinding(
                message=f"The programme is held, which no receiver of {product.name} can do: the "
                "narration comes too late beside the programme as it is.",
                blocks=True,
                file=product.name,
                measured=round(held_s, 3),
                wanted="no hold",
                unit="s",
            )
