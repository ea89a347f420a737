"""Where each narration is spoken: one optimisation over the whole episode.

Every narration has candidates (a start on a grid within its lead and lag, a speaking rate);
each candidate has a cost; dynamic programming finds the cheapest set in order that does not
overlap itself. Dialogue is a no-go zone by its cost. The same input gives the same output.

The costs, in units of "one millisecond late":

| what | cost |
|---|---|
| late, a millisecond | 1 |
| early, a millisecond | 2.5 |
| faster, a per cent above the voice's own rate, squared | 1.5 |
| within the guard beside dialogue, a millisecond | 3 |
| over dialogue, a millisecond | 40 |
| left out | 1 000 000 |
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from narrator.model import Ledger, Narration, Omission, Placement, Span

LATE, EARLY, FASTER, GUARD, OVER_DIALOGUE, LEFT_OUT = 1.0, 2.5, 1.5, 3.0, 40.0, 1e6

Numbers = NDArray[np.float64]
DurationOf = Callable[[Narration, float], int]


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceSettings:
    """How far a narration may move, and how fast it may be spoken (1.0 = the voice's own rate).

    guard_ms is the silence kept beside dialogue; gap_ms that between two narrations.
    """

    lead_ms: int = 2000
    lag_ms: int = 4000
    guard_ms: int = 120
    gap_ms: int = 250
    grid_ms: int = 20
    rates: tuple[float, ...] = (1.0, 1.05, 1.1, 1.15, 1.2, 1.25)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """The best ways to have dealt with the narrations so far, by the time they end.

    end_ms rises and cost falls along the arrays; parent points into the stage before;
    start_ms is negative where the narration is left out.
    """

    end_ms: Numbers
    cost: Numbers
    parent: NDArray[np.intp]
    start_ms: Numbers
    rate: Numbers


def place(
    narrations: Sequence[Narration],
    duration_ms: DurationOf,
    no_go: Sequence[Span],
    length_ms: int,
    settings: PlaceSettings,
) -> Ledger:
    """Place narrations in the order given.

    duration_ms tells how long a narration lasts at a rate; no_go holds the spans of dialogue;
    nothing is placed outside 0 to length_ms.
    """
    ground = Ground(
        dialogue=Dialogue.of(no_go, settings.guard_ms),
        length_ms=length_ms,
        settings=settings,
    )
    stages = [start_stage()]
    for narration in narrations:
        durations = {rate: duration_ms(narration, rate) for rate in settings.rates}
        stages.append(next_stage(stages[-1], narration, durations, ground))
    return ledger(narrations, stages, ground)


@dataclass(frozen=True, kw_only=True, slots=True)
class Dialogue:
    """Dialogue as two running sums over time, so that any overlap is two look-ups."""

    speech: tuple[Numbers, Numbers]
    guarded: tuple[Numbers, Numbers]

    @classmethod
    def of(cls, spans: Sequence[Span], guard_ms: int) -> "Dialogue":
        """Sum up the spans, bare and widened by the guard."""
        wide = [Span(start_ms=s.start_ms - guard_ms, end_ms=s.end_ms + guard_ms) for s in spans]
        return cls(speech=running_sum(spans), guarded=running_sum(wide))

    def overlap_ms(self, start_ms: Numbers, end_ms: Numbers) -> Numbers:
        """Milliseconds of speech between start and end, element by element."""
        return between(self.speech, start_ms, end_ms)

    def over_ms(self, span: Span) -> int:
        """Milliseconds of speech within one span."""
        return round(float(self.overlap_ms(np.array(span.start_ms), np.array(span.end_ms))))

    def guard_ms(self, start_ms: Numbers, end_ms: Numbers) -> Numbers:
        """Milliseconds that fall in a guard but not in speech."""
        return between(self.guarded, start_ms, end_ms) - self.overlap_ms(start_ms, end_ms)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """What narrations are placed on: the dialogue, the programme's length, the settings."""

    dialogue: Dialogue
    length_ms: int
    settings: PlaceSettings


def running_sum(spans: Sequence[Span]) -> tuple[Numbers, Numbers]:
    """Return times and the covered milliseconds up to each: a piecewise linear function."""
    times, sums = [-1e9], [0.0]
    for span in sorted(spans):
        start = max(float(span.start_ms), times[-1])
        if span.end_ms <= start:
            continue
        times += [start, float(span.end_ms)]
        sums += [sums[-1], sums[-1] + span.end_ms - start]
    return np.array(times), np.array(sums)


def between(total: tuple[Numbers, Numbers], start_ms: Numbers, end_ms: Numbers) -> Numbers:
    """Return how much of a running sum lies between start and end."""
    times, sums = total
    return np.interp(end_ms, times, sums) - np.interp(start_ms, times, sums)


def start_stage() -> Stage:
    """Return the stage before any narration: nothing said, nothing spent."""
    zero = np.zeros(1)
    return Stage(
        end_ms=zero - 1e9, cost=zero, parent=np.zeros(1, np.intp), start_ms=zero, rate=zero
    )


def next_stage(
    before: Stage, narration: Narration, durations: Mapping[float, int], ground: Ground
) -> Stage:
    """Extend every way so far by every candidate of one narration, and by leaving it out."""
    start, rate, end = candidates(narration, durations, ground)
    parent = np.searchsorted(before.end_ms, start - ground.settings.gap_ms, side="right") - 1
    possible = parent >= 0
    start, rate, end, parent = start[possible], rate[possible], end[possible], parent[possible]
    cost = cost_of(narration, start, end, rate, ground.dialogue) + before.cost[parent]
    count = len(before.end_ms)
    return frontier(
        Stage(
            end_ms=np.concatenate([end, before.end_ms]),
            cost=np.concatenate([cost, before.cost + LEFT_OUT]),
            parent=np.concatenate([parent, np.arange(count)]),
            start_ms=np.concatenate([start, np.full(count, -1.0)]),
            rate=np.concatenate([rate, np.zeros(count)]),
        )
    )


def candidates(
    narration: Narration, durations: Mapping[float, int], ground: Ground
) -> tuple[Numbers, Numbers, Numbers]:
    """Return start, rate and end of every way to speak one narration within the programme."""
    settings = ground.settings
    offsets = np.arange(-settings.lead_ms, settings.lag_ms + 1, settings.grid_ms, dtype=float)
    starts = narration.span.start_ms + offsets
    rates = np.array(list(durations))
    start = np.tile(starts, len(rates))
    rate = np.repeat(rates, len(starts))
    end = start + np.repeat(np.array(list(durations.values()), float), len(starts))
    inside = (start >= 0) & (end <= ground.length_ms)
    return start[inside], rate[inside], end[inside]


def cost_of(
    narration: Narration, start: Numbers, end: Numbers, rate: Numbers, calm: Dialogue
) -> Numbers:
    """Add up the costs in the table at the head of this module."""
    late = start - narration.span.start_ms
    return (
        LATE * np.maximum(late, 0)
        + EARLY * np.maximum(-late, 0)
        + FASTER * (100 * (rate - 1)) ** 2
        + GUARD * calm.guard_ms(start, end)
        + OVER_DIALOGUE * calm.overlap_ms(start, end)
    )


def frontier(stage: Stage) -> Stage:
    """Keep only the ways that no other way beats in both end and cost."""
    order = np.lexsort((stage.cost, stage.end_ms))
    cost = stage.cost[order]
    best_before = np.minimum.accumulate(np.concatenate([[np.inf], cost[:-1]]))
    kept = order[cost < best_before]
    return Stage(
        end_ms=stage.end_ms[kept],
        cost=stage.cost[kept],
        parent=stage.parent[kept],
        start_ms=stage.start_ms[kept],
        rate=stage.rate[kept],
    )


def ledger(narrations: Sequence[Narration], stages: Sequence[Stage], ground: Ground) -> Ledger:
    """Walk back from the cheapest end and write down what was decided."""
    placements: list[Placement] = []
    omissions: list[Omission] = []
    at = int(np.argmin(stages[-1].cost))
    for narration, stage in zip(reversed(narrations), reversed(stages), strict=False):
        start, rate = float(stage.start_ms[at]), float(stage.rate[at])
        if rate == 0:
            omissions.append(omission(narration, ground))
        else:
            span = Span(start_ms=round(start), end_ms=round(float(stage.end_ms[at])))
            placements.append(placement(narration, span, rate, ground))
        at = int(stage.parent[at])
    return Ledger(placements=tuple(reversed(placements)), omissions=tuple(reversed(omissions)))


def placement(narration: Narration, span: Span, rate: float, ground: Ground) -> Placement:
    """Say in words what was decided for one narration."""
    late_ms = span.start_ms - narration.span.start_ms
    over = ground.dialogue.over_ms(span)
    decisions = [start_in_words(late_ms)]
    if rate > 1:
        decisions.append(f"spoken {round(100 * (rate - 1))} % faster to fit")
    if over:
        decisions.append(
            f"over dialogue for {over / 1000:.2f} s: no silence long enough within "
            f"{ground.settings.lead_ms / 1000:g} s before and "
            f"{ground.settings.lag_ms / 1000:g} s after its cue"
        )
    return Placement(
        narration_id=narration.id,
        span=span,
        rate=rate,
        overlap_ms=over,
        decisions=tuple(decisions),
    )


def start_in_words(late_ms: int) -> str:
    """Say where the narration starts by its cue."""
    if late_ms == 0:
        return "starts with its cue"
    side = "after" if late_ms > 0 else "before"
    return f"starts {abs(late_ms) / 1000:.2f} s {side} its cue, where there is silence"


def omission(narration: Narration, ground: Ground) -> Omission:
    """Say why a narration could not be placed."""
    if narration.span.start_ms >= ground.length_ms:
        why = "its cue starts after the programme ends"
    elif narration.span.start_ms + ground.settings.lag_ms >= ground.length_ms:
        why = "it would run past the end of the programme"
    else:
        why = "other narrations take up all the time around its cue"
    return Omission(narration_id=narration.id, why=why)
