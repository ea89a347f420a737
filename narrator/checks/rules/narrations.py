"""Whether the stem has every narration: there, at its place, whole, and nothing else."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from narrator.checks.delivered import Delivered
from narrator.checks.finding import CheckFinding
from narrator.checks.sheet import Placed
from narrator.media.compare.cells import stretches
from narrator.media.compare.stem import STEP_MS, StemSound
from narrator.model import Span

PLACE_MS = 30
END_MS = 60
_AROUND_MS = 500
_LONGEST_PAUSE_MS = 1_500
_SOUND = 2.0**-14  # two steps of 16 bits
_UNDER_PEAK = 1e-3  # clips are trimmed 55 dB under their peak


def narration_silent(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the narrations of which the stem holds no sound."""
    for narration, stem in _narrations(delivered):
        if _sounding(stem, narration) is None:
            yield CheckFinding(
                message=f"{narration.called} is not in the stem.",
                blocks=True,
                file=stem.name,
                span=narration.span,
                measured="silence",
                wanted="narration",
            )


def narration_displaced(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the narrations that begin earlier or later than the cue sheet says."""
    for narration, stem in _narrations(delivered):
        found = _sounding(stem, narration)
        if found is None:
            continue
        wanted_ms = narration.span.start_ms
        if abs(found.start_ms - wanted_ms) > PLACE_MS + STEP_MS:
            yield _edge(stem, narration, "begins", found.start_ms, wanted_ms, PLACE_MS)


def narration_truncated(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the narrations that end before the cue sheet says, or have a hole."""
    for narration, stem in _narrations(delivered):
        found = _sounding(stem, narration)
        if found is None:
            continue
        wanted_ms = narration.span.end_ms
        if found.end_ms < wanted_ms - END_MS:
            yield _edge(stem, narration, "ends", found.end_ms, wanted_ms, END_MS)
        for hole in _holes(stem, found):
            yield CheckFinding(
                message=f"{narration.called} has a hole.",
                blocks=True,
                file=stem.name,
                span=hole,
                measured=round(hole.duration_ms / 1000, 2),
                wanted=f"at most {_LONGEST_PAUSE_MS / 1000:g}",
                unit="s of silence",
            )


def stray_sound(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield what sounds in the stem where there is no narration."""
    stem = delivered.stem
    if stem is None:
        return
    free = np.ones(len(stem.peaks), bool)
    for narration in delivered.sheet.narrations:
        first = (narration.span.start_ms - PLACE_MS) // STEP_MS
        free[max(0, first) : max(0, -(-(narration.span.end_ms + PLACE_MS) // STEP_MS))] = False
    for first, last in stretches(free & (stem.peaks > _SOUND)):
        yield CheckFinding(
            message="The stem sounds where the cue sheet has no narration.",
            blocks=True,
            file=stem.name,
            span=Span(start_ms=first * STEP_MS, end_ms=(last + 1) * STEP_MS),
            measured="sound",
            wanted="silence",
        )


def narrations_overlap(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the narrations that begin before the one before them has ended."""
    ordered = sorted(delivered.sheet.narrations, key=lambda each: each.span)
    for before, after in pairwise(ordered):
        both_ms = before.span.overlap_ms(after.span)
        if both_ms:
            yield CheckFinding(
                message=f"{after.called} begins while {before.called} is still spoken.",
                blocks=True,
                span=Span(
                    start_ms=after.span.start_ms, end_ms=min(before.span.end_ms, after.span.end_ms)
                ),
                measured=round(both_ms / 1000, 3),
                wanted=0.0,
                unit="s",
            )


def _narrations(delivered: Delivered) -> Iterator[tuple[Placed, StemSound]]:
    if delivered.stem is not None:
        for narration in delivered.sheet.narrations:
            yield narration, delivered.stem


def _sounding(stem: StemSound, narration: Placed) -> Span | None:
    """Return from where to where a narration sounds, None where it does not."""
    own = stem.within(narration.span)
    floor = max(_SOUND, _UNDER_PEAK * float(own.max(initial=0.0)))
    loud = np.flatnonzero(own > floor)
    if not loud.size:
        return None
    first = max(0, narration.span.start_ms) // STEP_MS
    start, end = first + int(loud[0]), first + int(loud[-1]) + 1
    earliest = max(0, first - _AROUND_MS // STEP_MS)
    while start > earliest and start == first and stem.peaks[start - 1] > floor:
        first = start = start - 1
    return Span(start_ms=start * STEP_MS, end_ms=end * STEP_MS)


def _holes(stem: StemSound, sounding: Span) -> Iterator[Span]:
    silent = stem.within(sounding) <= _SOUND
    first_ms = sounding.start_ms // STEP_MS * STEP_MS
    for first, last in stretches(silent):
        span = Span(start_ms=first_ms + first * STEP_MS, end_ms=first_ms + (last + 1) * STEP_MS)
        if span.duration_ms > _LONGEST_PAUSE_MS:
            yield span


def _edge(  # noqa: PLR0913, PLR0917 - what an edge is told by
    stem: StemSound, narration: Placed, what: str, found_ms: int, wanted_ms: int, within_ms: int
) -> CheckFinding:
    return CheckFinding(
        message=f"{narration.called} {what} in the stem at another time than the cue sheet says.",
        blocks=True,
        file=stem.name,
        span=narration.span,
        measured=round(found_ms / 1000, 2),
        wanted=round(wanted_ms / 1000, 3),
        tolerance=within_ms / 1000,
        unit="s",
    )
