"""The timecode at which a programme starts: 10:00:00:00 in Europe, 01:00:00:00 in America.

Cues keep the file's times; who sets them against a programme subtracts the start.
"""

from collections.abc import Sequence

from narrator.model import Cue, Repair
from narrator.readers.repairs import repaired
from narrator.timecode import MS_PER_HOUR, MS_PER_MINUTE, format_stamp

LATEST_FIRST_CUE_MS = 20 * MS_PER_MINUTE  # after the start; no programme is silent for longer
SLATE_MS = MS_PER_MINUTE  # a first cue with the title stands at zero whatever the start is
FRAME_MS = 50  # labels at 29.97 are a little early
HOURS_OF_LABELS = 24
Start = tuple[int, tuple[Repair, ...]]


def programme_start(
    cues: Sequence[Cue], declared_ms: int | None = None, *, hour_ms: int = MS_PER_HOUR
) -> Start:
    """Return the timecode of the programme's first picture, 0 where the cues count from it.

    A start that the file declares counts where the last cue is after it: many files declare one
    and count from zero all the same. Without one it is guessed, and the guess is a repair of kind
    "start-timecode": cues that all stand after 10:00:00 (but for one in the first minute, a slate)
    start at the hour of the first, and cues that all stand after 01:00:00 start there where the
    first is near it. `hour_ms` is the real length of an hour of labels: 3 603 600 where 29.97
    frames a second are labelled without dropping.
    """
    starts = sorted(cue.span.start_ms for cue in cues if cue.span)
    if not starts:
        return 0, ()
    if declared_ms is not None and starts[-1] >= declared_ms:
        return declared_ms, ()
    hours = _hours(starts, hour_ms)
    if not hours:
        return 0, ()
    before = f"no start declared, first cue at {format_stamp(starts[0])}"
    after = f"programme start taken as {hours:02}:00:00:00"
    return hours * hour_ms, (repaired("start-timecode", "file", before, after),)


def _hours(starts: Sequence[int], hour_ms: int) -> int:
    """Return the hour of labels at which a programme with cues at `starts`, in order, begins."""
    is_slated = len(starts) > 2 and starts[0] < SLATE_MS and starts[1] >= 10 * hour_ms - FRAME_MS
    first_ms = starts[1 if is_slated else 0] + FRAME_MS
    hours = first_ms // hour_ms
    if 10 <= hours < HOURS_OF_LABELS:
        return hours
    return 1 if hours == 1 and first_ms - hour_ms <= LATEST_FIRST_CUE_MS else 0
