"""Finding the tags of the studio signal: by a filter that is matched to their waveform.

It finds them whatever their level, far below the noise, and by its sign tells which way up they
are. A few samples a bit are enough to look by, and the place between them is that of the top.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from narrator.control.constants import TAG

Floats = NDArray[np.float64]

_BITS = np.unpackbits(np.frombuffer(TAG, np.uint8))
_ALIKE = 0.4  # of 1: a tag 7 dB below the noise; whatever else is so much like one has no CRC
_STRONG = 0.8  # of the likeness of the best: a tag, and not what looks like one
_APART = 2  # bits: nearer than this a tag looks like itself
_ENOUGH = 12  # samples a bit
_TINY = 1e-6  # of full scale: far below a step of 16 bits


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Tags:
    """Where tags may start, in samples, and how much each is like one: 1, or -1 upside down."""

    places: Floats
    alike: Floats

    def strong(self) -> Floats:
        """Return the places of those that are tags for certain."""
        size = np.abs(self.alike)
        return np.asarray(self.places[size > _STRONG * size.max(initial=0)])

    def within(self, own: range) -> "Tags":
        """Return those that start in a range of samples."""
        inside = (self.places >= own.start) & (self.places < own.stop)
        return Tags(places=self.places[inside], alike=self.alike[inside])


def tags_in(signal: Floats, bit: float) -> Tags:
    """Return where a signal of `bit` samples a bit is most like the tag, or like its reverse."""
    step = max(1, int(bit / _ENOUGH))
    alike = _likeness(_thinned(signal, step), _waveform(bit / step))
    near = np.flatnonzero(np.abs(alike) > _ALIKE)
    if not near.size:
        return Tags(places=np.zeros(0), alike=np.zeros(0))
    groups = np.split(near, np.flatnonzero(np.diff(near) > _APART * bit / step) + 1)
    peaks = np.array([group[np.argmax(np.abs(alike[group]))] for group in groups])
    return Tags(places=(peaks + _beside(np.abs(alike), peaks)) * step, alike=alike[peaks])


def _waveform(bit: float) -> Floats:
    """Return the tag in Manchester code, `bit` samples a bit, without a mean."""
    places = (np.arange(round(len(_BITS) * bit)) + 0.5) / bit
    number = np.minimum(places.astype(np.int_), len(_BITS) - 1)
    is_first_half = places - number < 0.5
    shape = np.where(is_first_half == (_BITS[number] == 1), 1.0, -1.0)
    return np.asarray(shape - shape.mean())


def _thinned(signal: Floats, step: int) -> Floats:
    """Return the mean of every `step` samples."""
    whole = len(signal) // step * step
    return np.asarray(signal[:whole].reshape(-1, step).mean(axis=1))


def _likeness(signal: Floats, shape: Floats) -> Floats:
    """Return the correlation, -1 to 1, of `shape` with the signal from each sample on."""
    count, width = len(signal) - len(shape) + 1, len(shape)
    if count <= 0:
        return np.zeros(0)
    size = 1 << (len(signal) - 1).bit_length()
    spectrum = np.fft.rfft(signal, size) * np.conj(np.fft.rfft(shape, size))
    match = np.fft.irfft(spectrum, size)[:count]
    total = np.concatenate(([0.0], np.cumsum(signal)))
    square = np.concatenate(([0.0], np.cumsum(np.square(signal))))
    mean = (total[width:] - total[:-width]) / width
    power = (square[width:] - square[:-width]) - width * np.square(mean)
    scale = np.sqrt(np.maximum(power, 0) * np.square(shape).sum())
    return np.asarray(np.divide(match, scale, out=np.zeros(count), where=scale > _TINY * width))


def _beside(alike: Floats, peaks: NDArray[np.int_]) -> Floats:
    """Return how far beside each peak, -0.5 to 0.5, the top of a parabola through it lies."""
    before, after = alike[np.maximum(peaks - 1, 0)], alike[np.minimum(peaks + 1, len(alike) - 1)]
    bend = np.minimum(before + after - 2 * alike[peaks], -_TINY)
    return np.asarray(np.clip((before - after) / (2 * bend), -0.5, 0.5))
