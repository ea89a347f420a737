"""The timecode at which a programme starts: 10:00:00:00 in Europe, 01:00:00:00 in America.

Cues keep the file's times; who sets them against a programme subtracts the start.
"""

from collections.abc import Sequence

from narrator.model import Cue
from narrator.timecode import MS_PER_HOUR, MS_PER_MINUTE

LATEST_FIRST_CUE_MS = 20 * MS_PER_MINUTE  # after the start; no programme is silent for longer
FRAME_MS = 50  # labels at 29.97 are a little early


def programme_start_ms(
    cues: Sequence[Cue], declared_ms: int | None = None, *, hour_ms: int = MS_PER_HOUR
) -> int:
    """Return the timecode of the programme's first picture, 0 where the cues count from it.

    A start that the file declares counts where the last cue is after it: many files declare one
    and count from zero all the same. Without one, cues that all stand after 10:00:00 start there,
    and so do those after 01:00:00 where the first is near it. `hour_ms` is the real length of
    an hour of labels: 3 603 600 where 29.97 frames a second are labelled without dropping.
    """
    starts = [cue.span.start_ms for cue in cues if cue.span]
    if not starts:
        return 0
    if declared_ms is not None and max(starts) >= declared_ms:
        return declared_ms
    first_ms = min(starts) + FRAME_MS
    if first_ms >= 10 * hour_ms:
        return 10 * hour_ms
    return hour_ms if hour_ms <= first_ms <= hour_ms + LATEST_FIRST_CUE_MS else 0
