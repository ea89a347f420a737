"""Lists for a mixing desk, as OpenTimelineIO and its adapter for CMX 3600 read them."""

from importlib.metadata import version
from pathlib import Path
from typing import Any

import opentimelineio
from asking import Reader, demand, near, package
from result import Result

from narrator.timecode import FRAME_RATES

AGREED = "a clip for each narration, from its frame on, out of the stem"
_ROUNDED = 0.001  # the cue sheet's start has milliseconds


def by_adapter(result: Result, path: Path) -> str:
    """Ask the adapter for CMX 3600."""
    per_second = float(FRAME_RATES[result.sheet["frame_rate"]].per_second)
    timeline = opentimelineio.adapters.read_from_file(str(path), "cmx_3600", rate=per_second)
    return agreed(result, timeline)


def by_opentimelineio(result: Result, path: Path) -> str:
    """Ask OpenTimelineIO itself."""
    timeline = opentimelineio.adapters.read_from_file(str(path), "otio_json")
    near("start", timeline.global_start_time.to_seconds(), result.start, _ROUNDED)
    stem = {clip.media_reference.target_url for clip in timeline.find_clips()}
    demand("media", stem, {result.sheet["files"]["narration.wav"]})
    return f"{agreed(result, timeline)}; start as in the cue sheet"


def agreed(result: Result, timeline: Any) -> str:  # noqa: ANN401 - the library has no types
    """Hold the clips to the cue sheet: a cut may be a frame longer on either side."""
    clips = list(timeline.find_clips())
    demand("clips", [clip.name for clip in clips], [each.id for each in result.said])
    frame = 1 / float(FRAME_RATES[result.sheet["frame_rate"]].per_second) + _ROUNDED
    for clip, said in zip(clips, result.said, strict=True):
        cut = clip.source_range
        near(f"start of {said.id}", cut.start_time.to_seconds() - result.start, said.start, frame)
        end = cut.end_time_exclusive().to_seconds() - result.start
        near(f"end of {said.id}", end, said.end, frame)
    return AGREED


def adapter_tool() -> str:
    """Return the names and versions of the library and its adapter."""
    adapter = version("otio-cmx3600-adapter")
    return f"opentimelineio {version('opentimelineio')}, its CMX 3600 adapter {adapter}"


READERS = (
    Reader(files=("narration.edl",), tool=adapter_tool, ask=by_adapter),
    Reader(files=("narration.otio",), tool=package("opentimelineio"), ask=by_opentimelineio),
)
