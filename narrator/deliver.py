"""Deliver: mix, measure what came out, and write the texts; each file whole or not at all."""

from dataclasses import replace
from pathlib import Path

from narrator.beside import beside
from narrator.conformity import level_findings
from narrator.job import Job, described_name
from narrator.media.files import blaming, writing_aside
from narrator.media.measure import measure_file
from narrator.media.mixdown import Deliverables, Described, mix_down
from narrator.media.stage import publish, staged
from narrator.media.stemmeter import measure_stem
from narrator.model import Loudness, Rendering
from narrator.writers import WRITERS
from narrator.writers.names import STEM


def deliver(rendering: Rendering, job: Job) -> tuple[Rendering, tuple[Path, ...]]:
    """Write everything a job asks for into its folder: all of it, or nothing.

    Return the rendering with what was measured on the files, and the files in the order made.
    Raises OutputError where the folder cannot be written, MediaError where ffmpeg fails.
    """
    make_folder(job.output)
    with staged(job.output) as stage:
        described = described_files(job, stage)
        wanted = Deliverables(
            stem=stage / STEM, described=described, language=rendering.script.language
        )
        mixed = mix_down(rendering.plan, rendering.programme, wanted, job.settings.mix)
        stem = beside(lambda: measure_stem(stage / STEM))
        measured = loudness_of(described)
        levels = level_findings(measured, rendering.programme, rendering.plan, job.settings.mix)
        finished = replace(
            rendering,
            stem=stem() if rendering.ledger.placements else None,
            described=next(iter(measured.values()), None),
            findings=(*rendering.findings, *mixed.findings, *levels),
        )
        for name in WRITERS:
            write_text(stage / name, WRITERS[name].write(finished))
        names = (STEM, *(each.path.name for each in described), *WRITERS)
        files = publish(stage, job.output, names)
    return finished, files


def make_folder(folder: Path) -> None:
    """Make the folder for the results, with its parents. Raises OutputError."""
    with blaming(folder):
        folder.mkdir(parents=True, exist_ok=True)


def described_files(job: Job, stage: Path) -> tuple[Described, ...]:
    """Return the described mixes a job asks for, each with its path on the stage."""
    return tuple(
        Described(format=name, path=stage / described_name(name)) for name in job.described
    )


def loudness_of(described: tuple[Described, ...]) -> dict[str, Loudness]:
    """Measure each described mix as encoded; its described track is the last one."""
    return {each.format: measure_file(each.path, track=-1).loudness for each in described}


def write_text(path: Path, text: str) -> None:
    """Write one text product; what UTF-8 cannot hold is written as its escape.

    Raises OutputError.
    """
    with writing_aside(path) as aside:
        aside.write_text(text, encoding="utf-8", errors="backslashreplace")
