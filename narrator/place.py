"""Where each narration is spoken: one optimisation over the whole episode.

Every narration has candidates: a start on a grid within its lead and lag, a speaking rate, its
full or its shorter form, and, where the programme may be held, a hold. Each has a cost; dynamic
programming finds the cheapest set in order that does not overlap itself. Speech is a no-go zone
by its cost. The same input gives the same output. The costs stand in COSTS, and in
docs/placing.md with the reasons.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from narrator.errors import JobError
from narrator.ground import Ground
from narrator.model import Ledger, Narration, Omission, Placement, Span

COSTS: Mapping[str, float] = {  # in units of one millisecond late
    "late, a millisecond": 1.0,
    "early, a millisecond": 2.5,
    "faster, a per cent above the voice's own rate, squared": 1.5,
    "shortened": 1_000.0,
    "the programme held": 3_000.0,
    "the programme held, a millisecond": 2.0,
    "within the guard beside speech, a millisecond": 3.0,
    "where a subtitle lingers, a millisecond": 1.5,
    "over speech at all": 15_000.0,
    "over speech, a millisecond": 40.0,
    "over the loudest speech, a millisecond more": 20.0,
    "left out": 1e6,
}

FARTHEST_MS = 60_000
FINEST_GRID_MS, COARSEST_GRID_MS = 5, 1_000
MOST_RATES = 20
SLOWEST, FASTEST = 0.5, 3.0

FULL, SHORTER, LEFT_OUT = 0, 1, -1
WAY = np.dtype(
    [
        ("start_ms", np.float64),
        ("end_ms", np.float64),
        ("rate", np.float64),
        ("hold_ms", np.float64),
        ("form", np.int8),
        ("cost", np.float64),
        ("parent", np.intp),
    ]
)
Ways = NDArray[np.void]
DurationOf = Callable[[Narration, str, float], int]


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceSettings:
    """How far a narration may move, and how fast it may be spoken (1.0 = the voice's own rate).

    guard_ms is the silence kept beside speech; gap_ms that between two narrations;
    longest_hold_ms is how long the programme may be held for one of them, 0 for not at all.
    """

    lead_ms: int = 2000
    lag_ms: int = 4000
    guard_ms: int = 120
    gap_ms: int = 250
    grid_ms: int = 20
    rates: tuple[float, ...] = (1.0, 1.05, 1.1, 1.15, 1.2, 1.25)
    longest_hold_ms: int = 0

    def __post_init__(self) -> None:
        """Raise JobError where a setting makes no sense, or would take all the memory."""
        for name in ("lead_ms", "lag_ms", "guard_ms", "gap_ms", "longest_hold_ms"):
            if not 0 <= getattr(self, name) <= FARTHEST_MS:
                raise JobError(f"{name} is not from 0 to {FARTHEST_MS}.")
        if not FINEST_GRID_MS <= self.grid_ms <= COARSEST_GRID_MS:
            raise JobError(f"grid_ms is not from {FINEST_GRID_MS} to {COARSEST_GRID_MS}.")
        if not 1 <= len(self.rates) <= MOST_RATES:
            raise JobError(f"rates are not from 1 to {MOST_RATES} numbers.")
        if not all(SLOWEST <= rate <= FASTEST for rate in self.rates):
            raise JobError(f"A rate is not from {SLOWEST:g} to {FASTEST:g}.")


def place(
    narrations: Sequence[Narration],
    duration_ms: DurationOf,
    ground: Ground,
    settings: PlaceSettings,
) -> Ledger:
    """Place narrations, given in the order of their cues.

    duration_ms tells how long a text of a narration lasts at a rate; nothing is placed outside
    the ground.
    """
    placer = _Placer(ground=ground, settings=settings, duration_ms=duration_ms)
    stages = [_start()]
    for narration in narrations:
        stages.append(placer.next_stage(stages[-1], narration))
    return placer.ledger(narrations, stages)


def forms_of(narration: Narration) -> tuple[str, ...]:
    """Return what may be said for a narration: its spoken form, and a shorter one where it has."""
    return tuple(form for form in (narration.spoken, narration.shorter) if form)


def _start() -> Ways:
    """Return the stage before any narration: nothing said, nothing spent."""
    stage = np.zeros(1, WAY)
    stage["end_ms"] = -1e9
    return stage


@dataclass(frozen=True, kw_only=True, slots=True)
class _Placer:
    """The dynamic programme over one episode.

    A stage holds the best ways to have dealt with the narrations so far: along it, the end rises
    and the cost falls; parent points into the stage before.
    """

    ground: Ground
    settings: PlaceSettings
    duration_ms: DurationOf
    rates: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        """Keep the rates as an array."""
        object.__setattr__(self, "rates", np.array(self.settings.rates))

    def next_stage(self, before: Ways, narration: Narration) -> Ways:
        """Extend every way so far by every candidate of one narration, and by leaving it out."""
        ways = np.concatenate(list(self.candidates(narration)))
        ready_ms = ways["start_ms"] - self.settings.gap_ms
        ways["parent"] = np.searchsorted(before["end_ms"], ready_ms, side="right") - 1
        ways = ways[ways["parent"] >= 0]
        ways["cost"] += before["cost"][ways["parent"]]
        # Of the ways that end before this and every later narration can start, the last is best.
        earliest_ms = narration.span.start_ms - self.settings.lead_ms - self.settings.gap_ms
        last = int(np.searchsorted(before["end_ms"], earliest_ms, side="right")) - 1
        return _frontier(np.concatenate([ways, _left_out(before, max(0, last))]))

    def candidates(self, narration: Narration) -> Iterator[Ways]:
        """Yield every way to speak one narration within the programme, with its own cost."""
        settings = self.settings
        offsets = np.arange(-settings.lead_ms, settings.lag_ms + 1, settings.grid_ms, dtype=float)
        starts = narration.span.start_ms + offsets
        starts = starts[starts >= 0]
        for form, text in enumerate(forms_of(narration)):
            lengths = [self.duration_ms(narration, text, rate) for rate in settings.rates]
            ways = np.zeros(len(starts) * len(lengths), WAY)
            ways["start_ms"] = np.tile(starts, len(lengths))
            ways["end_ms"] = ways["start_ms"] + np.repeat(np.array(lengths, float), len(starts))
            ways["rate"] = np.repeat(self.rates, len(starts))
            ways["form"] = form
            yield self.priced(ways[ways["end_ms"] <= self.ground.length_ms], narration)
        if settings.longest_hold_ms:
            pauses = self.ground.pauses(starts[0], starts[-1]) if len(starts) else starts
            yield self.held(narration, np.concatenate([starts, pauses]))

    def held(self, narration: Narration, starts: NDArray[np.float64]) -> Ways:
        """Return the ways that hold the programme where speech begins until all is said."""
        length_ms = self.duration_ms(narration, narration.spoken, 1.0)
        starts = starts[starts < self.ground.length_ms]
        free, until_ms = self.ground.free_until(starts)
        hold_ms = starts + length_ms - until_ms
        kept = free & (hold_ms > 0) & (hold_ms <= self.settings.longest_hold_ms)
        ways = np.zeros(int(kept.sum()), WAY)
        ways["start_ms"], ways["end_ms"] = starts[kept], until_ms[kept]
        ways["hold_ms"], ways["rate"] = hold_ms[kept], 1.0
        return self.priced(ways, narration)

    def priced(self, ways: Ways, narration: Narration) -> Ways:
        """Add up the costs of each way by itself."""
        late_ms = ways["start_ms"] - narration.span.start_ms
        held = ways["hold_ms"]
        ways["cost"] = (
            COSTS["late, a millisecond"] * np.maximum(late_ms, 0)
            + COSTS["early, a millisecond"] * np.maximum(-late_ms, 0)
            + COSTS["faster, a per cent above the voice's own rate, squared"]
            * (100 * (ways["rate"] - 1)) ** 2
            + COSTS["shortened"] * (ways["form"] == SHORTER)
            + COSTS["the programme held"] * (held > 0)
            + COSTS["the programme held, a millisecond"] * held
            + self.ground.cost(ways["start_ms"], ways["end_ms"], COSTS)
        )
        return ways

    def ledger(self, narrations: Sequence[Narration], stages: Sequence[Ways]) -> Ledger:
        """Walk back from the cheapest end and write down what was decided."""
        placements: list[Placement] = []
        omissions: list[Omission] = []
        at = int(np.argmin(stages[-1]["cost"]))
        for narration, stage in zip(reversed(narrations), reversed(stages), strict=False):
            way = stage[at]
            if way["form"] == LEFT_OUT:
                omissions.append(self.omission(narration))
            else:
                placements.append(self.placement(narration, way))
            at = int(way["parent"])
        return Ledger(placements=tuple(reversed(placements)), omissions=tuple(reversed(omissions)))

    def placement(self, narration: Narration, way: np.void) -> Placement:
        """Write down what was decided for one narration."""
        span = Span(start_ms=round(float(way["start_ms"])), end_ms=round(float(way["end_ms"])))
        spoken = forms_of(narration)[int(way["form"])]
        rate, hold_ms = float(way["rate"]), round(float(way["hold_ms"]))
        over_ms = self.ground.over_speech_ms(span)
        decisions = (
            _start_in_words(span.start_ms - narration.span.start_ms),
            *([f"spoken {round(100 * (rate - 1))} % faster to fit"] if rate > 1 else []),
            *(["shortened by what was said a moment ago"] if way["form"] == SHORTER else []),
            *([f"the programme is held for {hold_ms / 1000:.2f} s"] if hold_ms else []),
            *([self._over_in_words(over_ms)] if over_ms else []),
        )
        return Placement(
            narration_id=narration.id,
            span=span,
            rate=rate,
            overlap_ms=over_ms,
            decisions=decisions,
            spoken=spoken,
            hold_ms=hold_ms,
        )

    def _over_in_words(self, over_ms: int) -> str:
        return (
            f"over dialogue for {over_ms / 1000:.2f} s: no silence long enough within "
            f"{self.settings.lead_ms / 1000:g} s before and "
            f"{self.settings.lag_ms / 1000:g} s after its cue"
        )

    def omission(self, narration: Narration) -> Omission:
        """Say why a narration could not be placed."""
        if narration.span.start_ms >= self.ground.length_ms:
            why = "its cue starts after the programme ends"
        elif narration.span.start_ms + self.settings.lag_ms >= self.ground.length_ms:
            why = "it would run past the end of the programme"
        else:
            why = "other narrations take up all the time around its cue"
        return Omission(narration_id=narration.id, why=why)


def _left_out(before: Ways, first: int) -> Ways:
    """Return every way so far from the `first` on, with one narration left out."""
    ways = before[first:].copy()
    ways["form"] = LEFT_OUT
    ways["parent"] = np.arange(first, len(before))
    ways["cost"] += COSTS["left out"]
    return ways


def _frontier(ways: Ways) -> Ways:
    """Keep only the ways that no other way beats in both end and cost."""
    order = np.lexsort((ways["cost"], ways["end_ms"]))
    cost = ways["cost"][order]
    best_before = np.minimum.accumulate(np.concatenate([[np.inf], cost[:-1]]))
    return ways[order[cost < best_before]]


def _start_in_words(late_ms: int) -> str:
    """Say where the narration starts by its cue."""
    if late_ms == 0:
        return "starts with its cue"
    side = "after" if late_ms > 0 else "before"
    return f"starts {abs(late_ms) / 1000:.2f} s {side} its cue"
