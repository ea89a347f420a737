"""The narrations as an OpenTimelineIO timeline: clips out of the stem, and gaps between them.

Format: OpenTimelineIO's JSON, schemas Timeline.1, Stack.1, Track.1, Clip.2, Gap.1,
ExternalReference.1, TimeRange.1 and RationalTime.1. Times are frames of the delivery; what is said
and how stands in the metadata of each clip, under "narrator".
"""

import json
from collections.abc import Iterator
from urllib.parse import quote

from narrator.frames import Frames
from narrator.model import Rendering
from narrator.text.phonemes import without_phonemes
from narrator.writers.cuesheet import Json, hundredths
from narrator.writers.cuts import Cut, cuts_of, length_of
from narrator.writers.edl import reel_of
from narrator.writers.names import STEM

MEDIA = "DEFAULT_MEDIA"


def write(rendering: Rendering) -> Iterator[str]:
    """Yield the timeline as JSON, a clip or a gap a line; it is as long as the stem."""
    frames = Frames.of(rendering.delivery)
    cuts = cuts_of(rendering, frames)
    length = length_of(rendering, frames, cuts)
    media = reference(rendering.delivery.name(STEM), length, frames)
    before, nothing, after = as_json(bare_timeline(rendering, frames), indent=2).rpartition("[]")
    yield before + nothing[0]
    for number, child in enumerate(children(cuts, length, media, frames)):
        yield (",\n" if number else "\n") + as_json(child)
    yield f"\n{nothing[1]}{after}\n"


def as_json(value: Json, indent: int | None = None) -> str:
    """Return JSON, without halves of surrogate pairs."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return text.encode("utf-8", "replace").decode()


def bare_timeline(rendering: Rendering, frames: Frames) -> Json:
    """Return a timeline of one audio track, whose children are last in it and still to come."""
    track = item("Track.1", "Narration", kind="Audio", children=[])
    return {
        "OTIO_SCHEMA": "Timeline.1",
        "name": rendering.script.title,
        "metadata": {"narrator": {"language": rendering.script.language}},
        "global_start_time": moment(frames.start, frames),
        "tracks": item("Stack.1", "tracks", children=[track]),
    }


def children(cuts: tuple[Cut, ...], length: int, media: Json, frames: Frames) -> Iterator[Json]:
    """Yield the clips, with gaps before, between and after them."""
    at = 0
    for cut in cuts:
        if cut.start > at:
            yield gap(cut.start - at, frames)
        yield clip(cut, media, frames)
        at = cut.end
    if length > at:
        yield gap(length - at, frames)


def clip(cut: Cut, media: Json, frames: Frames) -> Json:
    """Return one narration, cut out of the stem by the stem's own timecode."""
    said = cut.narration
    facts: Json = {
        "id": said.id,
        "tag": said.tag,
        "shown": said.text,
        "spoken": without_phonemes(said.spoken),
        "voice": said.voice,
        "rate": cut.placement.rate,
        "gain_db": hundredths(cut.gain_db),
    }
    made = item("Clip.2", said.id, stretch(frames.start + cut.start, cut.end - cut.start, frames))
    return made | {
        "metadata": {"narrator": facts},
        "media_references": {MEDIA: media},
        "active_media_reference_key": MEDIA,
    }


def gap(length: int, frames: Frames) -> Json:
    """Return a stretch in which nothing is said."""
    return item("Gap.1", "", stretch(0, length, frames))


def item(schema: str, name: str, source_range: Json | None = None, **more: object) -> Json:
    """Return an item of a timeline, with what every item has."""
    return {
        "OTIO_SCHEMA": schema,
        "name": name,
        "metadata": {},
        "source_range": source_range,
        "effects": [],
        "markers": [],
        "enabled": True,
        **more,
    }


def reference(stem: str, length: int, frames: Frames) -> Json:
    """Return the reference to the stem, which lies beside the timeline."""
    return {
        "OTIO_SCHEMA": "ExternalReference.1",
        "name": stem,
        "metadata": {"cmx_3600": {"reel": reel_of(stem)}},
        "available_range": stretch(frames.start, length, frames),
        "available_image_bounds": None,
        "target_url": quote(stem),
    }


def stretch(start: int, length: int, frames: Frames) -> Json:
    """Return a range of time."""
    return {
        "OTIO_SCHEMA": "TimeRange.1",
        "start_time": moment(start, frames),
        "duration": moment(length, frames),
    }


def moment(count: int, frames: Frames) -> Json:
    """Return a time as a count of frames."""
    rate = float(frames.rate.per_second)
    return {"OTIO_SCHEMA": "RationalTime.1", "rate": rate, "value": float(count)}
