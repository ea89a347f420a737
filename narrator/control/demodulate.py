"""Reading the studio signal back, from what BBC WHP 198 says of it and nothing of the writer's.

There is no preamble: a frame is known by its tag (tags.py). Each bit is then the difference of
what sounds in its two halves, in which a DC offset cancels out. The clock is taken from how far
apart the tags are. A frame counts where its CRC leaves nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from narrator.control.constants import BITS_A_SECOND, CRC_POLYNOMIAL, CRC_START, FRAME_BITS
from narrator.control.tags import Tags, tags_in

Floats = NDArray[np.float64]
Bits = NDArray[np.uint8]

_BEFORE_TAG = 8  # bits: the frame's first byte
_MOST_OFF = 0.005  # of the clock
_FADE, _PAN = 7, 8  # bytes
_CHUNK = 1 << 18


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Heard:
    """The frames read from a signal: where each starts, in samples, and what it says.

    is_inverted says that the channel is upside down; frame_samples is how long a frame is by the
    signal's own clock.
    """

    starts: Floats
    fades: Bits
    pans: Bits
    is_inverted: bool
    frame_samples: float

    @property
    def lost(self) -> int:
        """How many frames are missing between the first and the last."""
        if not self.starts.size:
            return 0
        whole = round((self.starts[-1] - self.starts[0]) / self.frame_samples) + 1
        return int(whole) - len(self.starts)


def demodulated(blocks: Iterable[Floats], rate_hz: int) -> Heard:
    """Return the frames in a signal of `rate_hz` samples a second that comes in blocks.

    Its clock may be a fifth of a per cent off. Frames that were damaged are left out.
    """
    bit = rate_hz / BITS_A_SECOND
    around = round(FRAME_BITS * bit * (1 + _MOST_OFF)) + 1
    found = [
        _frames(stretch, tags_in(stretch, bit).within(own), bit, begun)
        for begun, stretch, own in _overlapping(blocks, around)
    ]
    starts = np.concatenate([part[0] for part in found])
    rows = np.concatenate([part[1] for part in found])
    signs = np.concatenate([part[2] for part in found])
    return Heard(
        starts=starts,
        fades=rows[:, _FADE],
        pans=rows[:, _PAN],
        is_inverted=bool(signs.sum() < 0),
        frame_samples=_distance(starts, FRAME_BITS * bit),
    )


def _overlapping(blocks: Iterable[Floats], around: int) -> Iterator[tuple[int, Floats, range]]:
    """Yield long stretches, `around` samples of silence or of their neighbours on either side.

    Each comes with the place of its first sample and the range in it that is its own.
    """
    held, begun = np.zeros(around), -around
    for block in chain(blocks, [np.zeros(around)]):
        held = np.concatenate((held, block))
        if len(held) >= _CHUNK:
            yield begun, held, range(around, len(held) - around)
            begun += len(held) - 2 * around
            held = held[len(held) - 2 * around :]
    yield begun, held, range(around, len(held))


def _frames(stretch: Floats, tags: Tags, bit: float, begun: int) -> tuple[Floats, Bits, Floats]:
    """Return the frames around the tags: start, 16 bytes, and which way up; only whole ones."""
    own_bit = _distance(tags.strong(), FRAME_BITS * bit) / FRAME_BITS
    starts = tags.places - _BEFORE_TAG * own_bit
    signs = np.sign(tags.alike)
    halves = _halves(stretch, starts, own_bit)
    falls = (halves[:, 0::2] - halves[:, 1::2]) * signs[:, np.newaxis]
    bits = (falls > 0).astype(np.uint8)
    whole = _remainders(bits) == 0
    return starts[whole] + begun, np.packbits(bits[whole], axis=1), signs[whole]


def _distance(starts: Floats, usual: float) -> float:
    """Return how far apart the starts of frames are, `usual` where there is nothing to tell."""
    apart = np.diff(starts)
    near = apart[np.abs(apart - usual) < _MOST_OFF * usual]
    return float(np.mean(near)) if near.size else usual


def _halves(stretch: Floats, starts: Floats, bit: float) -> Floats:
    """Return what sounds in each half of each bit of the frames, summed up."""
    total = np.concatenate(([0.0], np.cumsum(stretch)))
    edges = starts[:, np.newaxis] + np.arange(2 * FRAME_BITS + 1) * bit / 2
    return np.asarray(np.diff(np.interp(edges, np.arange(len(total)), total), axis=1))


def _remainders(bits: Bits) -> NDArray[np.uint16]:
    """Return what the CRC leaves of each row of bits; 0 for a whole frame."""
    left = np.full(len(bits), CRC_START, np.uint16)
    for column in bits.T:
        out = (left >> 15) ^ column
        left = (left << 1) ^ (out * np.uint16(CRC_POLYNOMIAL))
    return left
