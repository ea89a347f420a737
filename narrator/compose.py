"""From tagged units to a script: which units are narrated, by which voice, in what words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from narrator.model import NARRATED, Cue, Mode, Narration, Script, Span, Tag, Unit, span_over
from narrator.text.lexicon import EMPTY, Lexicon
from narrator.text.spoken import spoken_form

REPEAT_MS = 20_000  # a sign shown again this soon is the same sign, still standing

NARRATED_IN: Mapping[Mode, frozenset[Tag]] = {
    "captions": NARRATED,
    "all": NARRATED | {"dialogue"},
}


def with_times(units: Sequence[Unit], cues: Sequence[Cue]) -> tuple[Unit, ...]:
    """Give units the spans of their cues: of use where the cues' times were estimated later."""
    spans = {cue.id: cue.span for cue in cues}
    return tuple(
        replace(unit, span=span_over(spans[cue_id] for cue_id in unit.cue_ids)) for unit in units
    )


def narrations_of(
    script: Script, *, mode: Mode, voice: str = "", lexicon: Lexicon = EMPTY
) -> tuple[Narration, ...]:
    """Compose the narrations in order of time; a sign that stays or returns at once is read once.

    A unit without letters or figures has nothing to say and gives no narration.
    """
    wanted = (u for u in script.units if u.tag in NARRATED_IN[mode] and u.span is not None)
    return tuple(
        narration(f"n{number}", group, voice, script.language, lexicon)
        for number, group in enumerate(standing_signs(wanted), 1)
    )


def standing_signs(units: Iterable[Unit]) -> list[list[Unit]]:
    """Group units in order of time; a repetition joins the group of its first showing."""
    groups: list[list[Unit]] = []
    latest: dict[str, list[Unit]] = {}
    for unit in sorted(units, key=lambda u: (u.span or Span(start_ms=0, end_ms=0), u.id)):
        same = latest.get(key_of(unit))
        if same and unit.tag in NARRATED and still_standing(same[-1], unit):
            same.append(unit)
            continue
        if any(character.isalnum() for character in unit.text):
            groups.append([unit])
            latest[key_of(unit)] = groups[-1]
    return groups


def key_of(unit: Unit) -> str:
    """Return the letters and figures of a unit, by which a sign is known again."""
    return "".join(c for c in unit.text.casefold() if c.isalnum())


def still_standing(shown: Unit, again: Unit) -> bool:
    """Whether a unit shows what stood there a moment ago."""
    if shown.span is None or again.span is None:
        return False
    return again.span.start_ms - shown.span.end_ms <= REPEAT_MS


def parted(unit: Unit) -> list[str]:
    """Return the lines of a unit, an empty one between the pieces of a card."""
    lines = list(unit.lines)
    ends = list(accumulate(unit.pieces))[:-1]
    for end in reversed(ends):
        lines.insert(end, "")
    return lines


def narration(
    number: str, group: Sequence[Unit], voice: str, language: str, lexicon: Lexicon
) -> Narration:
    """Make one narration of the units that show one text; what a person wrote is said."""
    first = group[0]
    spoken_in = first.language or language
    return Narration(
        id=number,
        unit_ids=tuple(unit.id for unit in group),
        span=first.span or Span(start_ms=0, end_ms=0),
        tag=first.tag,
        text="\n".join(first.lines),
        spoken=first.spoken or spoken_form(parted(first), spoken_in, lexicon),
        voice=voice,
        language=spoken_in,
    )
