"""Deliver: mix, measure what came out, and write the texts; each file whole or not at all."""

from dataclasses import replace
from pathlib import Path

from narrator.errors import OutputError
from narrator.job import STEM, Job, described_name
from narrator.media.files import output_path, writing_aside
from narrator.media.measure import measure_file, measure_stem
from narrator.media.mixdown import Deliverables, Described, mix_down
from narrator.model import Loudness, Rendering
from narrator.writers import WRITERS


def deliver(rendering: Rendering, job: Job) -> tuple[Rendering, tuple[Path, ...]]:
    """Write everything a job asks for into its folder.

    Return the rendering with what was measured on the files, and the files in the order made.
    Raises OutputError where the folder cannot be written, MediaError where ffmpeg fails.
    """
    make_folder(job.output)
    stem = output_path(job.output, STEM)
    described = described_files(job) if rendering.programme else ()
    wanted = Deliverables(stem=stem, described=described, language=rendering.script.language)
    mixed = mix_down(rendering.plan, rendering.programme, wanted, job.settings.mix)
    finished = replace(
        rendering,
        stem=measure_stem(stem).loudness if rendering.ledger.placements else None,
        described=loudness_of(described),
        findings=(*rendering.findings, *mixed.findings),
    )
    texts = tuple(write_text(job.output, name, finished) for name in WRITERS)
    return finished, (stem, *(each.path for each in described), *texts)


def make_folder(folder: Path) -> None:
    """Make the folder for the results, with its parents. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError.from_os_error(folder, error) from error


def described_files(job: Job) -> tuple[Described, ...]:
    """Return the described mixes a job asks for, each with its path."""
    return tuple(
        Described(format=name, path=output_path(job.output, described_name(name)))
        for name in dict.fromkeys(job.formats)
    )


def loudness_of(described: tuple[Described, ...]) -> Loudness | None:
    """Measure the first described mix as encoded; its described track is the last one."""
    if not described:
        return None
    return measure_file(described[0].path, track=-1).loudness


def write_text(folder: Path, name: str, rendering: Rendering) -> Path:
    """Write one text product and return its path."""
    path = output_path(folder, name)
    with writing_aside(path) as aside:
        aside.write_text(WRITERS[name].write(rendering), encoding="utf-8")
    return path
