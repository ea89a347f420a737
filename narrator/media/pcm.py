"""Raw PCM between bytes and numbers; a number counts steps of the format, full scale 2**(n-1).

Numbers are float32 for 16 bits, whose every step and a 256th of it they hold, which is twice as
quick; else float64, which holds every step of every format exactly.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrator.media.damage import sound_or_silence

Numbers = NDArray[np.floating[Any]]
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, kw_only=True, slots=True)
class PcmFormat:
    """A little-endian PCM format.

    raw is ffmpeg's name of it; width counts the bytes of a sample; full_scale is the number
    that stands for 1.0; lowest and highest bound what it can hold.
    """

    raw: str
    width: int
    full_scale: float
    lowest: float
    highest: float
    unpack: Callable[[Bytes], Numbers]
    pack: Callable[[Numbers], Bytes]

    @property
    def kind(self) -> "np.dtype[np.floating[Any]]":
        """The kind of number that its samples are computed with."""
        return np.dtype("f4" if self.width == np.int16().itemsize else "f8")

    @property
    def is_float(self) -> bool:
        """Whether samples are floating-point numbers, not whole ones."""
        return self.full_scale == 1.0


def numbers_of(data: Bytes, pcm: PcmFormat) -> Numbers:
    """Return the samples of `data`, bytes of shape (frames, channels * width).

    The result has the shape (frames, channels).
    """
    return pcm.unpack(np.ascontiguousarray(data).reshape(-1)).reshape(
        len(data), data.shape[1] // pcm.width
    )


def bytes_of(numbers: Numbers, pcm: PcmFormat) -> tuple[Bytes, int]:
    """Return `numbers` of shape (frames, channels) rounded to the format, as rows of bytes.

    The second value counts the samples that were beyond the format and had to be clipped. No
    dither is added: the result of a mix is the same each time.
    """
    if pcm.is_float:
        return pcm.pack(numbers.reshape(-1)).reshape(len(numbers), -1), 0
    steps = np.rint(numbers)
    beyond = 0
    if steps.size and (steps.min() < pcm.lowest or steps.max() > pcm.highest):
        beyond = int(np.count_nonzero((steps < pcm.lowest) | (steps > pcm.highest)))
        np.clip(steps, pcm.lowest, pcm.highest, out=steps)
    return pcm.pack(steps.reshape(-1)).reshape(len(numbers), -1), beyond


def floats_of(raw: bytes, sample_format: str, channels: int) -> NDArray[np.float32]:
    """Return whole frames as float32 of the shape (frames, channels), full scale 1.0.

    sample_format is a key of PCM_FORMATS; 16 and 24 bits are kept exactly, 32 to 24 of them.
    """
    data = np.frombuffer(raw, dtype=np.uint8)
    if sample_format == "f32":
        found = sound_or_silence(data.view("<f4"))
    elif sample_format == "s24":
        padded = np.zeros((len(data) // 3, 4), dtype=np.uint8)
        padded[:, 1:] = data.reshape(-1, 3)
        found = padded.view("<i4").reshape(-1).astype(np.float32) * np.float32(2.0**-31)
    else:
        pcm = PCM_FORMATS[sample_format]
        whole = data.view(f"<i{pcm.width}").astype(np.float32)
        found = whole * np.float32(1 / pcm.full_scale)
    return np.asarray(found.reshape(-1, channels))


def _unpack_24(data: Bytes) -> Numbers:
    padded = np.zeros((len(data) // 3, 4), dtype=np.uint8)
    padded[:, 1:] = data.reshape(-1, 3)
    return (padded.view("<i4").reshape(-1) >> 8).astype(np.float64)


def _pack_24(numbers: Numbers) -> Bytes:
    whole = np.ascontiguousarray(numbers.astype("<i4"))
    return np.ascontiguousarray(whole.view(np.uint8).reshape(-1, 4)[:, :3])


def _unpacker(kind: str, numbers: str = "f8") -> Callable[[Bytes], Numbers]:
    return lambda data: data.view(kind).astype(numbers)


def _packer(kind: str) -> Callable[[Numbers], Bytes]:
    return lambda numbers: np.ascontiguousarray(numbers.astype(kind)).view(np.uint8)


def _whole(
    bits: int, unpack: Callable[[Bytes], Numbers], pack: Callable[[Numbers], Bytes]
) -> PcmFormat:
    full = float(1 << (bits - 1))
    return PcmFormat(
        raw=f"s{bits}le",
        width=bits // 8,
        full_scale=full,
        lowest=-full,
        highest=full - 1,
        unpack=unpack,
        pack=pack,
    )


PCM_FORMATS: dict[str, PcmFormat] = {
    "s16": _whole(16, _unpacker("<i2", "f4"), _packer("<i2")),
    "s24": _whole(24, _unpack_24, _pack_24),
    "s32": _whole(32, _unpacker("<i4"), _packer("<i4")),
    "f32": PcmFormat(
        raw="f32le",
        width=4,
        full_scale=1.0,
        lowest=float("-inf"),
        highest=float("inf"),
        unpack=_unpacker("<f4"),
        pack=_packer("<f4"),
    ),
}
