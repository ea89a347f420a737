"""The ground that narrations are placed on: where somebody speaks, and where they are free.

Speech comes from two sources: the cues of dialogue, and speech found in the sound. Where the
sound was listened to, a subtitle that lingers after its words is hardly in the way.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from narrator.curve import STEP_MS, LoudnessCurve
from narrator.media.speech.windows import merged
from narrator.model import Span

Numbers = NDArray[np.float64]
Sum = tuple[Numbers, Numbers]
FAR_MS = 1e12
_QUIET_LU = 20.0
_LEAST_MS = 0.5  # of speech: less comes of adding up
_AROUND_STEPS = 2  # a value of the curve looks back 400 ms: this one's middle is the moment


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """Speech as running sums over time, so that any overlap is two look-ups.

    speech: somebody speaks; taken: that, and where a subtitle lingers; guarded: that,
    widened by the guard; loud: speech weighted by its loudness from 0 to 1. words are no sum, but a
    row of start and end for each stretch, in order and apart, that no hold may cut in two: the
    speech, also where narrations may stand over it.
    """

    length_ms: int
    guard_ms: int
    speech: Sum
    taken: Sum
    guarded: Sum
    loud: Sum
    words: Numbers

    @classmethod
    def of(  # noqa: PLR0913 - what is known of an episode's speech
        cls,
        *,
        length_ms: int,
        guard_ms: int,
        speech: Sequence[Span] = (),
        lingering: Sequence[Span] = (),
        loud: Iterable[tuple[Span, float]] = (),
        words: Sequence[Span] | None = None,
    ) -> "Ground":
        """Sum up the speech, the cues that linger, and how loud the speech is.

        The words are the speech where they are not told; between those that touch is a pause.
        """
        taken, said = [*speech, *lingering], merged(speech if words is None else words, gap_ms=-1)
        wide = [Span(start_ms=s.start_ms - guard_ms, end_ms=s.end_ms + guard_ms) for s in taken]
        return cls(
            length_ms=length_ms,
            guard_ms=guard_ms,
            speech=running_sum((span, 1.0) for span in sorted(speech)),
            taken=running_sum((span, 1.0) for span in sorted(taken)),
            guarded=running_sum((span, 1.0) for span in sorted(wide)),
            loud=running_sum(loud),
            words=np.array([(span.start_ms, span.end_ms) for span in said], float).reshape(-1, 2),
        )

    def cost(self, start_ms: Numbers, end_ms: Numbers, costs: Mapping[str, float]) -> Numbers:
        """Return what it costs to speak from start to end, element by element."""
        speech = between(self.speech, start_ms, end_ms)
        taken = between(self.taken, start_ms, end_ms)
        guarded = between(self.guarded, start_ms, end_ms)
        return (
            costs["over speech at all"] * (speech >= _LEAST_MS)
            + costs["over speech, a millisecond"] * speech
            + costs["over the loudest speech, a millisecond more"]
            * between(self.loud, start_ms, end_ms)
            + costs["where a subtitle lingers, a millisecond"] * (taken - speech)
            + costs["within the guard beside speech, a millisecond"] * (guarded - taken)
        )

    def over_speech_ms(self, span: Span) -> int:
        """Milliseconds of speech within one span."""
        start_ms, end_ms = np.array(float(span.start_ms)), np.array(float(span.end_ms))
        return round(float(between(self.speech, start_ms, end_ms)))

    def silences(self, start_ms: Numbers) -> tuple[Numbers, Numbers]:
        """Return from when to when nobody says a word, at each start or next after it.

        A silence ends by the guard before the next words; all ends with the programme.
        """
        begins, ends = self.words[:, 0], self.words[:, 1]
        following = np.searchsorted(begins, start_ms, side="right")
        first_ms = np.maximum(np.concatenate([[-FAR_MS], ends])[following], start_ms)
        last_ms = np.concatenate([begins, [FAR_MS]])[following] - self.guard_ms
        last_ms = np.maximum(last_ms, first_ms)
        return np.minimum(first_ms, self.length_ms), np.minimum(last_ms, self.length_ms)

    def pauses(self, first_ms: float, last_ms: float) -> Numbers:
        """Return the times between first and last at which words have just ended."""
        ends = self.words[:, 1]
        return ends[(ends >= first_ms) & (ends <= last_ms)]


def loud_moments(
    speech: Iterable[Span], curve: LoudnessCurve | None
) -> Iterator[tuple[Span, float]]:
    """Yield the tenths of a second of the speech, each with its loudness as a weight.

    1 as loud as the programme is over all or louder, 0 from 20 LU below it; the loudness is that
    of the 400 ms around the moment. Nothing without a curve, or of silence.
    """
    usual_lufs = curve.integrated_lufs() if curve else None
    if curve is None or usual_lufs is None:
        return
    weights = np.clip(1 + (curve.momentary_lufs - usual_lufs) / _QUIET_LU, 0, 1)
    for span in sorted(speech):
        for start_ms in range(span.start_ms, span.end_ms, STEP_MS):
            place = (start_ms - curve.start_ms) // STEP_MS + _AROUND_STEPS
            if 0 <= place < len(weights):
                end_ms = min(start_ms + STEP_MS, span.end_ms)
                yield Span(start_ms=start_ms, end_ms=end_ms), float(weights[place])


def running_sum(weighted: Iterable[tuple[Span, float]]) -> Sum:
    """Return times and the weighted milliseconds up to each: a piecewise linear function.

    Spans come in order of their beginning; where they overlap, the first counts.
    """
    times, sums = array("d", [-1e9]), array("d", [0.0])
    for span, weight in weighted:
        start = max(float(span.start_ms), times[-1])
        if span.end_ms <= start:
            continue
        times.extend((start, span.end_ms))
        sums.extend((sums[-1], sums[-1] + weight * (span.end_ms - start)))
    return np.frombuffer(times), np.frombuffer(sums)


def between(total: Sum, start_ms: Numbers, end_ms: Numbers) -> Numbers:
    """Return how much of a running sum lies between start and end."""
    times, sums = total
    return np.interp(end_ms, times, sums) - np.interp(start_ms, times, sums)
