"""Deliver: mix, measure what came out, make the rest; each file whole or not at all."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from narrator.beside import beside
from narrator.conformity import level_findings
from narrator.derived import DERIVED
from narrator.job import Job, described_name
from narrator.media.files import blaming, writing_aside
from narrator.media.measure import measure_file
from narrator.media.mixdown import Deliverables, Described, mix_down
from narrator.media.stage import publish, staged
from narrator.media.stemmeter import measure_stem
from narrator.model import Delivery, Loudness, Rendering
from narrator.writers import WRITERS
from narrator.writers.names import STEM


def deliver(rendering: Rendering, job: Job) -> tuple[Rendering, tuple[Path, ...]]:
    """Write everything a job asks for into its folder: all of it, or nothing.

    Return the rendering with what was measured on the files, and the files in the order made.
    Raises OutputError where the folder cannot be written, MediaError where ffmpeg fails.
    """
    make_folder(job.output)
    delivery = rendering.delivery
    with staged(job.output) as stage:
        finished = with_sound(rendering, job, stage)
        for name in job.derived:
            found = DERIVED[name].make(finished, stage)
            finished = replace(finished, findings=(*finished.findings, *found))
        for usual, writer in WRITERS.items():
            write_product(stage / delivery.name(usual), writer.write(finished))
        files = publish(stage, job.output, map(delivery.name, job.products))
    return finished, files


def with_sound(rendering: Rendering, job: Job, stage: Path) -> Rendering:
    """Mix onto the stage and return the rendering with what was measured there."""
    delivery, mix = rendering.delivery, job.settings.mix
    stem, described = stage / delivery.name(STEM), described_files(job, delivery, stage)
    wanted = Deliverables(
        stem=stem, described=described, language=rendering.script.language, mode=delivery.mode
    )
    mixed = mix_down(rendering.plan, rendering.programme, wanted, mix)
    measured_stem = beside(lambda: measure_stem(stem))
    measured = loudness_of(described)
    levels = level_findings(measured, rendering.programme, rendering.plan, mix)
    return replace(
        rendering,
        stem=measured_stem() if rendering.ledger.placements else None,
        described=next(iter(measured.values()), None),
        findings=(*rendering.findings, *mixed.findings, *levels),
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


def loudness_of(described: tuple[Described, ...]) -> Mapping[str, Loudness]:
    """Measure each described mix as encoded; its described track is the last one."""
    return {each.format: measure_file(each.path, track=-1).loudness for each in described}


def write_product(path: Path, content: str | bytes) -> None:
    """Write one product; what UTF-8 cannot hold of a text is written as its escape.

    Raises OutputError.
    """
    raw = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    with writing_aside(path) as aside:
        aside.write_bytes(raw)
