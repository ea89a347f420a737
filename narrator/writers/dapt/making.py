"""What the events of one document are made by."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from narrator.model import Narration, Placement, Script, Unit
from narrator.readers.dapt.times import Clock
from narrator.writers.dapt.dips import Gain
from narrator.writers.dapt.people import Cast
from narrator.writers.dapt.recorded import Recorded


@dataclass(frozen=True, kw_only=True, slots=True)
class Making:
    """What all events of a document are made by; narrations go by the first of their units."""

    language: str
    clock: Clock
    narrations: Mapping[str, Narration]
    said_with: Mapping[str, str]
    recorded: Recorded
    cast: Cast

    @classmethod
    def of(cls, script: Script, recorded: Recorded, cast: Cast) -> "Making":
        """Return what the events of a script are made by."""
        kept = etree.fromstring(script.kept) if script.kept else etree.Element("tt")
        return cls(
            language=script.language,
            clock=Clock.of(kept),
            narrations={n.unit_ids[0]: n for n in script.narrations},
            said_with={u: n.unit_ids[0] for n in script.narrations for u in n.unit_ids[1:]},
            recorded=recorded,
            cast=cast,
        )

    def placed(self, unit: Unit) -> Placement | None:
        """Return where the narration that begins with a unit is spoken."""
        narration = self.narrations.get(unit.id)
        return self.recorded.placements.get(narration.id) if narration else None

    def dips(self, unit: Unit) -> tuple[Gain, ...]:
        """Return what the unit's event says of the programme's dips."""
        narration = self.narrations.get(unit.id)
        return self.recorded.dips.get(narration.id, ()) if narration else ()
