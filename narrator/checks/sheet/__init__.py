"""The cue sheet read back, strictly: it may come from anyone, and what it names is not trusted.

Its keys are told in docs/design.md. Keys that are not known are passed over, so that a later
narrator may add some; what is known has to be of its kind and within bounds.
"""

from narrator.checks.sheet.entries import Ends, Omitted, Placed, ms
from narrator.checks.sheet.head import ControlTimes, Head, Level, SheetProgramme
from narrator.checks.sheet.reading import HINT, CueSheet, read_sheet

__all__ = [
    "HINT",
    "ControlTimes",
    "CueSheet",
    "Ends",
    "Head",
    "Level",
    "Omitted",
    "Placed",
    "SheetProgramme",
    "ms",
    "read_sheet",
]
