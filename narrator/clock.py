"""The programme's clock: subtitles that count from a start timecode, set to the first picture.

Broadcasters' files often count from 10:00:00:00 (Europe) or 01:00:00:00 (America).
"""

from collections.abc import Iterator
from dataclasses import replace

from narrator.model import Programme, Repair, Script, Span, Subtitles, Unit
from narrator.timecode import format_stamp


def start_of(subtitles: Subtitles, told_ms: int | None, programme: Programme | None) -> int:
    """Return the timecode of the programme's first picture in the subtitles' times, in ms.

    What the user told wins. What the reader found counts unless the programme is long enough for
    the cues as they stand.
    """
    if told_ms is not None:
        return told_ms
    ends = [cue.span.end_ms for cue in subtitles.cues if cue.span]
    fits = programme is not None and bool(ends) and max(ends) <= programme.duration_ms
    return 0 if fits else subtitles.start_ms


def on_programme_clock(script: Script) -> Script:
    """Return the script with its times counted from the programme's first picture.

    What stands before that picture, such as a slate, keeps its unit and loses its times, so that
    it is not narrated; each such unit is listed as a repair, and so is the start itself.
    """
    begin_ms = script.start_ms - script.zero_ms
    if not begin_ms:
        return script
    begin = format_stamp(script.start_ms)
    after = "taken as the programme's first picture"
    start = Repair(kind="start", where="file", before=begin, after=after)
    return replace(
        script,
        units=tuple(from_start(unit, begin_ms) for unit in script.units),
        repairs=(*script.repairs, start, *before_start(script, begin_ms)),
        zero_ms=script.start_ms,
    )


def from_start(unit: Unit, start_ms: int) -> Unit:
    """Return the unit with its times counted from the start; None where they end before it."""
    pieces = (replace(each, span=span_from(each.span, start_ms)) for each in unit.pieces)
    return replace(unit, span=span_from(unit.span, start_ms), pieces=tuple(pieces))


def span_from(span: Span | None, start_ms: int) -> Span | None:
    """Return the span counted from the start; None where it ends before it."""
    if span is None or span.end_ms <= start_ms:
        return None
    return Span(start_ms=max(0, span.start_ms - start_ms), end_ms=span.end_ms - start_ms)


def before_start(script: Script, begin_ms: int) -> Iterator[Repair]:
    """List the units that end before the programme's first picture."""
    for unit in script.units:
        if unit.span and unit.span.end_ms <= begin_ms:
            where = f"cue {unit.cue_ids[0]}" if unit.cue_ids else unit.id
            after = "before the programme starts: not narrated"
            yield Repair(kind="before-start", where=where, before=unit.text, after=after)
