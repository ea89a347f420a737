"""How far a narration may move, and how fast it may be spoken."""

from dataclasses import dataclass

from narrator.errors import JobError

FARTHEST_MS = 60_000
FINEST_GRID_MS, COARSEST_GRID_MS = 5, 1_000
MOST_RATES = 20
SLOWEST, FASTEST = 0.5, 3.0


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

    @property
    def apart_ms(self) -> int:
        """How long after the end of one narration the next may start: the gap, or a moment.

        What started in the very moment in which the programme is held would be heard before the
        hold, over the narration that it is held for.
        """
        return max(self.gap_ms, 1) if self.longest_hold_ms else self.gap_ms

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
