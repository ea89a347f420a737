"""What a render adds to a script: where each narration is heard, who says it, what dips."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from narrator.holds import OutputClock
from narrator.media.language import bcp47
from narrator.model import Placement, Rendering
from narrator.writers.dapt.dips import Gain, shares_of
from narrator.writers.names import STEM


@dataclass(frozen=True, kw_only=True, slots=True)
class Recorded:
    """Nothing, for a script that is not yet recorded.

    placements and dips go by the narration's id, voices by the unit's. stem is the file that the
    recordings stand in; language is the programme's, where it is known.
    """

    placements: Mapping[str, Placement] = field(default_factory=dict)
    voices: Mapping[str, str] = field(default_factory=dict)
    dips: Mapping[str, tuple[Gain, ...]] = field(default_factory=dict)
    clock: OutputClock = field(default_factory=OutputClock)
    stem: str = STEM
    language: str | None = None


def recorded_of(rendering: Rendering) -> Recorded:
    """Return what a rendering knows of its recordings."""
    ordered = rendering.ledger.placements
    placements = {placement.narration_id: placement for placement in ordered}
    spoken = [n for n in rendering.script.narrations if n.id in placements]
    clock = OutputClock.of(ordered)
    programme = rendering.programme
    return Recorded(
        placements=placements,
        voices={n.unit_ids[0]: n.voice for n in spoken},
        dips=shares_of(rendering.plan.ducks, ordered, clock),
        clock=clock,
        stem=rendering.delivery.name(STEM),
        language=bcp47(programme.language) if programme else None,
    )
