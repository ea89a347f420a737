"""What stands in a described mix, found in its sound alone: dips, onsets and ends of narrations.

Narration is the same on both channels, so what differs between them is programme alone: its gain
in a moment is a regression of the mix's difference on the programme's, as in
tests/slow/test_recovered.py. With the programme taken away at that gain, narration is left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import soundfile
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Span = tuple[float, float]

CELL_S = 0.005
HEARD = 10 ** (-40 / 20)  # of the peak of the narration: where it is taken to begin
FAINTEST = 1e-10  # mean square of a difference from which a gain is read
AROUND_S = 0.24  # how far around its place a narration is looked for


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """When a narration begins and ends in the mix, in seconds."""

    start_s: float
    end_s: float


class Pair:
    """A programme and the mix that was made of it, read side by side: stereo, of one rate."""

    def __init__(self, programme: Path, mix: Path) -> None:
        """Open both."""
        self._programme, self._mix = soundfile.SoundFile(programme), soundfile.SoundFile(mix)
        self.rate_hz: int = self._mix.samplerate
        if self._programme.samplerate != self.rate_hz or self._mix.channels != 2:
            raise ValueError("the programme and its mix are to be stereo, and of one rate")

    def __enter__(self) -> Self:
        """Return it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close both."""
        self._programme.close()
        self._mix.close()

    @property
    def length_s(self) -> float:
        """How long the mix is."""
        return float(self._mix.frames / self.rate_hz)

    def read(self, start_s: float, end_s: float) -> tuple[Floats, Floats]:
        """Return programme and mix from start to end, each (frames, 2)."""
        first = max(0, round(start_s * self.rate_hz))
        count = min(round(end_s * self.rate_hz), self._mix.frames) - first
        sounds = []
        for each in (self._programme, self._mix):
            each.seek(min(first, each.frames))
            sounds.append(each.read(count, always_2d=True))
        short = len(sounds[1]) - len(sounds[0])
        return np.pad(sounds[0], [(0, short), (0, 0)]), sounds[1]


def gain_db(pair: Pair, start_s: float, end_s: float) -> float | None:
    """Return the programme's gain over a span; None where its channels hardly differ."""
    apart, mixed = (np.subtract(*each.T) for each in pair.read(start_s, end_s))
    power = float(np.dot(apart, apart))
    if power <= FAINTEST * max(1, len(apart)):
        return None
    return float(20 * np.log10(max(1e-6, np.dot(apart, mixed) / power)))


def all_heard(pair: Pair, places: Sequence[Span]) -> list[Heard]:
    """Return when each narration begins and ends, by the places where they are said to stand.

    One is looked for from AROUND_S before to AROUND_S after it, but not within another's place.
    """
    ends = [0.0, *(end for _, end in places[:-1])]
    starts = [*(start for start, _ in places[1:]), pair.length_s]
    return [
        heard(pair, max(place[0] - AROUND_S, end), min(place[1] + AROUND_S, start))
        for place, end, start in zip(places, ends, starts, strict=True)
    ]


def heard(pair: Pair, first_s: float, last_s: float) -> Heard:
    """Return when the narration begins and ends that is alone between two times."""
    level = np.abs(left_of(*pair.read(first_s, last_s), rate_hz=pair.rate_hz))
    loud = np.flatnonzero(level > HEARD * level.max())
    return Heard(
        start_s=round(first_s * pair.rate_hz) / pair.rate_hz + loud[0] / pair.rate_hz,
        end_s=round(first_s * pair.rate_hz) / pair.rate_hz + (loud[-1] + 1) / pair.rate_hz,
    )


def left_of(programme: Floats, mix: Floats, *, rate_hz: int) -> Floats:
    """Return the mix less the programme at the gain it has in each moment, on one channel."""
    cell = round(CELL_S * rate_hz)
    count = len(mix) // cell
    apart, mixed = (
        np.subtract(*each[: count * cell].T).reshape(count, cell) for each in (programme, mix)
    )
    power = np.square(apart).sum(axis=1)
    known = power > FAINTEST * cell
    if not known.any():
        raise ValueError("the programme's channels do not differ: no gain can be found")
    gains = (apart * mixed).sum(axis=1)[known] / power[known]
    middles = (np.flatnonzero(known) + 0.5) * cell
    gain = np.interp(np.arange(len(mix)), middles, gains)
    return np.asarray((mix - programme * gain[:, None]).mean(axis=1))


def blocks(length_s: float, step_s: float = 1.0) -> Iterator[tuple[float, float]]:
    """Yield the whole steps of a length."""
    for number in range(int(length_s / step_s)):
        yield number * step_s, (number + 1) * step_s
