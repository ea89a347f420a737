"""Whether the control data for receivers, decoded, are the dips of the cue sheet."""

from collections.abc import Iterator

import numpy as np

from narrator.checks.delivered import Control, Delivered
from narrator.checks.finding import CheckFinding
from narrator.control.constants import FADE_STEP_DB, FRAME_MS
from narrator.media.compare.cells import due_db, stretches
from narrator.model import Span

_WITHIN_DB = 0.35  # half a step, and what a fade does in a millisecond
_LATEST_MS = 2 * FRAME_MS  # after the last whole frame


def control_differs(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield what a receiver would do otherwise than the mix: lost frames, another fade."""
    control = delivered.control
    if control is None:
        return
    heard = control.heard
    if heard.is_inverted:
        yield _finding(control, "is upside down", "inverted", "upright")
    length_ms = delivered.stem.length_ms if delivered.stem else 0
    wanted = max(1, (length_ms - _LATEST_MS) // FRAME_MS)
    if heard.lost or len(heard.starts) < wanted:
        found = f"{len(heard.starts)} frames, {heard.lost} lost between them"
        yield _finding(control, "lacks frames", found, f"{wanted} or more")
    yield from _other_fades(delivered, control)


def _other_fades(delivered: Delivered, control: Control) -> Iterator[CheckFinding]:
    times_ms = control.heard.starts * 1000 / control.rate_hz + control.offset_ms
    told_db = control.heard.fades * -FADE_STEP_DB
    wanted_db = due_db(delivered.sheet.dips, np.asarray(times_ms, np.float64))
    for first, last in stretches(np.abs(told_db - wanted_db) > _WITHIN_DB):
        worst = first + int(np.abs(told_db - wanted_db)[first : last + 1].argmax())
        yield CheckFinding(
            message=f"The control data of {control.name} tell another fade than the dips.",
            blocks=True,
            file=control.name,
            span=Span(start_ms=int(times_ms[first]), end_ms=int(times_ms[last]) + FRAME_MS),
            measured=round(float(told_db[worst]), 1),
            wanted=round(float(wanted_db[worst]), 1),
            tolerance=_WITHIN_DB,
            unit="dB",
        )


def _finding(control: Control, what: str, measured: str, wanted: str) -> CheckFinding:
    return CheckFinding(
        message=f"The control track of {control.name} {what}.",
        blocks=True,
        file=control.name,
        measured=measured,
        wanted=wanted,
    )
