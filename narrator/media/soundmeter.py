"""A meter for sound as it goes by: how loud it is, how high it peaks, and exactly how long."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrator.curve import LoudnessCurve
from narrator.media.damage import DamageMeter
from narrator.media.highest import UNKNOWN, Highest
from narrator.media.layouts import loudness_weights
from narrator.media.momentary import MomentaryMeter
from narrator.media.pcm import PCM_FORMATS, PcmFormat, numbers_of
from narrator.media.soundshape import SoundShape
from narrator.media.truepeak import TruePeakMeter
from narrator.model import Damage, Loudness


@dataclass(frozen=True, kw_only=True, slots=True)
class SoundFacts:
    """What measuring a sound track gives: loudness, and its samples a channel as decoded.

    damage is what is no number in it, None where all are; highest is looked for more finely than
    the curve goes.
    """

    loudness: Loudness
    length_samples: int
    curve: LoudnessCurve
    damage: Damage | None = None
    highest: Highest = UNKNOWN


SILENCE = SoundFacts(
    loudness=Loudness(integrated_lufs=None, true_peak_dbtp=None),
    length_samples=0,
    curve=LoudnessCurve(momentary_lufs=np.zeros(0, np.float32)),
)


def metered(shape: SoundShape) -> PcmFormat:
    """Return the format for the meters: in floats, what is beyond full scale or damaged is seen."""
    is_whole = shape.sample_format == "s16" and not shape.is_float
    return PCM_FORMATS["s16" if is_whole else "f32"]


class SoundMeter:
    """Measures raw sound of one shape; a mono sound as it is on one loudspeaker."""

    def __init__(self, shape: SoundShape) -> None:
        """Begin before the first sample."""
        self._pcm, self._metered = PCM_FORMATS[shape.sample_format], metered(shape)
        weights = loudness_weights(shape.layout, shape.channels)
        self._moments = MomentaryMeter(shape.rate_hz, weights, self._metered.full_scale)
        self._peaks = TruePeakMeter(shape.channels, self._metered)
        self._damage = DamageMeter() if shape.is_float else None
        self._channels, self._rate_hz = shape.channels, shape.rate_hz
        self._length = 0

    def take(self, raw: bytes) -> None:
        """Take the next whole frames, interleaved, in the shape's own sample format."""
        samples = self._as_metered(raw).reshape(-1, self._channels)
        self._length += len(samples)
        if self._damage:
            self._damage.take(samples)
        self._peaks.take(samples)
        self._moments.take(samples)

    def facts(self, *, start_ms: int = 0) -> SoundFacts:
        """Return what was measured; the sound starts at start_ms on the programme's clock."""
        curve = LoudnessCurve(momentary_lufs=self._moments.values(), start_ms=start_ms)
        peak = self._peaks.peak()
        loudness = Loudness(
            integrated_lufs=curve.integrated_lufs(),
            true_peak_dbtp=20 * math.log10(peak) if peak > 0 else None,
        )
        damage = self._damage.found(self._rate_hz, start_ms) if self._damage else None
        return SoundFacts(
            loudness=loudness,
            length_samples=self._length,
            curve=curve,
            damage=damage,
            highest=self._moments.highest(),
        )

    def _as_metered(self, raw: bytes) -> NDArray[Any]:
        if self._metered is not self._pcm:
            rows = np.frombuffer(raw, dtype=np.uint8).reshape(-1, self._pcm.width)
            return (numbers_of(rows, self._pcm) / self._pcm.full_scale).astype("<f4")
        return np.frombuffer(raw, "<f4" if self._pcm.is_float else "<i2")
