"""Reading the studio signal back, from what BBC WHP 198 says of it and nothing of the writer's.

There is no preamble: a frame is known by its tag. A filter matched to the tag's waveform finds
the tags, whatever the level, and by its sign tells a channel that was turned upside down. Each
bit is then the difference of what sounds in its two halves, in which a DC offset cancels out. The
clock is taken from how far apart the tags are. A frame counts where its CRC leaves nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from narrator.control.constants import (
    BITS_A_SECOND,
    CRC_POLYNOMIAL,
    CRC_START,
    FRAME_BITS,
    TAG,
)

Floats = NDArray[np.float64]
Bits = NDArray[np.uint8]

_TAG_BITS = np.unpackbits(np.frombuffer(TAG, np.uint8))
_BEFORE_TAG = 8  # bits: the frame's first byte
_ALIKE = 0.4  # of 1: a tag 7 dB below the noise; whatever else is so much like one has no CRC
_STRONG = 0.8  # of the likeness of the best: a tag, and not what looks like one
_APART = 2  # bits: nearer than this a tag looks like itself
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


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Tags:
    """Where tags may start, and how much each is like one: 1, or -1 for upside down."""

    places: NDArray[np.int_]
    alike: Floats

    def strong(self) -> Floats:
        """Return the places of those that are tags for certain."""
        size = np.abs(self.alike)
        return np.asarray(self.places[size > _STRONG * size.max(initial=0)], dtype=np.float64)


def demodulated(blocks: Iterable[Floats], rate_hz: int) -> Heard:
    """Return the frames in a signal of `rate_hz` samples a second that comes in blocks.

    Its clock may be a fifth of a per cent off. Frames that were damaged are left out.
    """
    bit = rate_hz / BITS_A_SECOND
    most = round(FRAME_BITS * bit * (1 + _MOST_OFF)) + 1
    found = [_frames(chunk, tags, bit, begun) for begun, chunk, tags in _tagged(blocks, bit, most)]
    starts = np.concatenate([np.zeros(0), *(part[0] for part in found)])
    rows = np.concatenate([np.zeros((0, FRAME_BITS // 8), np.uint8), *(part[1] for part in found)])
    signs = np.concatenate([np.zeros(0), *(part[2] for part in found)])
    return Heard(
        starts=starts,
        fades=rows[:, _FADE],
        pans=rows[:, _PAN],
        is_inverted=bool(signs.sum() < 0),
        frame_samples=_distance(starts, FRAME_BITS * bit),
    )


def _tagged(blocks: Iterable[Floats], bit: float, most: int) -> Iterator[tuple[int, Floats, _Tags]]:
    """Yield stretches of the signal, where each begins, and the tags that start in it.

    A stretch holds what comes up to a frame before and after its tags.
    """
    shape = _waveform(bit)
    for begun, chunk, own in _overlapping(blocks, most):
        tags = _tags(chunk, shape, round(_APART * bit))
        inside = (tags.places >= own.start) & (tags.places < own.stop)
        yield begun, chunk, _Tags(places=tags.places[inside], alike=tags.alike[inside])


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


def _waveform(bit: float) -> Floats:
    """Return the tag in Manchester code, `bit` samples a bit, without a mean."""
    places = (np.arange(round(len(_TAG_BITS) * bit)) + 0.5) / bit
    number = np.minimum(places.astype(np.int_), len(_TAG_BITS) - 1)
    falls_later = places - number < 0.5
    shape = np.where(falls_later == (_TAG_BITS[number] == 1), 1.0, -1.0)
    return np.asarray(shape - shape.mean())


def _tags(chunk: Floats, shape: Floats, apart: int) -> _Tags:
    """Return where the signal is most like the tag's waveform, or like its reverse."""
    alike = _likeness(chunk, shape)
    near = np.flatnonzero(np.abs(alike) > _ALIKE)
    if not near.size:
        return _Tags(places=near, alike=np.zeros(0))
    groups = np.split(near, np.flatnonzero(np.diff(near) > apart) + 1)
    places = np.array([group[np.argmax(np.abs(alike[group]))] for group in groups])
    return _Tags(places=places, alike=alike[places])


def _likeness(chunk: Floats, shape: Floats) -> Floats:
    """Return the correlation, -1 to 1, of `shape` with the signal from each sample on."""
    count, width = len(chunk) - len(shape) + 1, len(shape)
    if count <= 0:
        return np.zeros(0)
    size = 1 << (len(chunk) - 1).bit_length()
    spectrum = np.fft.rfft(chunk, size) * np.conj(np.fft.rfft(shape, size))
    match = np.fft.irfft(spectrum, size)[:count]
    total = np.concatenate(([0.0], np.cumsum(chunk)))
    square = np.concatenate(([0.0], np.cumsum(np.square(chunk))))
    mean = (total[width:] - total[:-width]) / width
    power = (square[width:] - square[:-width]) - width * np.square(mean)
    scale = np.sqrt(np.maximum(power, 0) * np.square(shape).sum())
    return np.asarray(np.divide(match, scale, out=np.zeros(count), where=scale > _TINY * width))


_TINY = 1e-6  # full scale 1.0: below a step of 16 bits


def _frames(chunk: Floats, tags: _Tags, bit: float, begun: int) -> tuple[Floats, Bits, Floats]:
    """Return the frames around the tags: start, 16 bytes, and which way up; only whole ones."""
    own_bit = _distance(tags.strong(), FRAME_BITS * bit) / FRAME_BITS
    starts = tags.places.astype(np.float64) - _BEFORE_TAG * own_bit
    signs = np.sign(tags.alike)
    halves = _halves(chunk, starts, own_bit)
    falls = (halves[:, 0::2] - halves[:, 1::2]) * signs[:, np.newaxis]
    bits = (falls > 0).astype(np.uint8)
    whole = _remainders(bits) == 0
    return starts[whole] + begun, np.packbits(bits[whole], axis=1), signs[whole]


def _distance(starts: Floats, usual: float) -> float:
    """Return how far apart the starts of frames are, `usual` where there is nothing to tell."""
    apart = np.diff(starts)
    near = apart[np.abs(apart - usual) < _MOST_OFF * usual]
    return float(np.mean(near)) if near.size else usual


def _halves(chunk: Floats, starts: Floats, bit: float) -> Floats:
    """Return what sounds in each half of each bit of the frames, summed up."""
    total = np.concatenate(([0.0], np.cumsum(chunk)))
    edges = starts[:, np.newaxis] + np.arange(2 * FRAME_BITS + 1) * bit / 2
    return np.asarray(np.diff(np.interp(edges, np.arange(len(total)), total), axis=1))


def _remainders(bits: Bits) -> NDArray[np.uint16]:
    """Return what the CRC leaves of each row of bits; 0 for a whole frame."""
    left = np.full(len(bits), CRC_START, np.uint16)
    for column in bits.T:
        out = (left >> 15) ^ column
        left = (left << 1) ^ (out * np.uint16(CRC_POLYNOMIAL))
    return left
