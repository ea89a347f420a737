"""Lists for a mixing desk read back: EDL (CMX 3600) and OpenTimelineIO. Neither uses a writer.

Their times are whole frames, so that a narration may be up to a frame longer on either side.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from narrator.checks.bounds import bounded
from narrator.checks.delivered import Line, Text
from narrator.errors import UnreadableInputError
from narrator.timecode import FrameRate, parse_smpte

_EVENT = re.compile(r"\d{3,6}\s+\S+\s+\S+\s+C\s+\S+\s+\S+\s+(\S+)\s+(\S+)\s*")
_WORDS = "* SPOKEN: "
_MOST_CHILDREN = 1_000_000


def read_edl(path: Path, *, start_ms: int, rate: FrameRate) -> Text:
    """Return the events of an edit decision list that counts from start_ms.

    Raises UnreadableInputError where a line of it is none, ValueError for a timecode that is none.
    """
    bounded(path)
    lines: list[Line] = []
    for row in path.read_text(encoding="utf-8").splitlines():
        event = _EVENT.fullmatch(row)
        if event:
            first_ms, last_ms = (parse_smpte(label, rate) - start_ms for label in event.groups())
            lines.append(Line(start_ms=first_ms, end_ms=last_ms))
        elif row.startswith(_WORDS) and lines:
            words = f"{lines[-1].words} {row.removeprefix(_WORDS)}".strip()
            lines[-1] = Line(start_ms=lines[-1].start_ms, end_ms=lines[-1].end_ms, words=words)
    return Text(name=path.name, lines=tuple(lines), within_ms=_frame_ms(rate))


def read_otio(path: Path, *, start_ms: int, rate: FrameRate) -> Text:  # noqa: ARG001 - the Protocol's
    """Return the clips of a timeline, each at the place that it has in its track.

    Raises UnreadableInputError where it is no timeline.
    """
    bounded(path)
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        lines = [line for track in raw["tracks"]["children"] for line in _clips(track)]
    except (KeyError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise UnreadableInputError(f"{path.name} is no timeline of OpenTimelineIO.") from error
    lines.sort(key=lambda line: line.start_ms)
    return Text(name=path.name, lines=tuple(lines), within_ms=_frame_ms(rate))


def _clips(track: Mapping[str, Any]) -> Iterator[Line]:
    at_s = 0.0
    for child in track["children"][:_MOST_CHILDREN]:
        length = child["source_range"]["duration"]
        end_s = at_s + float(length["value"]) / float(length["rate"])
        if str(child["OTIO_SCHEMA"]).startswith("Clip"):
            own = child.get("metadata", {}).get("narrator", {})
            yield Line(
                start_ms=round(at_s * 1000),
                end_ms=round(end_s * 1000),
                words=str(own.get("spoken", "")),
            )
        at_s = end_s


def _frame_ms(rate: FrameRate) -> int:
    return -(-1000 // rate.per_second) + 1
