"""The narration of a mix as one mono sound, block by block."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from narrator.media.clips import load_clip
from narrator.mix import sample_at
from narrator.model import MixPlan, Voicing


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sounding:
    """A clip with its gain, and the sample it starts at."""

    start: int
    samples: NDArray[np.float32]

    @property
    def end(self) -> int:
        return self.start + len(self.samples)


def narration_blocks(plan: MixPlan, *, block: int) -> Iterator[NDArray[np.float64]]:
    """Yield the narration of `plan` in blocks of `block` samples, the last one shorter.

    Full scale is 1.0; the limiter is still to come. A clip is read when its first block comes
    and let go after its last. Raises SpeechError where a clip cannot be read.
    """
    waiting = deque(sorted(plan.voicings, key=lambda voicing: voicing.start_ms))
    sounding: list[_Sounding] = []
    for samples in blocks_of(plan.length_samples, block):
        while waiting and sample_at(waiting[0].start_ms, plan.rate_hz) < samples.stop:
            sounding.append(_sounding(waiting.popleft(), plan.rate_hz))
        yield _sum(sounding, samples)
        sounding = [clip for clip in sounding if clip.end > samples.stop]


def blocks_of(length: int, block: int) -> Iterator[range]:
    """Yield the ranges of `block` samples that make up `length`."""
    for start in range(0, length, block):
        yield range(start, min(start + block, length))


def _sounding(voicing: Voicing, rate_hz: int) -> _Sounding:
    gain = np.float32(10 ** (voicing.gain_db / 20))
    return _Sounding(
        start=sample_at(voicing.start_ms, rate_hz),
        samples=load_clip(voicing.clip, rate_hz) * gain,
    )


def _sum(sounding: list[_Sounding], samples: range) -> NDArray[np.float64]:
    total = np.zeros(len(samples))
    for clip in sounding:
        first, last = max(clip.start, samples.start), min(clip.end, samples.stop)
        if first < last:
            part = clip.samples[first - clip.start : last - clip.start]
            total[first - samples.start : last - samples.start] += part
    return total
