"""The programme's gain, sample by sample, in and around the dips."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrator.holds import OutputClock
from narrator.media.narration import blocks_of
from narrator.mix import sample_at
from narrator.model import Duck, MixPlan
from narrator.ramp import dip_curve

Floats = NDArray[np.floating[Any]]

_SILENT_DB = -90.0
HOLD_FADE_MS = 30  # beside a hold: quick, and no click


@dataclass(frozen=True, kw_only=True, slots=True)
class _Dip:
    """A duck in samples: the way down, the full depth from start to end, the way up."""

    down: int
    start: int
    end: int
    up: int
    gain_db: float


def gain_blocks(plan: MixPlan, *, block: int) -> Iterator[Floats]:
    """Yield the programme's linear gain in blocks of `block` samples, the last one shorter.

    Outside the dips it is the plan's own gain, exactly 1.0 for 0 dB. A ramp is half a cosine in
    decibels, so that it sets in and ends without a corner.
    """
    level = 10 ** (plan.gain_db / 20)
    dips = (_dip(duck, plan.rate_hz) for duck in (*plan.ducks, *_silences(plan)))
    waiting = deque(sorted(dips, key=lambda dip: dip.down))
    near: list[_Dip] = []
    for samples in blocks_of(plan.length_samples, block):
        while waiting and waiting[0].down < samples.stop:
            near.append(waiting.popleft())
        yield _gain(near, samples) * level if near else np.full(len(samples), level)
        near = [dip for dip in near if dip.up > samples.stop]


def _silences(plan: MixPlan) -> Iterator[Duck]:
    """Yield the fades out of and into the programme where it is held."""
    for span in OutputClock(holds=plan.holds).held:
        yield Duck(span=span, gain_db=_SILENT_DB, fade_in_ms=HOLD_FADE_MS, fade_out_ms=HOLD_FADE_MS)


def _dip(duck: Duck, rate_hz: int) -> _Dip:
    span = duck.span
    return _Dip(
        down=sample_at(span.start_ms - duck.fade_in_ms, rate_hz),
        start=sample_at(span.start_ms, rate_hz),
        end=sample_at(span.end_ms, rate_hz),
        up=sample_at(span.end_ms + duck.fade_out_ms, rate_hz),
        gain_db=duck.gain_db,
    )


def _gain(dips: list[_Dip], samples: range) -> Floats:
    gain = np.ones(len(samples))
    for dip in dips:
        for stretch, level in (
            (range(dip.down, dip.start), None),
            (range(dip.start, dip.end), 10.0 ** (dip.gain_db / 20)),
            (range(dip.end, dip.up), None),
        ):
            first, last = max(stretch.start, samples.start), min(stretch.stop, samples.stop)
            if first < last:
                part = slice(first - samples.start, last - samples.start)
                ramp = _curve(dip, np.arange(first, last)) if level is None else level
                np.minimum(gain[part], ramp, out=gain[part])
    return gain


def _curve(dip: _Dip, places: NDArray[np.int_]) -> Floats:
    corners = (dip.down, dip.start, dip.end, dip.up)
    return np.power(10.0, dip_curve(places, corners, dip.gain_db) / 20)
