"""True peak by ITU-R BS.1770-4, Annex 2: the largest value of a sound between its samples too.

The sound is looked at four times as closely, by a windowed sinc of 24 samples (Kaiser, beta 7)
at a quarter, a half and three quarters between two samples. No value between samples can be
more than SPREAD times the largest sample that goes into it, so that only where samples come
within 1/SPREAD of the peak found so far is there anything to interpolate. That makes the exact
answer several times quicker than interpolating all.
"""

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from narrator.media.damage import LARGEST, sound_or_silence
from narrator.media.pcm import PcmFormat

Samples = NDArray[np.floating[Any]]

REACH = 12  # samples on either side that a value between samples is made of
CHUNK = 64
_BETA = 7.0
_BATCH = 8


def _taps() -> NDArray[np.float64]:
    """Return the interpolating filters, one row a quarter, each adding up to 1."""
    away = np.arange(-REACH + 1, REACH + 1) - np.array([[0.25], [0.5], [0.75]])
    window = np.i0(_BETA * np.sqrt(1 - np.square(away / REACH))) / np.i0(_BETA)
    taps = np.sinc(away) * window
    return np.asarray(taps / taps.sum(axis=1, keepdims=True))


def _at_once() -> NDArray[np.float32]:
    """Return the matrix that a chunk with its context is multiplied by to fill it all."""
    matrix = np.zeros((CHUNK + 2 * REACH, len(_TAPS), CHUNK), dtype=np.float32)
    for place in range(CHUNK):
        matrix[place + 1 : place + 1 + 2 * REACH, :, place] = _TAPS.T
    return matrix.reshape(CHUNK + 2 * REACH, -1)


_TAPS = _taps()
_AT_ONCE = _at_once()
SPREAD = float(np.abs(_TAPS).sum(axis=1).max())


def between(samples: Samples) -> Samples:
    """Return the three values that follow each sample on its way to the next.

    `samples` has REACH more on either side, along the last axis, than there are results; the
    result has a first axis of three. The order of the sums is fixed, so that the same samples
    always give the same values, wherever in an array they stand.
    """
    length = samples.shape[-1] - 2 * REACH
    found = np.zeros((len(_TAPS), *samples.shape[:-1], length), dtype=samples.dtype)
    for place in range(2 * REACH):
        part = samples[..., place + 1 : place + 1 + length]
        for row, tap in enumerate(_TAPS[:, place]):
            found[row] += samples.dtype.type(tap) * part
    return found


def chunks(samples: Samples) -> Samples:
    """Return `samples`, REACH more on either side along the last axis, as chunks with context.

    The result has one row of CHUNK + 2 * REACH for every CHUNK; the last is filled with zeros.
    """
    length = samples.shape[-1] - 2 * REACH
    filled = np.pad(samples, [(0, 0)] * (samples.ndim - 1) + [(0, -length % CHUNK)])
    return sliding_window_view(filled, CHUNK + 2 * REACH, axis=-1)[..., ::CHUNK, :]


def beyond(windows: Samples, level: float) -> NDArray[np.bool_]:
    """Return for each chunk of `chunks`, context included, whether a value is beyond `level`.

    Those between samples count too, and are looked at only where one can be: in float32, so
    that a value within a millionth of the level may be told either way.
    """
    largest = np.abs(windows).max(axis=-1, initial=0)
    over = np.asarray(largest > level)
    unsure = np.flatnonzero(~over & (largest * SPREAD > level))
    over[unsure] = largest_between(windows[unsure]) > level
    return over


def largest_between(windows: Samples) -> NDArray[np.float32]:
    """Return the largest magnitude between the samples of each chunk of `chunks`."""
    # In small batches: over more rows at once OpenBLAS would start threads, whose waiting costs
    # more than they bring.
    count, width = windows.shape
    filled = np.zeros((-(-count // _BATCH) * _BATCH, width), dtype=np.float32)
    filled[:count] = windows
    values = filled.reshape(-1, _BATCH, width) @ _AT_ONCE
    return np.asarray(np.maximum(values.max(axis=-1), -values.min(axis=-1)).reshape(-1)[:count])


class TruePeakMeter:
    """The true peak of a stream: give it the frames in order, then ask for the peak."""

    def __init__(self, channels: int, pcm: PcmFormat) -> None:
        """Begin before the first frame of `channels` samples in the format `pcm`, s16 or f32."""
        self._full_scale = pcm.full_scale
        self._peak = 0.0
        kind = "<f4" if pcm.is_float else "<i2"
        self._last = np.zeros((2 * REACH, channels), dtype=kind)

    def take(self, frames: NDArray[Any]) -> None:
        """Take the next frames, of shape (frames, channels)."""
        joined = np.concatenate((self._last, frames))
        largest = _largest(joined)
        if not largest <= LARGEST:  # or no number: silence, as the meter of loudness has it
            joined = sound_or_silence(joined)
            largest = _largest(joined)
        count = (len(joined) - 2 * REACH) // CHUNK  # the rest waits for what follows it
        self._last = joined[count * CHUNK :]
        if largest * SPREAD <= self._peak:
            return
        rows = _largest_in_rows(joined)
        self._peak = max(self._peak, float(rows.max(initial=0)))
        if count:
            bounds = np.maximum(rows[:count], rows[1 : count + 1]) * SPREAD
            self._look_between(joined, bounds)

    def peak(self) -> float:
        """Return the largest value so far, 1.0 for full scale, as if silence followed."""
        self.take(np.zeros((2 * REACH + CHUNK, self._last.shape[1]), self._last.dtype))
        return self._peak / self._full_scale

    def _look_between(self, joined: NDArray[Any], bounds: Samples) -> None:
        """Look within the chunks that may hold the peak, the loudest first: it rules out others."""
        loudest = int(bounds.argmax())
        for places in (slice(loudest, loudest + 1), slice(None)):
            promising = np.flatnonzero(bounds[places] > self._peak) + (places.start or 0)
            if promising.size:
                windows = sliding_window_view(joined, CHUNK + 2 * REACH, axis=0)[::CHUNK]
                found = windows[promising].reshape(-1, CHUNK + 2 * REACH)
                self._peak = max(self._peak, float(largest_between(found).max()))


def _largest(frames: NDArray[Any]) -> float:
    """Return the largest magnitude; no number where one of the frames is none."""
    return max(float(frames.max(initial=0)), -float(frames.min(initial=0)))


def _largest_in_rows(frames: NDArray[Any]) -> NDArray[np.float32]:
    """Return the largest magnitude in every CHUNK frames, of whichever channel."""
    whole = len(frames) // CHUNK * CHUNK
    rows = frames[:whole].reshape(-1, CHUNK * frames.shape[1])
    rest = frames[whole:].reshape(1, -1)
    both = [(part.max(axis=1, initial=0), part.min(axis=1, initial=0)) for part in (rows, rest)]
    highest, lowest = (np.concatenate(each).astype(np.float32) for each in zip(*both, strict=True))
    return np.maximum(highest, -lowest)
