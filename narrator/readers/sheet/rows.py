"""One row of a sheet to one unit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from narrator.model import NARRATED, TAGS, Repair, Tag, Unit
from narrator.readers.repairs import repaired
from narrator.readers.sheet.columns import STATUSES
from narrator.readers.sheet.facts import Facts
from narrator.readers.sheet.table import Fault, Row
from narrator.readers.sheet.times import cue_of, moved_results
from narrator.text.tag import is_language
from narrator.voices import is_voice_name

USUAL_TAG: Tag = "caption"
EVENT = re.compile(r"[^\W\d][\w.-]{0,200}")  # what can be the id of an XML element
LEFT_OUT = "to leave a narration out, delete its row"


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """What reading the rows has come to so far."""

    units: list[Unit] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    events: set[str] = field(default_factory=set)

    def take(self, row: Row, facts: Facts) -> None:
        """Add a row's unit, what was mended of it, and all that is wrong with it."""
        span, repairs, faults = cue_of(row, facts)
        faults = [*(faults if facts.clock_is_known else ()), *wrong_values(row)]
        tag = tag_of(row)
        narrated = row.cell("status").strip() != "not narrated"
        lines = lines_of(row)
        has_no_time = span is None and facts.clock_is_known
        if tag in NARRATED and narrated and has_no_time and lines and not faults:
            what = "is empty: when is it shown?"
            faults.append(Fault(row=row.number, column="cue in", what=what))
        if not lines:
            self.repairs.append(
                repaired("empty", f"row {row.number}", "", "has no text: not narrated")
            )
        event = self.event_of(row)
        language = row.cell("language").strip()
        self.repairs.extend((*repairs, *moved_results(row, facts)))
        self.faults.extend(faults)
        self.units.append(
            Unit(
                id=event,
                cue_ids=(),
                span=span,
                tag=tag,
                lines=lines,
                rule="sheet",
                confidence=1.0,
                speaker=row.cell("speaker").strip() or None,
                language=language if language and language != facts.language else None,
                spoken=row.cell("spoken text").strip() or None,
                voice=row.cell("voice").strip() or None,
                said_with=event if narrated else None,  # by itself: a row is a narration
            )
        )

    def event_of(self, row: Row) -> str:
        """Return an id that no row above has; a copied row is listed and gets one of its own."""
        wanted = row.cell("event").strip()
        event = wanted or f"row-{row.number}"
        while event in self.events:
            event += "-again"
        if wanted and event != wanted:
            after = f"taken as a narration of its own, {event}"
            self.repairs.append(repaired("copied-row", f"row {row.number}", wanted, after))
        self.events.add(event)
        return event


def lines_of(row: Row) -> tuple[str, ...]:
    """Return the shown lines; a description of what shows no text is shown as it is spoken."""
    shown = row.cell("shown text") or row.cell("spoken text")
    return tuple(" ".join(line.split()) for line in shown.splitlines() if line.strip())


def tag_of(row: Row) -> Tag:
    """Return the tag of a row; what a person adds without one is read as a caption."""
    told = row.cell("tag").strip()
    return next((tag for tag in TAGS if tag == told), USUAL_TAG)


def wrong_values(row: Row) -> Iterator[Fault]:
    """Yield every value of a row, times apart, that cannot be."""
    tag, status = row.cell("tag").strip(), row.cell("status").strip()
    language, event = row.cell("language").strip(), row.cell("event").strip()
    if tag and tag not in TAGS:
        yield Fault(row=row.number, column="tag", what=f"{tag!r} is none of {', '.join(TAGS)}")
    if status and status not in STATUSES:
        what = f"{status!r} is none of {', '.join(STATUSES)}; {LEFT_OUT}"
        yield Fault(row=row.number, column="status", what=what)
    if language and not is_language(language):
        yield Fault(row=row.number, column="language", what=f"{language!r} is no language tag")
    if not is_voice_name(voice := row.cell("voice").strip()):
        what = f"{voice!r} names a file, where a voice is to be named"
        yield Fault(row=row.number, column="voice", what=what)
    if event and not EVENT.fullmatch(event):
        yield Fault(row=row.number, column="event", what=f"{event!r} is no id; leave it empty")
