"""The commands for one episode: see how it is taken, and render it."""

from collections.abc import Sequence
from pathlib import Path

import click

from narrator.cli.options import (
    PATH,
    engine_option,
    json_option,
    language_option,
    lexicon_option,
    progress_option,
    rules_option,
    start_option,
    track_option,
    voice_option,
)
from narrator.model import Mode


@click.command()
@click.argument("subtitles", type=PATH)
@language_option
@track_option
@start_option
@rules_option
@lexicon_option
@json_option
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="SCRIPT",
    help="Write a script (DAPT) to edit and then render.",
)
def segment(  # noqa: PLR0913 - one parameter an option of the command
    *,
    subtitles: Path,
    language: str | None,
    track: int | None,
    start: str | None,
    rules: Path | None,
    lexicon: Sequence[Path],
    output: Path | None,
    as_json: bool,
) -> int:
    """Show how every line of SUBTITLES is taken, and why."""
    from narrator import commands
    from narrator.job import Reading

    reading = Reading(
        source=subtitles, language=language, track=track, start=start, rules=rules, lexicon=lexicon
    )
    return commands.segment(reading, output=output, as_json=as_json)


@click.command()
@click.argument("source", metavar="SUBTITLES|SCRIPT", type=PATH)
@click.option(
    "-p",
    "--programme",
    type=PATH,
    metavar="MEDIA",
    help="The programme, video or sound; without it only the stem and texts are made.",
)
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="DIR",
    default="output",
    show_default=True,
    help="The folder for the results.",
)
@click.option(
    "--narrate",
    "mode",
    type=click.Choice(["captions", "all"]),
    default="captions",
    show_default=True,
    help="Read the on-screen text alone, or the dialogue too.",
)
@engine_option
@voice_option
@language_option
@track_option
@start_option
@rules_option
@lexicon_option
@click.option(
    "--profile",
    default="broadcast",
    show_default=True,
    metavar="NAME",
    help="How to place, mix and deliver: `narrator profiles` lists them; or a TOML file.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    help="wav, flac, m4a, mkv, mp4, mov or ts; may be given more than once; else the profile's.",
)
@click.option(
    "--cast", type=PATH, metavar="FILE", help="A TOML file that gives speakers their voices."
)
@click.option(
    "--extended",
    is_flag=True,
    help="Hold the programme for a narration that fits nowhere; the result is longer.",
)
@click.option("--dry-run", is_flag=True, help="Print the plan; speak and write nothing.")
@json_option
@progress_option
@click.option("-q", "--quiet", is_flag=True, help="Print errors and results only.")
def render(  # noqa: PLR0913 - one parameter an option of the command
    *,
    source: Path,
    programme: Path | None,
    output: Path,
    mode: Mode,
    engine: str,
    voice: str | None,
    language: str | None,
    track: int | None,
    start: str | None,
    rules: Path | None,
    lexicon: Sequence[Path],
    profile: str,
    formats: Sequence[str],
    cast: Path | None,
    extended: bool,
    dry_run: bool,
    as_json: bool,
    progress: str,
    quiet: bool,
) -> int:
    """Make described audio from SUBTITLES, a transcript, or a SCRIPT: DAPT or as-spoken sheet."""
    from narrator import commands
    from narrator.job import Job

    job = Job(
        source=source,
        programme=programme,
        output=output,
        mode=mode,
        engine=engine,
        voice=voice,
        language=language,
        track=track,
        start=start,
        rules=rules,
        lexicon=lexicon,
        profile=profile,
        formats=formats,
        cast=cast,
        extended=extended,
    )
    if dry_run:
        return commands.dry_run(job, as_json=as_json)
    shown = "none" if quiet else progress
    return commands.render(job, as_json=as_json, progress=shown, quiet=quiet)
