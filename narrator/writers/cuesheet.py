"""The cue sheet: one JSON object with every narration, omission, dip, repair and finding.

Other programs rely on its keys; times are seconds. The keys are listed in docs/design.md.
"""

import json
import os
from collections.abc import Mapping, Sequence

from narrator.control.settings import ControlSettings
from narrator.holds import OutputClock, holds_of
from narrator.model import (
    Duck,
    Finding,
    Forecast,
    Hold,
    Ledger,
    Loudness,
    Narration,
    Placement,
    Programme,
    Rendering,
    Repair,
    Script,
    Span,
    Voice,
)
from narrator.text.phonemes import without_phonemes

Json = dict[str, object]


def write(rendering: Rendering) -> str:
    """Return the cue sheet as indented JSON."""
    return json.dumps(cuesheet(rendering), ensure_ascii=False, indent=2) + "\n"


def cuesheet(rendering: Rendering) -> Json:
    """Return the cue sheet of a rendering as plain values."""
    gains_db = {each.clip.narration_id: each.gain_db for each in rendering.plan.voicings}
    return {
        "programme": programme(rendering.programme, rendering.plan.gain_db),
        "narrations": [
            each | {"gain_db": hundredths(gains_db.get(str(each["id"])))}
            for each in narrations(rendering.script, rendering.ledger, rendering.voices)
        ],
        "holds": [hold(each) for each in holds_of(rendering.ledger.placements)],
        "omitted": omitted(rendering.script, rendering.ledger),
        "ducks": [duck(d) for d in rendering.plan.ducks],
        "loudness": loudness(rendering),
        "timing": rendering.script.timing,
        "profile": rendering.delivery.profile,
        "mode": rendering.delivery.mode,
        "start_timecode": seconds(rendering.delivery.start_ms),
        "frame_rate": rendering.delivery.frame_rate,
        "files": dict(rendering.delivery.files),
        "control": control(rendering.delivery.control),
        "repairs": repairs(rendering.script.repairs),
        "findings": [finding(f) for f in rendering.findings],
    }


def control(settings: ControlSettings) -> Json:
    """Return when control data come, and when they are for: what a receiver has to be set to."""
    return {"interval": seconds(settings.interval_ms), "offset": seconds(settings.offset_ms)}


def plan(forecast: Forecast) -> Json:
    """Return what is forecast before anything is spoken, in the words of the cue sheet."""
    script, ledger = forecast.script, forecast.ledger
    return {
        "forecast": True,
        "narrations": narrations(script, ledger, forecast.voices),
        "holds": [hold(each) for each in holds_of(ledger.placements)],
        "omitted": omitted(script, ledger),
        "timing": script.timing,
        "repairs": repairs(script.repairs),
        "findings": [finding(f) for f in forecast.findings],
    }


def omitted(script: Script, ledger: Ledger) -> list[Json]:
    """Return the narrations that are not spoken, each with when it is shown, and its reason."""
    said = {narration.id: narration for narration in script.narrations}
    return [
        {"id": n.id, "text": n.text, "cue": ends(n.span), "why": o.why}
        for n, o in ((said[o.narration_id], o) for o in ledger.omissions)
    ]


def seconds(time_ms: int) -> float:
    """Return milliseconds as seconds, exact to the millisecond."""
    return round(time_ms / 1000, 3)


def ends(span: Span) -> Json:
    """Return a span as start and end in seconds."""
    return {"start": seconds(span.start_ms), "end": seconds(span.end_ms)}


def programme(probed: Programme | None, gain_db: float) -> Json | None:
    """Return the programme's entry, or None where there is none."""
    if probed is None:
        return None
    return {
        "path": os.fsencode(probed.address or probed.path).decode(errors="backslashreplace"),
        "duration": seconds(probed.duration_ms),
        "sample_rate": probed.rate_hz,
        "channels": probed.channels,
        "gain_db": hundredths(gain_db),
    }


def narrations(script: Script, ledger: Ledger, voices: Mapping[str, Voice]) -> list[Json]:
    """Return every placed narration, in order."""
    said = {narration.id: narration for narration in script.narrations}
    clock = OutputClock.of(ledger.placements)
    return [narration(said[p.narration_id], p, clock.said(p), voices) for p in ledger.placements]


def hold(held: Hold) -> Json:
    """Return where the programme is held, on its own clock, and for how long."""
    return {"at": seconds(held.at_ms), "duration": seconds(held.length_ms)}


def narration(
    said: Narration, placement: Placement, heard: Span, voices: Mapping[str, Voice]
) -> Json:
    """Return one placed narration: when it is heard in the output, and where in the programme."""
    return {
        "id": said.id,
        "tag": said.tag,
        "text": said.text,
        "spoken": without_phonemes(said.spoken),
        "cue": ends(said.span),
        **ends(heard),
        "on_programme": ends(placement.span),
        "rate": placement.rate,
        "voice": said.voice,
        "engine": voices[said.voice].engine,
        "fit": list(placement.decisions),
        "overlap": seconds(placement.overlap_ms),
    }


def duck(dip: Duck) -> Json:
    """Return one dip; the fades stand outside start and end."""
    return {
        **ends(dip.span),
        "gain_db": hundredths(dip.gain_db),
        "fade_in": seconds(dip.fade_in_ms),
        "fade_out": seconds(dip.fade_out_ms),
    }


def loudness(rendering: Rendering) -> Json:
    """Return what was measured of the programme, the stem and the described mix."""
    measured = {
        "programme": rendering.programme.loudness if rendering.programme else None,
        "narration": rendering.stem,
        "described": rendering.described,
    }
    return {name: levels(value) for name, value in measured.items()}


def levels(value: Loudness | None) -> Json | None:
    """Return one measurement, None where there was nothing to measure."""
    if value is None:
        return None
    return {
        "integrated_lufs": hundredths(value.integrated_lufs),
        "true_peak_dbtp": hundredths(value.true_peak_dbtp),
    }


def hundredths(level: float | None) -> float | None:
    """Return a level with two decimals: more than any measurement of it is good for."""
    return None if level is None else round(level, 2)


def repairs(found: Sequence[Repair]) -> list[Json]:
    """Return the repairs as the segment command prints them too."""
    return [{"kind": r.kind, "where": r.where, "before": r.before, "after": r.after} for r in found]


def finding(found: Finding) -> Json:
    """Return one finding; start and end are null where it has no place in time."""
    span = ends(found.span) if found.span else {"start": None, "end": None}
    return {"code": found.code, "message": found.message, "blocking": found.blocking, **span}
