"""Where each narration is spoken: one optimisation over the whole episode.

Every narration has its ways, each with a cost; dynamic programming finds the cheapest set in order
that does not overlap itself. The same input gives the same output.
"""

from collections.abc import Sequence

import numpy as np

from narrator.decided import omission, placement
from narrator.ground import Ground
from narrator.model import Ledger, Narration, Omission, Placement
from narrator.reach import PlaceSettings
from narrator.ways import (
    LEFT_OUT,
    DurationOf,
    Terms,
    Ways,
    candidates,
    frontier,
    left_out,
    nothing_said,
)


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
    terms = Terms(ground=ground, settings=settings, duration_ms=duration_ms)
    stages = [nothing_said()]
    for narration in narrations:
        stages.append(next_stage(stages[-1], narration, terms))
    return ledger(narrations, stages, terms)


def next_stage(before: Ways, narration: Narration, terms: Terms) -> Ways:
    """Extend every way so far by every candidate of one narration, and by leaving it out.

    A stage holds the best ways to have dealt with the narrations so far: along it, the end rises
    and the cost falls; parent points into the stage before.
    """
    ways = np.concatenate(list(candidates(narration, terms)))
    ready_ms = ways["start_ms"] - terms.settings.gap_ms
    ways["parent"] = np.searchsorted(before["end_ms"], ready_ms, side="right") - 1
    ways = ways[ways["parent"] >= 0]
    ways["cost"] += before["cost"][ways["parent"]]
    # Of the ways that end before this and every later narration can start, the last is best.
    earliest_ms = narration.span.start_ms - terms.settings.lead_ms - terms.settings.gap_ms
    last = int(np.searchsorted(before["end_ms"], earliest_ms, side="right")) - 1
    return frontier(np.concatenate([ways, left_out(before, max(0, last))]))


def ledger(narrations: Sequence[Narration], stages: Sequence[Ways], terms: Terms) -> Ledger:
    """Walk back from the cheapest end and write down what was decided."""
    placements: list[Placement] = []
    omissions: list[Omission] = []
    at = int(np.argmin(stages[-1]["cost"]))
    for narration, stage in zip(reversed(narrations), reversed(stages), strict=False):
        way = stage[at]
        if way["form"] == LEFT_OUT:
            omissions.append(omission(narration, terms.ground, terms.settings))
        else:
            placements.append(placement(narration, way, terms))
        at = int(way["parent"])
    return Ledger(placements=tuple(reversed(placements)), omissions=tuple(reversed(omissions)))
