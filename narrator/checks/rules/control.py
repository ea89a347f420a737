"""Whether the control data for receivers, decoded, are the dips of the cue sheet."""

from collections.abc import Iterator

import numpy as np

from narrator.checks.delivered import Control, Delivered
from narrator.checks.finding import CheckFinding
from narrator.checks.rules.fades import other_fades
from narrator.control.constants import FRAME_MS
from narrator.control.fades import fades_db_of

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
    yield from other_fades(
        control.name,
        delivered.sheet.dips,
        np.asarray(times_ms, np.float64),
        fades_db_of(control.heard.fades),
        within_db=_WITHIN_DB,
        apart_ms=FRAME_MS,
    )


def _finding(control: Control, what: str, measured: str, wanted: str) -> CheckFinding:
    return CheckFinding(
        message=f"The control track of {control.name} {what}.",
        blocks=True,
        file=control.name,
        measured=measured,
        wanted=wanted,
    )
