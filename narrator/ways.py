"""The ways in which one narration may be spoken, and what each costs.

A way is a start within its lead and lag, on a grid or, for a hold, where words have just ended; a
speaking rate; its full or its shorter form; and, where the programme may be held, a hold. Speech
is a no-go zone by its cost. The costs stand in COSTS, and in docs/placing.md with the reasons.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from narrator.ground import Ground, Numbers
from narrator.model import Narration
from narrator.reach import PlaceSettings

COSTS: Mapping[str, float] = {  # in units of one millisecond late
    "late, a millisecond": 1.0,
    "early, a millisecond": 2.5,
    "faster, a per cent above the voice's own rate, squared": 1.5,
    "shortened": 1_000.0,
    "spoken in parts": 5_000.0,
    "the programme held": 3_000.0,
    "the programme held, a millisecond": 2.0,
    "within the guard beside speech, a millisecond": 3.0,
    "where a subtitle lingers, a millisecond": 1.5,
    "over speech at all": 15_000.0,
    "over speech, a millisecond": 40.0,
    "over the loudest speech, a millisecond more": 20.0,
    "left out, each text": 1e7,
}

FULL, SHORTER, LEFT_OUT, IN_PARTS = 0, 1, -1, -2
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
class Terms:
    """What narrations are placed by: the ground, the reach, and how long what is said lasts.

    duration_ms tells how long a text of a narration lasts at a rate; shown_ms when each text is
    shown, in order of time.
    """

    ground: Ground
    settings: PlaceSettings
    duration_ms: DurationOf
    shown_ms: Numbers


def forms_of(narration: Narration) -> tuple[str, ...]:
    """Return what may be said for a narration: its spoken form, and a shorter one where it has."""
    return tuple(form for form in (narration.spoken, narration.shorter) if form)


def nothing_said() -> Ways:
    """Return the one way before any narration: nothing said, nothing spent."""
    ways = np.zeros(1, WAY)
    ways["end_ms"] = -1e9
    return ways


def candidates(narration: Narration, terms: Terms) -> Iterator[Ways]:
    """Yield every way to speak one narration within the programme, with its own cost."""
    settings = terms.settings
    grid_ms = settings.grid_ms
    steps = np.arange(-(settings.lead_ms // grid_ms), settings.lag_ms // grid_ms + 1)
    starts = narration.span.start_ms + steps * float(grid_ms)
    starts = starts[starts >= 0]
    for form, text in enumerate(forms_of(narration)):
        lengths = [terms.duration_ms(narration, text, rate) for rate in settings.rates]
        ways = np.zeros(len(starts) * len(lengths), WAY)
        ways["start_ms"] = np.tile(starts, len(lengths))
        ways["end_ms"] = ways["start_ms"] + np.repeat(np.array(lengths, float), len(starts))
        ways["rate"] = np.repeat(np.array(settings.rates), len(starts))
        ways["form"] = form
        yield priced(ways[ways["end_ms"] <= terms.ground.length_ms], narration, terms.ground)
    if settings.longest_hold_ms:
        pauses = terms.ground.pauses(starts[0], starts[-1]) if len(starts) else starts
        yield held(narration, np.concatenate([starts, pauses]), terms)


def held(narration: Narration, starts: Numbers, terms: Terms) -> Ways:
    """Return the ways that hold the programme until all is said, at three points of a silence.

    At its beginning, before the next text is shown, so that that one keeps its time, and at its
    end.
    """
    apart_ms = terms.settings.apart_ms
    starts = starts[starts < terms.ground.length_ms]
    first_ms, last_ms = terms.ground.silences(starts)
    shown_ms = np.append(terms.shown_ms, np.inf)
    following = np.searchsorted(terms.shown_ms, first_ms + apart_ms, side="right")
    next_ms = shown_ms[following] - apart_ms
    ends = np.concatenate([first_ms, np.minimum(next_ms, last_ms), last_ms])
    ways = np.zeros(len(ends), WAY)
    ways["start_ms"], ways["end_ms"], ways["rate"] = np.tile(starts, 3), ends, 1.0
    length_ms = terms.duration_ms(narration, narration.spoken, 1.0)
    ways["hold_ms"] = ways["start_ms"] + length_ms - ends
    kept = (ways["hold_ms"] > 0) & (ways["hold_ms"] <= terms.settings.longest_hold_ms)
    return priced(ways[kept], narration, terms.ground)


def priced(ways: Ways, narration: Narration, ground: Ground) -> Ways:
    """Add up the costs of each way by itself."""
    late_ms = ways["start_ms"] - narration.span.start_ms
    held_ms = ways["hold_ms"]
    ways["cost"] = (
        COSTS["late, a millisecond"] * np.maximum(late_ms, 0)
        + COSTS["early, a millisecond"] * np.maximum(-late_ms, 0)
        + COSTS["faster, a per cent above the voice's own rate, squared"]
        * (100 * (ways["rate"] - 1)) ** 2
        + COSTS["shortened"] * (ways["form"] == SHORTER)
        + COSTS["the programme held"] * (held_ms > 0)
        + COSTS["the programme held, a millisecond"] * held_ms
        + ground.cost(ways["start_ms"], ways["end_ms"], COSTS)
    )
    return ways


def left_out(narration: Narration, before: Ways, first: int) -> Ways:
    """Return every way so far from the `first` on, with all texts of a narration left out."""
    ways = before[first:].copy()
    ways["form"] = LEFT_OUT
    ways["parent"] = np.arange(first, len(before))
    ways["cost"] += COSTS["left out, each text"] * max(1, len(narration.parts))
    return ways


def in_parts(parted: Ways) -> Ways:
    """Return every way to have dealt with the parts of a narration as one of its own ways."""
    ways = parted.copy()
    ways["form"] = IN_PARTS
    ways["parent"] = np.arange(len(parted))
    ways["cost"] += COSTS["spoken in parts"]
    return ways


def frontier(ways: Ways) -> Ways:
    """Keep only the ways that no other way beats in both end and cost."""
    order = np.lexsort((ways["cost"], ways["end_ms"]))
    cost = ways["cost"][order]
    best_before = np.minimum.accumulate(np.concatenate([[np.inf], cost[:-1]]))
    return ways[order[cost < best_before]]
