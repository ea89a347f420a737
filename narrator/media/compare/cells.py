"""Cells: the stretches of an episode that finished sound is compared in, and the gain due in each.

A cell is at most 200 ms long and ends wherever a dip, a fade, a hold or a narration begins or
ends, so that one cell never holds two kinds of sound. Edges are whole grains, a few samples each,
so that sound may be thinned before it is compared.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from narrator.holds import OutputClock
from narrator.media.dips import HOLD_FADE_MS
from narrator.media.speech.windows import widened
from narrator.mix import sample_at
from narrator.model import Duck, Hold, Span

Floats = NDArray[np.float64]

A_BLOCK = 5  # cells of full length
_GRAINS_A_SECOND = 6_000  # so that some 3 kHz of the sound are compared
_CELLS_A_SECOND = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Laid:
    """What was laid over the programme, in milliseconds of the output's clock."""

    ducks: tuple[Duck, ...] = ()
    holds: tuple[Hold, ...] = ()
    narrations: tuple[Span, ...] = ()

    @property
    def held(self) -> tuple[Span, ...]:
        """Where the output stands still, the fades beside it included."""
        return widened(OutputClock(holds=self.holds).held, HOLD_FADE_MS)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Cells:
    """Cell i goes from edges[i] to edges[i + 1], in samples at rate_hz.

    The programme is to have a gain from low_db[i] to high_db[i] in it, over the one it has
    throughout: the same where it stays, NaN where the programme is held. narrated says where
    narration stands.
    """

    rate_hz: int
    edges: NDArray[np.int64]
    low_db: Floats
    high_db: Floats
    narrated: NDArray[np.bool_]

    def __len__(self) -> int:
        """Return the number of cells."""
        return len(self.low_db)

    @property
    def lengths(self) -> NDArray[np.int64]:
        """The samples of each cell."""
        return np.diff(self.edges)

    @property
    def is_steady(self) -> NDArray[np.bool_]:
        """Where the gain stays as it is."""
        return np.asarray(self.low_db == self.high_db)

    def span(self, first: int, last: int) -> Span:
        """Return the span from cell `first` to cell `last`, in milliseconds."""
        start, end = int(self.edges[first]), int(self.edges[last + 1])
        return Span(start_ms=start * 1000 // self.rate_hz, end_ms=-(-end * 1000 // self.rate_hz))

    def within(self, span: Span) -> slice:
        """Return the cells that lie wholly within a span."""
        first = np.searchsorted(self.edges, sample_at(span.start_ms, self.rate_hz))
        last = np.searchsorted(self.edges, sample_at(span.end_ms, self.rate_hz), side="right") - 1
        return slice(int(first), max(int(first), int(last)))


def grain_of(rate_hz: int) -> int:
    """Return the samples of a grain."""
    return max(1, rate_hz // _GRAINS_A_SECOND)


def block_of(rate_hz: int) -> int:
    """Return the samples of a block: a second, or as near as whole grains come."""
    return A_BLOCK * _longest(rate_hz)


def cells_of(laid: Laid, *, rate_hz: int, length: int) -> Cells:
    """Return the cells of sound of `length` samples; no cell lies in two blocks."""
    grain, longest = grain_of(rate_hz), _longest(rate_hz)
    end = -(-length // longest) * longest
    marks = [sample_at(max(0, each), rate_hz) for each in _marks_ms(laid)]
    cuts = np.array([0, end, *marks], np.int64) // grain * grain
    regular = np.arange(0, end + 1, longest)
    edges = np.unique(np.concatenate((regular, np.clip(cuts, 0, end))))
    empty = Cells(
        rate_hz=rate_hz,
        edges=edges,
        low_db=np.zeros(len(edges) - 1),
        high_db=np.zeros(len(edges) - 1),
        narrated=np.zeros(len(edges) - 1, bool),
    )
    _fill(empty, laid)
    return empty


def _longest(rate_hz: int) -> int:
    grain = grain_of(rate_hz)
    return max(1, rate_hz // (_CELLS_A_SECOND * grain)) * grain


def _marks_ms(laid: Laid) -> Iterator[int]:
    for duck in laid.ducks:
        yield from (duck.span.start_ms - duck.fade_in_ms, duck.span.start_ms)
        yield from (duck.span.end_ms, duck.span.end_ms + duck.fade_out_ms)
    for span in (*laid.held, *laid.narrations):
        yield from (span.start_ms, span.end_ms)


def _fill(cells: Cells, laid: Laid) -> None:
    """Write the gains due into the cells, those that a mark cuts by less than a grain included."""
    starts = cells.edges[:-1] * 1000 / cells.rate_hz
    ends = cells.edges[1:] * 1000 / cells.rate_hz
    for duck in laid.ducks:
        if duck.gain_db < 0:
            part = _touched(starts, ends, _faded(duck))
            gains = np.stack([_gain_db(duck, times[part]) for times in (starts, ends)])
            np.minimum(cells.low_db[part], gains.min(axis=0), out=cells.low_db[part])
            np.minimum(cells.high_db[part], gains.max(axis=0), out=cells.high_db[part])
    for span in laid.held:
        cells.low_db[_touched(starts, ends, span)] = np.nan
    for span in laid.narrations:
        cells.narrated[_touched(starts, ends, span)] = True


def due_db(ducks: Sequence[Duck], times_ms: Floats) -> Floats:
    """Return the gain that dips, in order of time, make at some times, which rise."""
    lowest = np.zeros(len(times_ms))
    for duck in ducks:
        faded = _faded(duck)
        part = slice(*map(int, np.searchsorted(times_ms, (faded.start_ms, faded.end_ms))))
        lowest[part] = np.minimum(lowest[part], _gain_db(duck, times_ms[part]))
    return lowest


def _faded(duck: Duck) -> Span:
    start_ms, end_ms = duck.span.start_ms - duck.fade_in_ms, duck.span.end_ms + duck.fade_out_ms
    return Span(start_ms=start_ms, end_ms=end_ms)


def _touched(starts: Floats, ends: Floats, span: Span) -> slice:
    first = np.searchsorted(ends, span.start_ms, side="right")
    return slice(int(first), int(np.searchsorted(starts, span.end_ms)))


def _gain_db(duck: Duck, times_ms: Floats) -> Floats:
    """Return the gain of a dip at some times: its ramps are half a cosine in decibels."""
    span = duck.span
    corners = (
        span.start_ms - max(duck.fade_in_ms, 1e-3),
        span.start_ms,
        span.end_ms,
        span.end_ms + max(duck.fade_out_ms, 1e-3),
    )
    depth = np.interp(times_ms, corners, (0.0, 1.0, 1.0, 0.0))
    return np.asarray(duck.gain_db * (1 - np.cos(np.pi * depth)) / 2)


def stretches(marked: Iterable[bool]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last place of each run of marked ones."""
    array = np.concatenate(([False], np.fromiter(marked, bool), [False])).astype(np.int8)
    steps = np.diff(array)
    yield from zip(
        map(int, np.flatnonzero(steps == 1)), map(int, np.flatnonzero(steps == -1) - 1), strict=True
    )
