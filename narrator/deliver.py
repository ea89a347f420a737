"""Deliver: mix, measure what came out, and write the texts; each file whole or not at all."""

import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from narrator.conformity import level_findings
from narrator.errors import OutputError
from narrator.job import STEM, Job, described_name
from narrator.media.files import blaming, output_path
from narrator.media.measure import measure_file
from narrator.media.mixdown import Deliverables, Described, mix_down
from narrator.media.stemmeter import measure_stem
from narrator.model import Loudness, Rendering
from narrator.writers import WRITERS

STAGE = ".narrator-stage-"
STALE_S = 24 * 3600  # no render lasts longer


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
        measured = loudness_of(described)
        levels = level_findings(measured, rendering.programme, rendering.plan, job.settings.mix)
        finished = replace(
            rendering,
            stem=measure_stem(stage / STEM) if rendering.ledger.placements else None,
            described=next(iter(measured.values()), None),
            findings=(*rendering.findings, *mixed.findings, *levels),
        )
        for name in WRITERS:
            write_text(stage / name, WRITERS[name].write(finished))
        names = (STEM, *(each.path.name for each in described), *WRITERS)
        files = publish(stage, job.output, names)
    return finished, files


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """Yield a hidden folder within `folder`; it goes at the end, and so do old ones left there."""
    for left in folder.glob(f"{STAGE}*"):
        if time.time() - left.stat().st_mtime > STALE_S:
            shutil.rmtree(left, ignore_errors=True)
    with blaming(folder):
        stage = Path(tempfile.mkdtemp(prefix=STAGE, dir=folder))
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def publish(stage: Path, folder: Path, names: Iterable[str]) -> tuple[Path, ...]:
    """Move finished files from the stage to their places, one right after the other."""
    moves = [(stage / name, output_path(folder, name)) for name in names]
    for made, place in moves:
        with blaming(place):
            made.replace(place)
    return tuple(place for _, place in moves)


def make_folder(folder: Path) -> None:
    """Make the folder for the results, with its parents. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError.from_os_error(folder, error) from error


def described_files(job: Job, stage: Path) -> tuple[Described, ...]:
    """Return the described mixes a job asks for, each with its path on the stage."""
    return tuple(
        Described(format=name, path=stage / described_name(name)) for name in job.described
    )


def loudness_of(described: tuple[Described, ...]) -> dict[str, Loudness]:
    """Measure each described mix as encoded; its described track is the last one."""
    return {each.format: measure_file(each.path, track=-1).loudness for each in described}


def write_text(path: Path, text: str) -> None:
    """Write one text product. Raises OutputError."""
    with blaming(path):
        path.write_text(text, encoding="utf-8")
