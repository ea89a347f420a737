"""The whole flow, one screen: from a job to an outcome.

    read ─► segment ─► compose ─► speak ─► place ─► mix ─► deliver

Each stage is a function from values to a value; every side effect hangs on the kit.
"""

from array import array
from collections.abc import Mapping
from dataclasses import replace

from narrator.absent import absent_speakers
from narrator.beside import beside
from narrator.clock import on_programme_clock, start_of
from narrator.compose import narrations_of, with_times
from narrator.errors import NothingToNarrateError
from narrator.estimate import estimate_times
from narrator.findings import exit_code_of, findings_of
from narrator.fit import durations_of, fit, ground_of, place_script, windows_to_hear
from narrator.job import Job, Reading
from narrator.kit import Kit
from narrator.mix import drowned_voicings, plan_mix
from narrator.model import NARRATED, Finding, Forecast, Outcome, Programme, Rendering, Script, Voice
from narrator.parts import as_placed
from narrator.proofread import doubts_in, notes_of, proofread
from narrator.segment import segment
from narrator.text.preface import with_preface


def narrate(job: Job, kit: Kit) -> Outcome:
    """Render one episode into the job's folder. Raises a NarratorError where that cannot be."""
    started_s = kit.clock_s()
    programme = kit.probe(job)
    measured = beside(lambda: kit.measure(programme))
    script, voices = compose(job, kit, programme)
    delivery = job.delivery(script)  # before anything is spoken: it may be refused
    doubts = doubts_in(script, kit.lexicon(job))
    absent = absent_of(script, kit, job)
    kit.let_go()
    found = kit.listen(programme, windows_to_hear(script, voices, job))
    with kit.speaking() as speak:
        fitted = fit(
            script, lambda: ground_of(script, programme, found, job, lambda: measured()[1]),
            voices, job, speak,
        )  # fmt: skip
    kit.let_go()
    said = fitted.as_said(script)
    heard, curve = measured()
    plan = plan_mix(kit.levelled(fitted, said, voices), heard, job.settings.mix, curve)
    rendering = Rendering(
        script=said,
        programme=heard,
        voices=voices,
        ledger=fitted.ledger,
        clips=fitted.clips,
        plan=plan,
        heard=found,
        momentary_lufs=() if curve is None else array("f", curve.momentary_lufs),
        delivery=delivery,
        findings=(
            *found.findings,
            *findings_of(said, heard, fitted, job),
            *drowned_voicings(plan, heard, job.settings.mix, curve),
            *absent,
            *notes_of(doubts, said),
        ),
    )
    finished, files = kit.deliver(rendering, job)
    return Outcome(
        rendering=finished,
        files=files,
        spoken_count=fitted.spoken_count,
        seconds=kit.clock_s() - started_s,
        exit_code=exit_code_of(finished.findings),
    )


def forecast(job: Job, kit: Kit) -> Forecast:
    """Plan an episode from forecast speech lengths: nothing is spoken and nothing written."""
    programme = kit.probe(job)
    script, voices = compose(job, kit, programme)
    found = kit.listen(programme, windows_to_hear(script, voices, job))
    ground = ground_of(script, programme, found, job)
    lengths = durations_of(script.narrations, {}, voices)
    ledger = place_script(script.narrations, ground, job, lengths)
    placed = as_placed(script, ledger)
    return Forecast(
        script=placed,
        voices=voices,
        ledger=ledger,
        findings=(*absent_of(script, kit, job), *proofread(placed, kit.lexicon(job))),
    )


def compose(job: Job, kit: Kit, programme: Programme | None) -> tuple[Script, Mapping[str, Voice]]:
    """Return the script with its narrations, on the programme's clock, and their voices by name."""
    script = on_programme_clock(tag(job, kit, programme))
    kit.let_go()
    narrations = narrations_of(script, mode=job.mode, lexicon=kit.lexicon(job))
    if not narrations and any(unit.tag in NARRATED for unit in script.units):
        raise NothingToNarrateError(
            f"All on-screen text of {job.source.name} is without times in the programme.",
            "See the repairs of 'narrator segment --json', and the start told by --start.",
        )
    if not narrations:
        raise NothingToNarrateError(
            f"{job.source.name} holds no on-screen text to narrate.",
            "See how each line was taken with 'narrator segment'; "
            "'--narrate all' reads the dialogue too.",
        )
    spoken, voices = kit.cast(narrations, script.language, job)
    return replace(script, narrations=with_preface(spoken, voices)), voices


def absent_of(script: Script, kit: Kit, job: Job) -> tuple[Finding, ...]:
    """Return who is cast in vain. Where no dialogue is read nobody has a part."""
    return tuple(absent_speakers(kit.told(job), script.narrations)) if job.mode == "all" else ()


def tag(reading: Reading, kit: Kit, programme: Programme | None) -> Script:
    """Return the episode's units in the file's times: a script that was saved, or segmented."""
    script = kit.read_script(reading)
    if script:
        return script
    subtitles = kit.read_subtitles(reading)
    timed = estimate_times(subtitles, total_ms=programme.duration_ms if programme else None)
    return Script(
        title=reading.title or subtitles.title or reading.source.stem,
        language=subtitles.language or "en",
        units=with_times(segment(subtitles, kit.settled(reading)), timed.cues),
        timing=subtitles.timing,
        repairs=subtitles.repairs,
        start_ms=start_of(subtitles, reading.start_ms, programme),
    )
