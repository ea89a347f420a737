"""Integrated loudness of a mono clip by ITU-R BS.1770-4, in numpy.

The K-weighting filters are given there for 48 kHz only. For other rates they are derived by the
bilinear transform from the analogue prototype that gives those coefficients: the parameters of
B. De Man, "Evaluation of Implementations of the EBU R128 Loudness Measurement", AES Convention
e-Brief 497 (2018), which libebur128 uses too.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Samples = NDArray[np.floating[Any]]
Floats = NDArray[np.float64]
Biquad = tuple[tuple[float, ...], tuple[float, ...]]

_SHELF_HZ, _SHELF_DB, _SHELF_Q = 1681.974450955533, 3.999843853973347, 0.7071752369554196
_HIGH_PASS_HZ, _HIGH_PASS_Q = 38.13547087602444, 0.5003270373238773
_BAND_POWER = 0.4996667741545416
_OFFSET_DB = -0.691  # BS.1770-4, equation 2: makes a 997 Hz sine read its level
_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0
_BLOCK_S, _STEP_S = 0.4, 0.1
_SETTLE_S = 1.0  # the high-pass rings for less than this, so the transform's ends cannot meet


def integrated_lufs(samples: Samples, rate_hz: int) -> float | None:
    """Return the gated loudness of `samples` (one dimension, full scale 1.0) heard on one channel.

    Blocks of 400 ms every 100 ms; the gates are -70 LUFS and 10 LU below the mean of what
    passes the first. A clip shorter than 400 ms is one block of its own length. None means
    silence: nothing passes the gates.
    """
    powers = _block_powers(k_weighted(samples, rate_hz), rate_hz)
    loud = powers[lufs_of(powers) > _ABSOLUTE_GATE_LUFS]
    if not loud.size:
        return None
    gate = lufs_of(loud.mean()) + _RELATIVE_GATE_LU
    return float(lufs_of(loud[lufs_of(loud) > gate].mean()))


def heard_on(channel_weights: Sequence[float]) -> float:
    """Return by how many dB a mono sound is louder when it plays on these channels at once.

    A channel counts with its BS.1770 weight: 1.0 in front, 1.41 at the sides, 0 for the LFE.
    One front channel gives 0, both channels of a stereo pair 3.01.
    """
    return float(10 * np.log10(sum(channel_weights)))


def k_weighted(samples: Samples, rate_hz: int) -> Floats:
    """Return `samples` after both K-weighting filters, applied by way of their spectrum."""
    return weighted(samples, k_response(rate_hz, len(samples)))


def k_response(rate_hz: int, length: int) -> NDArray[np.complex128]:
    """Return the spectrum of both filters for sounds of up to `length` samples."""
    size = 1 << max(1, length + round(_SETTLE_S * rate_hz) - 1).bit_length()
    response: NDArray[np.complex128] = _response(_shelf(rate_hz), size) * _response(
        _high_pass(rate_hz), size
    )
    return response


def weighted(samples: Samples, response: NDArray[np.complex128]) -> Floats:
    """Return `samples` after the filters that `k_response` gave."""
    size = 2 * (len(response) - 1)
    spectrum = np.fft.rfft(samples.astype(np.float64), size) * response
    return np.fft.irfft(spectrum, size)[: len(samples)]


def _block_powers(weighted: Floats, rate_hz: int) -> Floats:
    block = min(round(_BLOCK_S * rate_hz), len(weighted))
    if block == 0:
        return np.zeros(0)
    total = np.concatenate(([0.0], np.cumsum(np.square(weighted))))
    starts = np.arange(0, len(weighted) - block + 1, round(_STEP_S * rate_hz))
    return (total[starts + block] - total[starts]) / block


def lufs_of(power: ArrayLike) -> Floats:
    """Return the loudness of K-weighted power; far below any gate for none."""
    return np.asarray(_OFFSET_DB + 10 * np.log10(np.maximum(power, np.finfo(np.float64).tiny)))


def _shelf(rate_hz: int) -> Biquad:
    k = np.tan(np.pi * _SHELF_HZ / rate_hz)
    high = 10 ** (_SHELF_DB / 20)
    band = high**_BAND_POWER
    b = (high + band * k / _SHELF_Q + k * k, 2 * (k * k - high), high - band * k / _SHELF_Q + k * k)
    return b, _poles(k, _SHELF_Q)


def _high_pass(rate_hz: int) -> Biquad:
    k = np.tan(np.pi * _HIGH_PASS_HZ / rate_hz)
    a = _poles(k, _HIGH_PASS_Q)
    return (a[0], -2 * a[0], a[0]), a


def _poles(k: float, q: float) -> tuple[float, float, float]:
    return 1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k


@lru_cache(maxsize=16)
def _response(biquad: Biquad, size: int) -> NDArray[np.complex128]:
    z = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    (b0, b1, b2), (a0, a1, a2) = biquad
    response: NDArray[np.complex128] = (b0 + z * (b1 + z * b2)) / (a0 + z * (a1 + z * a2))
    return response
