"""Whether the folder holds the files of the cue sheet, all that can be read, and no others."""

from collections.abc import Iterator

from narrator.checks.delivered import Delivered
from narrator.checks.finding import CheckFinding
from narrator.naming import CUE_SHEET
from narrator.writers.names import STEM

ALWAYS_MADE = (STEM, "script.dapt.xml", "descriptions.vtt")


def file_missing(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the files that the cue sheet names and the folder lacks."""
    files = delivered.sheet.head.files
    for usual in ALWAYS_MADE:
        if usual not in files:
            message = f"The cue sheet names no {usual}, which every render leaves."
            yield CheckFinding(message=message, blocks=True, file=usual, measured="no entry")
    for name in files.values():
        if name not in delivered.present:
            message = f"{name} is named in the cue sheet and is not there."
            yield CheckFinding(message=message, blocks=True, file=name, measured="no file")


def file_unreadable(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the files that are not what their names say, or are damaged."""
    for name, why in delivered.unreadable.items():
        message = f"{name} cannot be read: {why}"
        yield CheckFinding(message=message, blocks=True, file=name, measured="damaged")


def file_extra(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the files that the cue sheet does not name."""
    known = {CUE_SHEET, *delivered.sheet.head.files.values()}
    for name in sorted(delivered.present - known):
        message = f"{name} is not named in the cue sheet: it is not of this result."
        yield CheckFinding(message=message, blocks=False, file=name)
