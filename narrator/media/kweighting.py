"""K-weighting (ITU-R BS.1770-4, Annex 1) as a few products of matrices, for numpy to do at once.

A recursive filter goes sample by sample, which Python cannot afford. Over a block of samples x it
is linear, though: with the filter's state s at the block's start, the output is `x @ alone + s @
ringing`, and the state at its end `x @ kept + s @ A`. The states at the starts of all the blocks
of a step follow in the same way from what each block alone would leave behind. That is the very
filter, with nothing left out.

The Recommendation gives coefficients for 48 kHz. Those for other rates are of the analogue filters
that give these at 48 kHz by the bilinear transform, with the parameters that libebur128 and ffmpeg
take.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

_USUAL_BLOCK = 96
_SHELF_HZ, _SHELF_DB, _SHELF_Q = 1681.974450955533, 3.999843853973347, 0.7071752369554196
_SHELF_BEND = 0.4996667741545416
_HIGHPASS_HZ, _HIGHPASS_Q = 38.13547087602444, 0.5003270373238773


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class KWeighting:
    """The filter for steps of `blocks` blocks of `block` samples each.

    A block's row [samples, state] times weighted (block + 4, block) is the filtered block. Its
    samples times kept (block, 4) is the state it alone leaves; these of all blocks of a step in one
    row times carried (4 * blocks, 4 * (blocks + 1)), and the step's own first state times started
    (4, 4 * (blocks + 1)), add up to the state before each block, and after the last.
    """

    block: int
    blocks: int
    weighted: NDArray[np.float32]
    kept: NDArray[np.float32]
    carried: Matrix
    started: Matrix


@cache
def k_weighting(rate_hz: int, step: int) -> KWeighting:
    """Return the filter at a rate for steps of `step` samples."""
    block = _block_of(step)
    blocks = step // block
    a, b, c, d = _in_series(_shelf(rate_hz), _highpass(rate_hz))
    within, between = _powers(a, block), _powers(np.linalg.matrix_power(a, block), blocks)
    late = np.concatenate([np.zeros((1, *a.shape)), between[:blocks]])
    response = np.array([d, *(c @ power @ b for power in within[: block - 1])])
    alone = _shifted(response[:, np.newaxis, np.newaxis], block, block)
    ringing = np.stack([c @ power for power in within[:block]], axis=1)
    return KWeighting(
        block=block,
        blocks=blocks,
        weighted=np.concatenate([alone, ringing]).astype(np.float32),
        kept=np.stack([power @ b for power in within[:block]][::-1]).astype(np.float32),
        carried=_shifted(late, blocks, blocks + 1),
        started=np.concatenate([power.T for power in between], axis=1),
    )


def _block_of(step: int) -> int:
    """Return the length, of those that divide the step, that is nearest to the usual one."""
    lengths = [length for length in range(1, step + 1) if step % length == 0]
    return min(lengths, key=lambda length: abs(np.log(length / _USUAL_BLOCK)))


def _powers(matrix: Matrix, highest: int) -> Matrix:
    """Return the powers 0 to `highest` of a matrix, one behind another."""
    found = [np.eye(len(matrix))]
    for _ in range(highest):
        found.append(matrix @ found[-1])
    return np.stack(found)


def _shifted(effects: Matrix, causes: int, results: int) -> Matrix:
    """Return the matrix in which cause i has on result j the effect number j - i, none before it.

    effects has the shape (number, height, width): an effect times a column is what it does.
    """
    late = np.arange(results) - np.arange(causes)[:, np.newaxis]
    found = np.where((late >= 0)[:, :, np.newaxis, np.newaxis], effects[np.maximum(late, 0)], 0.0)
    height, width = effects.shape[1:]
    return np.asarray(found.transpose(0, 3, 1, 2).reshape(causes * width, results * height))


def _in_series(
    first: tuple[Matrix, Matrix], second: tuple[Matrix, Matrix]
) -> tuple[Matrix, Matrix, Matrix, float]:
    """Return the state space (A, b, c, d) of two filters of second order, one after the other."""
    (a1, b1, c1, d1), (a2, b2, c2, d2) = _state_space(*first), _state_space(*second)
    a = np.block([[a1, np.zeros((2, 2))], [np.outer(b2, c1), a2]])
    return a, np.concatenate([b1, b2 * d1]), np.concatenate([d2 * c1, c2]), d1 * d2


def _state_space(over: Matrix, under: Matrix) -> tuple[Matrix, Matrix, Matrix, float]:
    """Return the transposed direct form II of over / under, polynomials in 1/z; under[0] is 1."""
    a = np.array([[-under[1], 1.0], [-under[2], 0.0]])
    return a, over[1:] - under[1:] * over[0], np.array([1.0, 0.0]), float(over[0])


def _shelf(rate_hz: int) -> tuple[Matrix, Matrix]:
    """Return the first filter, for the head: a shelf of 4 dB above 1.7 kHz."""
    k = np.tan(np.pi * _SHELF_HZ / rate_hz)
    high = 10 ** (_SHELF_DB / 20)
    bend = high**_SHELF_BEND
    over = [
        high + bend * k / _SHELF_Q + k * k,
        2 * (k * k - high),
        high - bend * k / _SHELF_Q + k * k,
    ]
    under = _under(k, _SHELF_Q)
    return np.array(over) / under[0], under / under[0]


def _highpass(rate_hz: int) -> tuple[Matrix, Matrix]:
    """Return the second filter, from 38 Hz; what is over it is 1, -2, 1 at every rate."""
    under = _under(np.tan(np.pi * _HIGHPASS_HZ / rate_hz), _HIGHPASS_Q)
    return np.array([1.0, -2.0, 1.0]), under / under[0]


def _under(k: float, q: float) -> Matrix:
    return np.array([1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k])
