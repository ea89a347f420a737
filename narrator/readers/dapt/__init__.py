"""Read a DAPT script: narrator's own, edited or not, or another tool's.

Format: W3C Dubbing and Audio Description Profiles of TTML2, Candidate Recommendation of
2025-12-18. Strict where it is: see rules/. Narrator's own attributes (tag, rule, confidence, spoken
form, shown times) win; without them the tag comes from `daptm:represents`. What narrator does not
use is kept and written again, or listed as a repair.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from narrator.errors import UnreadableInputError
from narrator.model import NARRATED, Repair, Script, Timing, Unit
from narrator.readers.dapt.document import HINT, looks_like_script, parse
from narrator.readers.dapt.events import events, intervals, with_ids
from narrator.readers.dapt.foreign import pruned_attributes, pruned_elements, told_of_groups
from narrator.readers.dapt.kept import kept_of_event, kept_of_root
from narrator.readers.dapt.names import MADE, NAR, TTM, XML
from narrator.readers.dapt.origin import origin_ms
from narrator.readers.dapt.people import names_of
from narrator.readers.dapt.rules import must_conform
from narrator.readers.dapt.times import Clock, Interval
from narrator.readers.dapt.units import Setting, told_of, unit_of
from narrator.readers.decoding import MAX_BYTES
from narrator.readers.repairs import repaired
from narrator.text.tag import is_language

HEAD_BYTES = 8192


def is_script(path: Path) -> bool:
    """Whether the file says in its first kilobytes that it is DAPT."""
    with path.open("rb") as stream:
        return looks_like_script(stream.read(HEAD_BYTES))


def read_script(path: Path) -> Script:
    """Return the script in a DAPT file.

    Raises UnreadableInputError, with the rule and the line, where it does not conform.
    """
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    root, notes = parse(data, name=path.name)
    repairs = [*notes, *pruned_elements(root)]
    must_conform(root, name=path.name)
    repairs += pruned_attributes(root)
    taken = events(root)
    if not taken:
        raise UnreadableInputError(f"{path.name} holds no script event.", HINT)
    repairs += [*with_ids(root, taken), *told_of_groups(root)]
    language = root.get(f"{XML}lang", "")
    if not is_language(language):
        raise UnreadableInputError(f"{path.name}: no voice speaks {language!r}.", HINT)
    reader = _Reader(root, language, path.name)
    start_ms = origin_ms(root)  # the rules have seen to its label
    units = tuple(map(reader.unit, taken))
    return Script(
        title=(root.findtext(f".//{TTM}title") or path.stem).strip(),
        language=language,
        units=units,
        timing=timing_of(root.get(f"{NAR}timing", "cues")),
        repairs=(*repairs, *reader.repairs, *unsayable(units)),
        start_ms=start_ms,
        zero_ms=start_ms,
        kept=kept_of_root(root),
    )


def unsayable(units: Iterable[Unit]) -> Iterator[Repair]:
    """List the on-screen texts that have no place, for want of times, or no words."""
    for unit in units:
        if unit.tag in NARRATED and unit.span is None:
            after = "has no times: not narrated"
            yield repaired("untimed", unit.id, unit.text, after)
        elif unit.tag in NARRATED and not any(map(str.isalnum, unit.text)):
            yield repaired("empty", unit.id, unit.text, "has no text: not narrated")


def timing_of(value: str) -> Timing:
    """Return the timing a script says it has; anything unknown is its own cues."""
    return "estimated" if value == "estimated" else "aligned" if value == "aligned" else "cues"


class _Reader:
    """Turns the events of one document into units, and gathers what is to be told."""

    def __init__(self, root: etree._Element, language: str, name: str) -> None:
        self.repairs: list[Repair] = []
        self._name = name
        self._clock = Clock.of(root)
        self._intervals = intervals(root, self._clock)
        self._setting = Setting(language=language, clock=self._clock, names=names_of(root))
        agents = root.iter(f"{TTM}agent")
        self._made = [a.get(f"{XML}id", "") for a in agents if a.get(MADE) is not None]

    def unit(self, event: etree._Element) -> Unit:
        interval = self._intervals.get(event, Interval())
        try:
            unit = unit_of(event, interval, self._setting)
        except ValueError as error:
            where = f"{self._name}, line {event.sourceline}"
            raise UnreadableInputError(f"{where}: {error}.", HINT) from error
        self.repairs += told_of(event, unit)
        later_ms = unit.span.start_ms - round(interval.begin) if unit.span else 0
        kept = kept_of_event(event, unit, self._clock, later_ms, self._made)
        return replace(unit, kept=kept)
