"""The start timecode that a document tells: the label of its time zero.

The labels count the frames of the document's own rate. DAPT does not say which of them drop
frames, so they are read as if all were there.
"""

from fractions import Fraction

from lxml import etree

from narrator.readers.dapt.computed import found
from narrator.readers.dapt.names import TTP
from narrator.readers.dapt.times import FRAMES, Clock
from narrator.timecode import FrameRate, smpte_ms

ORIGIN = "/tt:tt/tt:head/tt:metadata/daptm:daptOriginTimecode"
START = "/tt:tt/tt:head/tt:metadata/ebuttm:documentStartOfProgramme"

_DAY_H = 24


def origin_ms(root: etree._Element) -> int:
    """Return the timecode of a document's zero in milliseconds, 0 where it tells none.

    Where only the start of the programme has one, that is taken: the times count from it.
    A label past midnight is none that a file can start at, and tells none. Raises ValueError for a
    label of a frame that there is not.
    """
    labels = (
        FRAMES.fullmatch((each.text or "").strip())
        for path in (ORIGIN, START)
        for each in found(root, path)
    )
    label = next(filter(None, labels), None)
    if label is None or int(label[1]) >= _DAY_H:
        return 0
    rate = Clock.of(root).frame_rate or Fraction(0)
    frames = FrameRate(per_second=rate, labels=int(root.get(f"{TTP}frameRate", "0")))
    return smpte_ms([int(label[group]) for group in range(1, 5)], frames)
