"""The frames of the studio signal and the waveform that carries them (BBC WHP 198).

A frame is 16 bytes, 100 ms: the AD_descriptor of version 1, five bytes without a meaning, and a
CRC-16. Bits go out most significant first at 1280 a second in Manchester code, where a falling
edge in the middle is a one. Half a bit is 18.75 samples of 48 kHz: the phase is counted in whole
quarters of a sample, so that nothing is ever rounded.
"""

from binascii import crc_hqx
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from narrator.control.constants import CRC_START, FRAME_MS, SIGNAL_HZ, TAG
from narrator.control.settings import ControlSettings

Floats = NDArray[np.float64]

FRAME_SAMPLES = SIGNAL_HZ * FRAME_MS // 1000
_HEAD = b"\xf8" + TAG + b"1"
_UNUSED = 5
_QUARTERS = 4
_HALF_CELL = 75  # quarters of a sample
_FIRST_HALF = 1.0  # a frame begins with a one


def frame_of(fade: int, pan: int = 0, filler: int = 0xFF) -> bytes:
    """Return the 16 bytes of a frame."""
    told = _HEAD + bytes([fade, pan]) + bytes([filler]) * _UNUSED
    return told + crc_hqx(told, CRC_START).to_bytes(2, "big")


def signal_blocks(fades: bytes, length: int, settings: ControlSettings) -> Iterator[Floats]:
    """Yield the signal of one frame a fade, a frame at a time, cut off at `length` samples.

    `settings` tell its peak level, how long its edges take, and the filler. Full scale is 1.0.
    """
    level = 10 ** (settings.level_dbfs / 20)
    before, after = _FIRST_HALF, _FIRST_HALF
    for number, fade in enumerate(fades):
        samples = min(FRAME_SAMPLES, length - number * FRAME_SAMPLES)
        if samples <= 0:
            return
        halves = _halves(frame_of(fade, filler=settings.filler))
        yield level * _shaped((before, *halves, after), settings.edge_ms)[:samples]
        before = halves[-1]


def _halves(frame: bytes) -> tuple[float, ...]:
    """Return the level of each half of a bit, 1 or -1: high and then low is a one."""
    bits = np.unpackbits(np.frombuffer(frame, np.uint8)).astype(np.float64)
    return tuple(np.stack((2 * bits - 1, 1 - 2 * bits), axis=1).reshape(-1).tolist())


@lru_cache(maxsize=64)  # most of a programme is not faded
def _shaped(halves: tuple[float, ...], edge_ms: float) -> Floats:
    """Return a frame of samples; `halves` has one more at either end, of the frames beside it."""
    levels = np.array(halves)
    quarters = np.arange(FRAME_SAMPLES) * _QUARTERS
    cell, within = quarters // _HALF_CELL + 1, quarters % _HALF_CELL
    edge = edge_ms * SIGNAL_HZ / 1000 * _QUARTERS
    if edge < 1:
        return levels[cell]
    from_start = np.clip(within / edge + 0.5, 0.5, 1.0)
    to_end = np.clip((within - _HALF_CELL) / edge + 0.5, 0.0, 0.5)
    at_end = to_end > 0
    first = np.where(at_end, levels[cell], levels[cell - 1])
    second = np.where(at_end, levels[cell + 1], levels[cell])
    share = (1 - np.cos(np.pi * np.where(at_end, to_end, from_start))) / 2
    return np.asarray(first + (second - first) * share)
