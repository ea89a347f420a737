"""The way down into a dip and up out of it: half a cosine in decibels, without a corner.

The mixer takes it sample by sample (media/dips.py), the control data moment by moment
(control/fades.py): what a receiver fades is what was mixed.
"""

import numpy as np
from numpy.typing import NDArray

Corners = tuple[int, int, int, int]


def dip_curve(places: NDArray[np.int_], corners: Corners, gain_db: float) -> NDArray[np.float64]:
    """Return the decibels that a dip of `gain_db` has at `places`.

    corners are where the way down begins, where it ends, where the way up begins and where it
    ends, all in the unit of `places`; beyond them the dip is 0 dB.
    """
    down, start, end, up = corners
    # The corners must differ where a fade is cut off by the programme's start or end.
    apart = (min(down, start - 1), start, end, max(up, end + 1))
    depth = np.interp(places, apart, (0.0, 1.0, 1.0, 0.0))
    return np.asarray(gain_db * ((1 - np.cos(np.pi * depth)) / 2))
