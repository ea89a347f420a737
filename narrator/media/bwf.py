"""What the delivered WAV files say of themselves: the chunks of a Broadcast Wave with ADM."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Literal

from narrator.media.adm import Content, adm_chunks
from narrator.media.bwf_bext import Bext, bext_chunk
from narrator.media.ixml import Ixml, ixml_chunk
from narrator.media.wavefile import Chunk, WaveShape
from narrator.model import Mode, Rendering
from narrator.timecode import FRAME_RATES, MS_PER_SECOND, FrameRate, format_smpte

Role = Literal["stem", "described"]

# What a file holds, and how ADM tells it: BS.2076 has a kind of dialogue for description (4) and
# for spoken subtitles (3). The described mix is no longer dialogue alone, and not the complete
# main of everyone either: it is mixed (2).
CONTENTS: Mapping[tuple[Role, Mode], Content] = {
    ("stem", "captions"): Content(name="Audio description", dialogue=1, kind=4),
    ("stem", "all"): Content(name="Spoken subtitles", dialogue=1, kind=3),
    ("described", "captions"): Content(name="Audio description mix", dialogue=2, kind=2),
    ("described", "all"): Content(name="Spoken subtitles mix", dialogue=2, kind=2),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Broadcast:
    """What the WAV files of one episode have in common.

    start_ms is the timecode of the first sample, at frame_rate, a key of FRAME_RATES; made is
    when they were made; reference tells this very mix from every other, 24 hexadecimal digits.
    """

    title: str
    language: str
    mode: Mode
    start_ms: int
    frame_rate: str
    made: datetime
    reference: str


def broadcast_of(rendering: Rendering, made: datetime) -> Broadcast:
    """Return what the WAV files of a rendering have in common."""
    delivery = rendering.delivery
    told = (rendering.script.title, delivery.profile, delivery.mode, delivery.start_ms)
    voicings = [
        (voicing.clip.digest, voicing.start_ms, voicing.gain_db)
        for voicing in rendering.plan.voicings
    ]
    plan = rendering.plan
    mix = (plan.ducks, plan.length_samples, plan.rate_hz, plan.gain_db, plan.holds)
    return Broadcast(
        title=rendering.script.title,
        language=rendering.script.language,
        mode=delivery.mode,
        start_ms=delivery.start_ms,
        frame_rate=delivery.frame_rate,
        made=made,
        reference=hashlib.sha256(repr((told, voicings, mix)).encode()).hexdigest()[:24],
    )


def broadcast_chunks(about: Broadcast, role: Role, shape: WaveShape) -> tuple[Chunk, ...]:
    """Return the chunks of one file: bext, iXML, and ADM where its speakers have a common pack."""
    rate, content = FRAME_RATES[about.frame_rate], CONTENTS[role, about.mode]
    time_reference = samples_since_midnight(about.start_ms, rate, shape.rate_hz)
    reference = f"{role[:1].upper()}{about.reference}"
    bext = Bext(
        description=f"{content.name}: {about.title}",
        reference=reference,
        made=about.made,
        time_reference=time_reference,
    )
    ixml = Ixml(
        project=about.title,
        note=f"{content.name}, from {format_smpte(about.start_ms, rate)}",
        uid=reference,
        track_name=content.name,
        frame_rate=rate,
        time_reference=time_reference,
    )
    start = Fraction(time_reference, shape.rate_hz)
    adm = adm_chunks(content, shape, title=about.title, language=about.language, start=start)
    return (bext_chunk(bext, shape), ixml_chunk(ixml, shape), *adm)


def control_chunks(about: Broadcast, shape: WaveShape) -> tuple[Chunk, ...]:
    """Return the chunk of a receiver mix: where it starts, and no ADM, since half of it is data."""
    rate = FRAME_RATES[about.frame_rate]
    name = CONTENTS["stem", about.mode].name
    bext = Bext(
        description=f"{name} (left) and control data (right): {about.title}",
        reference=f"R{about.reference}",
        made=about.made,
        time_reference=samples_since_midnight(about.start_ms, rate, shape.rate_hz),
    )
    return (bext_chunk(bext, shape),)


def samples_since_midnight(start_ms: int, rate: FrameRate, rate_hz: int) -> int:
    """Return the sample nearest to a timecode, counted from the label 00:00:00:00.

    Milliseconds are too coarse for frames of 1001/30 ms: where `start_ms` is a frame's time
    rounded, the frame's own time counts.
    """
    frame = round(start_ms * rate.per_second / MS_PER_SECOND)
    exact_ms = frame * MS_PER_SECOND / rate.per_second
    time_ms = exact_ms if round(exact_ms) == start_ms else Fraction(start_ms)
    return round(time_ms * rate_hz / MS_PER_SECOND)
