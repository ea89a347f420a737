"""How loud a sound is from moment to moment, and overall: the momentary loudness of EBU Tech 3341.

A value is the K-weighted power of 400 ms (ITU-R BS.1770), and there are ten a second: the very
blocks that the gates of the integrated loudness work on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from narrator.model import Span

STEP_MS = 100
WINDOW_MS = 400
SILENT_LUFS = -70.0  # the absolute gate of BS.1770
_RELATIVE_GATE_LU = -10.0
_FIRST_WHOLE = WINDOW_MS // STEP_MS - 1


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class LoudnessCurve:
    """The momentary loudness of a sound that starts at start_ms on the programme's clock.

    Value i of momentary_lufs is that of the 400 ms that end (i + 1) * 100 ms after the start; the
    first three look back beyond it and count for nothing.
    """

    momentary_lufs: NDArray[np.float32]
    start_ms: int = 0

    def integrated_lufs(self) -> float | None:
        """Return the loudness of it all, gated by BS.1770-4; None for silence."""
        return _gated(self.momentary_lufs[_FIRST_WHOLE:])

    def within(self, span: Span) -> float | None:
        """Return the loudness of `span` as if it were cut out, gated by BS.1770-4.

        A span too short for a window has the one around its middle. None for silence, and for a
        span in which there is no sound at all.
        """
        start_ms, end_ms = span.start_ms - self.start_ms, span.end_ms - self.start_ms
        first = -(-start_ms // STEP_MS) + _FIRST_WHOLE
        last = end_ms // STEP_MS
        if last <= first:
            first = (start_ms + end_ms + WINDOW_MS) // (2 * STEP_MS) - 1
            last = first + 1
        return _gated(self.momentary_lufs[max(_FIRST_WHOLE, first) : max(0, last)])


def heard_on(channel_weights: Sequence[float]) -> float:
    """Return by how many dB a mono sound is louder when it plays on these channels at once.

    A channel counts with its BS.1770 weight: 1.0 in front, 1.41 at the sides, 0 for the LFE.
    One front channel gives 0, both channels of a stereo pair 3.01.
    """
    return float(10 * np.log10(sum(channel_weights)))


def _gated(blocks_lufs: NDArray[np.float32]) -> float | None:
    """Return the loudness of 400 ms blocks: what passes -70 LUFS, then its mean less 10 LU."""
    loud = blocks_lufs[blocks_lufs > SILENT_LUFS].astype(np.float64)
    if not loud.size:
        return None
    return _mean(loud[loud > _mean(loud) + _RELATIVE_GATE_LU])


def _mean(lufs: NDArray[np.float64]) -> float:
    """Return the loudness of the mean power."""
    return float(10 * np.log10(np.mean(np.power(10.0, lufs / 10))))
