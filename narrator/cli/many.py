"""The command for many episodes."""

import math
import os
from pathlib import Path

import click

from narrator.cli.options import (
    PATH,
    json_option,
    language_option,
    lexicon_option,
    progress_option,
    rules_option,
    voice_option,
)

LONGEST_LIMIT_S = 864_000  # ten days: a timer overflows at some length, and no job is as long


def must_be_number(_context: click.Context, _option: click.Parameter, seconds: float) -> float:
    """Return a time limit. Raises BadParameter for nan, which no range leaves out."""
    if math.isnan(seconds):
        raise click.BadParameter("nan is no number of seconds.")
    return seconds


@click.command()
@click.argument("jobs", metavar="JOBFILE|FOLDER", type=PATH, required=False)
@click.option(
    "-o",
    "--output",
    metavar="DIR|URL",
    help="The output root, a folder in it for each episode; else the job file's, else output.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many episodes are rendered at once; without it one a processor.",
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="Render on the Dask cluster of this scheduler."
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True, max=LONGEST_LIMIT_S),
    callback=must_be_number,
    default=14_400,
    show_default=True,
    metavar="SECONDS",
    help="How long a job may take before it is stopped.",
)
@click.option("--again", is_flag=True, help="Render what is done already, too.")
@click.option("--log", type=PATH, metavar="FILE", help="Append what happens, a JSON object a line.")
@click.option(
    "--metrics", type=PATH, metavar="FILE", help="Keep figures for Prometheus in this file."
)
@click.option("--status", metavar="DIR|URL", help="Print how the jobs of this output root stand.")
@click.option(
    "--allow-outside",
    "outside",
    is_flag=True,
    help="Let jobs write outside the output root, and read through links out of their folder.",
)
@click.option("--dry-run", is_flag=True, help="Print what the batch would take; render nothing.")
@click.option(
    "--prices",
    type=PATH,
    metavar="FILE",
    help="With --dry-run: a TOML file with what voices and machines cost, and how fast they are.",
)
@json_option
@click.option("--narrate", type=click.Choice(["captions", "all"]), help="As for render.")
@click.option("--engine", metavar="NAME", help="As for render.")
@voice_option
@language_option
@rules_option
@lexicon_option
@click.option("--cast", type=PATH, metavar="FILE", help="As for render.")
@click.option("--profile", metavar="NAME", help="As for render.")
@click.option("--format", "formats", multiple=True, metavar="NAME", help="As for render.")
@click.option("--extended", is_flag=True, help="As for render.")
@progress_option
def batch(  # noqa: PLR0913 - one parameter an option of the command
    *,
    jobs: Path | None,
    output: str | None,
    workers: int | None,
    scheduler: str | None,
    time_limit: float,
    again: bool,
    log: Path | None,
    metrics: Path | None,
    status: str | None,
    outside: bool,
    dry_run: bool,
    prices: Path | None,
    as_json: bool,
    progress: str,
    **told: object,
) -> int:
    """Render every episode of a JOBFILE (TOML, JSON, CSV), or of a FOLDER.

    The options of render hold where the job file does not tell otherwise.
    """
    from narrator.batch import command
    from narrator.batch.jobs import read_batch
    from narrator.batch.night import Shown
    from narrator.batch.order import Means, speech_workers_of

    if status is not None:
        return command.status(status, as_json=as_json)
    if jobs is None:
        raise click.UsageError("Name a job file or a folder, or give --status.")
    if workers and scheduler:
        raise click.UsageError("A cluster has its own workers: --workers or --scheduler, not both.")
    read = read_batch(jobs, output=output, defaults=told, outside=outside)
    at_once = workers or len(os.sched_getaffinity(0))
    if dry_run:
        return command.plan(read, workers=at_once, prices=prices, as_json=as_json)
    share = 1 if scheduler else speech_workers_of(at_once)
    means = Means(speech_workers=share, time_limit_s=time_limit, again=again)
    shown = Shown(log=log, metrics=metrics, progress=progress, as_json=as_json)
    return command.batch(read, means, workers=at_once, scheduler=scheduler, shown=shown)
