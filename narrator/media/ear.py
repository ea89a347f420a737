"""An ear: it hears finished sound as it goes by, in threads of its own, and tells of it."""

import hashlib
import math
import zlib
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from narrator.beside import Fed
from narrator.curve import STEP_MS, LoudnessCurve
from narrator.media.measure import SILENCE_LUFS, SoundFacts
from narrator.media.momentary import MomentaryMeter
from narrator.media.pcm import PCM_FORMATS, PcmFormat, numbers_of
from narrator.media.soundshape import SoundShape
from narrator.media.truepeak import TruePeakMeter
from narrator.model import Loudness

_BLOCKS_AHEAD = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Overheard:
    """What an ear heard: facts of the sound, and of its bytes as `pcm` the CRC-32 and the MD5.

    The CRC is that of ISO 3309; the MD5 is what a FLAC file holds of its samples (RFC 9639, 8.2),
    None where nobody asked for it.
    """

    facts: SoundFacts
    pcm: PcmFormat
    crc32: int
    md5: bytes | None = None


class Ear:
    """Hears raw sound of one shape, block after block; a mono sound as it is on one loudspeaker."""

    def __init__(self, shape: SoundShape, *, with_md5: bool = False) -> None:
        """Begin before the first sample; the MD5, which takes a while, is told where asked for."""
        metered = "s16" if shape.sample_format == "s16" else "f32"
        self._pcm, self._metered = PCM_FORMATS[shape.sample_format], PCM_FORMATS[metered]
        self._channels = shape.channels
        self._meter = MomentaryMeter(replace(shape, sample_format=metered))
        self._peaks = TruePeakMeter(shape.channels, self._metered)
        self._crc32 = 0
        self._md5 = hashlib.md5(usedforsecurity=False) if with_md5 else None
        self._is_silent = False
        self._length = 0
        self._step = shape.rate_hz * STEP_MS // 1000
        self._metered_steps, self._passed_over = 0, list[int]()
        self._measured = Fed(self._meter.take, ahead=_BLOCKS_AHEAD)
        self._fed = Fed(self._hear, ahead=_BLOCKS_AHEAD)

    def take(self, raw: bytes) -> None:
        """Take the next whole frames; they are heard beside what the caller does next."""
        self._fed.take(raw)

    def tell(self) -> Overheard:
        """Return what was heard. Raises what went wrong in hearing it."""
        self._fed.finish()
        self._measured.finish()
        curve = LoudnessCurve(momentary_lufs=self._values())
        peak = self._peaks.peak()
        loudness = Loudness(
            integrated_lufs=curve.integrated_lufs(),
            true_peak_dbtp=20 * math.log10(peak) if peak > 0 else None,
        )
        facts = SoundFacts(loudness=loudness, length_samples=self._length, curve=curve)
        md5 = self._md5.digest() if self._md5 else None
        return Overheard(facts=facts, pcm=self._pcm, crc32=self._crc32, md5=md5)

    def _hear(self, raw: bytes) -> None:
        """Hear a block; silence after silence is passed over, as by the gates."""
        self._crc32 = zlib.crc32(raw, self._crc32)
        if self._md5:
            self._md5.update(raw)
        was_silent, self._is_silent = self._is_silent, not np.frombuffer(raw, dtype=np.uint8).any()
        count = len(raw) // (self._pcm.width * self._channels)
        self._length += count
        if was_silent and self._is_silent and count % self._step == 0:
            self._passed_over += [self._metered_steps] * (count // self._step)
            return
        self._metered_steps += count // self._step
        frames = self._as_metered(raw)
        self._peaks.take(frames)
        kind = "<i2" if self._metered is self._pcm and not self._pcm.is_float else "<f4"
        self._measured.take(np.frombuffer(frames, dtype=kind).reshape(-1, self._channels))

    def _values(self) -> NDArray[np.float32]:
        """Return the momentary loudness, with that of silence where it was passed over."""
        return np.insert(self._meter.values(), self._passed_over, SILENCE_LUFS)

    def _as_metered(self, raw: bytes) -> bytes:
        """Return the samples as the meters take them: whole numbers of 16 bits, else floats."""
        if self._metered is self._pcm:
            return raw
        rows = np.frombuffer(raw, dtype=np.uint8).reshape(-1, self._pcm.width)
        return (numbers_of(rows, self._pcm) / self._pcm.full_scale).astype("<f4").tobytes()
