"""Where each narration is spoken: one optimisation over the whole episode.

Every narration has its ways, each with a cost; one of several texts may also be spoken in parts.
Dynamic programming finds the cheapest set in order that does not overlap itself. The same input
gives the same output.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np

from narrator.decided import Choice, omission, placement
from narrator.ground import Ground
from narrator.model import Ledger, Narration, Omission, Placement
from narrator.reach import PlaceSettings
from narrator.ways import (
    IN_PARTS,
    LEFT_OUT,
    DurationOf,
    Terms,
    Ways,
    candidates,
    frontier,
    in_parts,
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
    shown_ms = sorted(n.span.start_ms for whole in narrations for n in (whole, *whole.parts))
    terms = Terms(
        ground=ground,
        settings=settings,
        duration_ms=duration_ms,
        shown_ms=np.array(shown_ms, float),
    )
    return ledger(stages_of(narrations, nothing_said(), terms), terms)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """The best ways to have dealt with the narrations so far, up to this one.

    Along the ways, the end rises and the cost falls; parent points into the stage before, or, for
    a narration spoken in parts, into the last of its parts' stages.
    """

    narration: Narration
    ways: Ways
    parts: tuple["Stage", ...] = ()


def stages_of(
    narrations: Sequence[Narration], before: Ways, terms: Terms, since_ms: int | None = None
) -> tuple[Stage, ...]:
    """Return a stage for each narration; none that follows is shown before since_ms.

    Without since_ms, none is shown before the one that it follows.
    """
    stages: list[Stage] = []
    for narration in narrations:
        ways = stages[-1].ways if stages else before
        shown_ms = narration.span.start_ms if since_ms is None else since_ms
        stages.append(next_stage(ways, narration, terms, shown_ms))
    return tuple(stages)


def next_stage(before: Ways, narration: Narration, terms: Terms, since_ms: int) -> Stage:
    """Extend every way so far: by a way to speak one narration, or its parts; by leaving it out."""
    # Of the ways that end before any later narration can start, the last is best.
    earliest_ms = since_ms - terms.settings.lead_ms - terms.settings.apart_ms
    first = max(0, int(np.searchsorted(before["end_ms"], earliest_ms, side="right")) - 1)
    parts = stages_of(narration.parts, before, terms, since_ms)
    parted = [in_parts(stage.ways) for stage in parts[-1:]]
    ways = [spoken(before, narration, terms), *parted, left_out(narration, before, first)]
    return Stage(narration=narration, ways=frontier(np.concatenate(ways)), parts=parts)


def spoken(before: Ways, narration: Narration, terms: Terms) -> Ways:
    """Extend every way so far by every way to speak one narration."""
    ways = np.concatenate(list(candidates(narration, terms)))
    ready_ms = ways["start_ms"] - terms.settings.apart_ms
    ways["parent"] = np.searchsorted(before["end_ms"], ready_ms, side="right") - 1
    ways = ways[ways["parent"] >= 0]
    ways["cost"] += before["cost"][ways["parent"]]
    return ways


def ledger(stages: Sequence[Stage], terms: Terms) -> Ledger:
    """Write down what the cheapest end comes to."""
    placements: list[Placement] = []
    omissions: list[Omission] = []
    cheapest = int(np.argmin(stages[-1].ways["cost"])) if stages else 0
    for choice in reversed(list(choices(stages, cheapest))):
        if choice.way["form"] == LEFT_OUT:
            omissions.append(omission(choice.narration, terms))
        else:
            placements.append(placement(choice, terms))
    return Ledger(placements=tuple(placements), omissions=tuple(omissions))


def choices(stages: Sequence[Stage], at: int, parts: int = 1) -> Generator[Choice, None, int]:
    """Walk back from the way at a place in the last stage; return the place before the first."""
    for stage in reversed(stages):
        way = stage.ways[at]
        at = int(way["parent"])
        if way["form"] == IN_PARTS:
            at = yield from choices(stage.parts, at, len(stage.parts))
        else:
            yield Choice(narration=stage.narration, way=way, parts=parts)
    return at
