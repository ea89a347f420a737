"""Deliver: mix, measure what came out, make the rest; each file whole or not at all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from narrator.beside import beside
from narrator.conformity import level_findings
from narrator.derived import DERIVED
from narrator.derived.stream import COPIED, STREAM
from narrator.job import Job
from narrator.media.bwf import broadcast_of
from narrator.media.bwf_bext import stamp_levels
from narrator.media.bwf_levels import levels_of
from narrator.media.files import blaming, write_whole
from narrator.media.measure import measure_file
from narrator.media.mixdown import Deliverables, Described, mix_down
from narrator.media.readback import facts_of_last
from narrator.media.stage import publish, staged
from narrator.media.stemmeter import on_pair
from narrator.model import Delivery, Finding, Rendering
from narrator.writers import WRITERS
from narrator.writers.names import STEM, described_name


def deliver(rendering: Rendering, job: Job, made: datetime) -> tuple[Rendering, tuple[Path, ...]]:
    """Write everything a job asks for into its folder: all of it, or nothing.

    `made` is the date that the files tell. Return the rendering with what was measured on the
    files, and the files in the order made.
    Raises OutputError where the folder cannot be written, MediaError where ffmpeg fails.
    """
    make_folder(job.output)
    delivery = rendering.delivery
    with staged(job.output) as stage:
        finished = with_sound(replace(rendering, made=made), job, stage, made)
        for name in job.derived:
            found = DERIVED[name].make(finished, stage)
            finished = replace(finished, findings=(*finished.findings, *found))
        found = (*stream_levels(finished, job, stage), *left_over(job, rendering))
        finished = replace(finished, findings=(*finished.findings, *found))
        for usual, writer in WRITERS.items():
            write_whole(stage / delivery.name(usual), writer.write(finished))
        files = publish(stage, job.output, map(delivery.name, job.products))
    return finished, files


def with_sound(rendering: Rendering, job: Job, stage: Path, made: datetime) -> Rendering:
    """Mix onto the stage and return the rendering with what was measured there."""
    delivery, mix = rendering.delivery, job.settings.mix
    stem, described = stage / delivery.name(STEM), described_files(job, delivery, stage)
    wanted = Deliverables(
        stem=stem,
        described=described,
        language=rendering.script.language,
        mode=delivery.mode,
        about=broadcast_of(rendering, made),
    )
    mixed = mix_down(rendering.plan, rendering.programme, wanted, mix)
    stem_read = beside(lambda: on_pair(facts_of_last(stem, mixed.stem)))
    facts = {each.format: facts_of_last(each.path, mixed.described) for each in described}
    waves = {each.path: facts[each.format] for each in described if each.format == "wav"}
    stem_facts = stem_read()
    for path, found in {stem: stem_facts, **waves}.items():
        stamp_levels(path, levels_of(found))
    measured = {name: found.loudness for name, found in facts.items()}
    levels = level_findings(measured, rendering.programme, rendering.plan, mix)
    return replace(
        rendering,
        stem=stem_facts.loudness if rendering.ledger.placements else None,
        described=next(iter(measured.values()), None),
        findings=(*rendering.findings, *mixed.findings, *levels),
    )


def stream_levels(rendering: Rendering, job: Job, stage: Path) -> Iterator[Finding]:
    """Yield what is to be said of the level of a stream that was encoded, and not copied."""
    path = stage / rendering.delivery.name(STREAM)
    if path.exists() and not set(COPIED).intersection(job.described):
        measured, plan = {"streamed": measure_file(path).loudness}, rendering.plan
        yield from level_findings(measured, rendering.programme, plan, job.settings.mix)


def left_over(job: Job, rendering: Rendering) -> Iterator[Finding]:
    """Name the files in the folder that are of an earlier render."""
    for path in job.left_over(rendering.script):
        yield Finding(
            code="file-left-over",
            message=f"{path.name} is of an earlier render into this folder, and not of this one.",
        )


def make_folder(folder: Path) -> None:
    """Make the folder for the results, with its parents. Raises OutputError."""
    with blaming(folder):
        folder.mkdir(parents=True, exist_ok=True)


def described_files(job: Job, delivery: Delivery, stage: Path) -> tuple[Described, ...]:
    """Return the described mixes a job asks for, each with its path on the stage."""
    return tuple(
        Described(format=name, path=stage / delivery.name(described_name(name)))
        for name in job.described
    )
