"""The whole flow, one screen: from a job to an outcome.

    read ─► segment ─► compose ─► speak ─► place ─► mix ─► deliver

Each stage is a function from values to a value; every side effect hangs on the kit.
"""

from dataclasses import replace
from pathlib import Path

from narrator.compose import narrations_of, with_times
from narrator.errors import NothingToNarrateError
from narrator.estimate import estimate_times
from narrator.findings import exit_code_of, findings_of
from narrator.fit import durations_of, fit, place_script
from narrator.job import Job
from narrator.kit import Kit
from narrator.mix import plan_mix
from narrator.model import Ledger, Outcome, Programme, Rendering, Script, Voice
from narrator.segment import segment


def narrate(job: Job, kit: Kit) -> Outcome:
    """Render one episode into the job's folder. Raises a NarratorError where that cannot be."""
    started_s = kit.clock_s()
    programme = kit.probe(job)
    script, voice = compose(job, kit, programme)
    with kit.speaking() as speak:
        fitted = fit(script, programme, voice, job, speak)
    heard = kit.measure(programme)
    placed = [(p, c, kit.loudness_of(c) - voice.gain_db) for p, c in fitted.placed_clips()]
    rendering = Rendering(
        script=script,
        programme=heard,
        voice=voice,
        ledger=fitted.ledger,
        clips=fitted.clips,
        plan=plan_mix(placed, heard, job.settings.mix),
        findings=findings_of(script, heard, voice, fitted),
    )
    finished, files = kit.deliver(rendering, job)
    return Outcome(
        rendering=finished,
        files=files,
        spoken_count=fitted.spoken_count,
        seconds=kit.clock_s() - started_s,
        exit_code=exit_code_of(finished.findings),
    )


def forecast(job: Job, kit: Kit) -> tuple[Script, Voice, Ledger]:
    """Plan an episode from forecast speech lengths: nothing is spoken and nothing written."""
    programme = kit.probe(job)
    script, voice = compose(job, kit, programme)
    return script, voice, place_script(script, programme, job, durations_of({}, voice))


def compose(job: Job, kit: Kit, programme: Programme | None) -> tuple[Script, Voice]:
    """Return the script with its narrations, and the voice that says them."""
    script = tag(job.source, job.language, kit, programme)
    voice = kit.choose_voice(job, script.language)
    narrations = narrations_of(script, mode=job.mode, voice=voice.name)
    if not narrations:
        raise NothingToNarrateError(
            f"{job.source.name} holds no on-screen text to narrate.",
            "See how each line was taken with 'narrator segment'; "
            "'--narrate all' reads the dialogue too.",
        )
    return replace(script, narrations=narrations), voice


def tag(source: Path, language: str | None, kit: Kit, programme: Programme | None) -> Script:
    """Return the episode's units with times: from a script that was saved, or by segmenting."""
    script = kit.read_script(source, language)
    if script:
        return script
    subtitles = kit.read_subtitles(source, language)
    timed = estimate_times(subtitles, total_ms=programme.duration_ms if programme else None)
    return Script(
        title=subtitles.title or source.stem,
        language=subtitles.language or "en",
        units=with_times(segment(subtitles), timed.cues),
        timing=subtitles.timing,
        repairs=subtitles.repairs,
    )
