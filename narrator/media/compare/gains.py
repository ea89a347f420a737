"""The gains of programme and narration in a mix, recovered from the sound alone.

A mix is taken for `g * programme + h * narration`. From six sums over a stretch (the products of
the three sounds with each other) least squares give g and h, and what they leave unexplained.
Sums of cells add up, so that the same numbers tell of a cell, a dip or an episode.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SUMS = ("pp", "ps", "ss", "pm", "sm", "mm")  # programme, stem and mix with each other
_ALIKE = 0.98  # programme and narration more alike than this cannot be told apart


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Gains:
    """Linear gains, one a row of sums; NaN where there is nothing to tell it by.

    unexplained is the share of the mix's power that is neither programme nor narration, 0 to 1.
    """

    programme: Floats
    narration: Floats
    unexplained: Floats


def gains_of(sums: Floats) -> Gains:
    """Return the gains for sums of the shape (rows, 6), in the order of SUMS."""
    pp, ps, ss, pm, sm, mm = sums.T
    alike = np.square(ps) > _ALIKE**2 * pp * ss
    with np.errstate(divide="ignore", invalid="ignore"):
        determinant = pp * ss - np.square(ps)
        both = (ss > 0) & (pp > 0) & ~alike
        programme = np.where(both, (pm * ss - sm * ps) / determinant, (pm - ps) / pp)
        narration = np.where(both, (sm * pp - pm * ps) / determinant, sm / ss)
        narration[(pp > 0) & alike & (ss > 0)] = np.nan
        g, h = np.nan_to_num(programme), np.nan_to_num(narration)
        left = mm - 2 * g * pm - 2 * h * sm + g * g * pp + h * h * ss + 2 * g * h * ps
        unexplained = np.clip(left / mm, 0.0, 1.0)
    return Gains(programme=programme, narration=narration, unexplained=unexplained)


def decibels(gain: Floats) -> Floats:
    """Return linear gains in decibels, -120 for none and for those upside down."""
    return np.asarray(20 * np.log10(np.maximum(gain, 1e-6)))


def products(programme: Floats, stem: Floats, mix: Floats, targets: slice) -> Floats:
    """Return the six products, sample by sample, added up over the channels: (6, samples).

    programme and mix have the shape (samples, channels), the stem (samples,); it stands on the
    channels `targets`.
    """
    stem_on = stem[:, np.newaxis]
    count = programme[:, targets].shape[1]
    return np.stack(
        [
            np.square(programme).sum(axis=1),
            (programme[:, targets] * stem_on).sum(axis=1),
            np.square(stem) * count,
            (programme * mix).sum(axis=1),
            (mix[:, targets] * stem_on).sum(axis=1),
            np.square(mix).sum(axis=1),
        ]
    )
