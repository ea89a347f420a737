"""The command line: parse, call, print. What each command does is told by its --help."""

import io
import logging
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

import click

from narrator.errors import NarratorError, OutputError
from narrator.model import Mode

FAULT_EXIT = 70  # sysexits.h EX_SOFTWARE: a fault in narrator itself
SIGNAL_EXIT = 128  # plus the signal's number, as shells report it

PATH = click.Path(path_type=Path, readable=False)  # narrator says itself what it cannot read
language_option = click.option(
    "--language", metavar="xx", help="The language of the subtitles, as en or pt-BR."
)
engine_option = click.option(
    "--engine", default="auto", show_default=True, help="auto, piper, pyttsx3 or tone."
)
voice_option = click.option("--voice", help="A voice's name, its TOML file, or a Piper model.")
track_option = click.option(
    "--track",
    type=int,
    metavar="N",
    help="Which subtitle track of an MKV or MP4 file, counted from 1.",
)
start_option = click.option(
    "--start",
    metavar="TIMECODE",
    help="The timecode of the programme's first picture in the subtitles, as 10:00:00:00.",
)
rules_option = click.option(
    "--rules", type=PATH, metavar="FILE", help="A TOML file that forces or forbids tags."
)
lexicon_option = click.option(
    "--lexicon",
    type=PATH,
    multiple=True,
    metavar="FILE",
    help="A PLS file of pronunciations; may be given more than once.",
)
progress_option = click.option(
    "--progress",
    type=click.Choice(["auto", "bar", "lines", "none"]),
    default="auto",
    show_default=True,
    help="How progress is shown; auto is a bar on a terminal.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="narrator", prog_name="narrator")
@click.option("--debug", is_flag=True, help="Show commands as they run, and whole tracebacks.")
def cli(*, debug: bool) -> None:
    """Turn an episode into described audio.

    narrator finds the on-screen text in an episode's subtitles (captions, intertitles, signs),
    speaks it, and mixes it with the programme.
    """
    logging.basicConfig(level=logging.DEBUG if debug else logging.ERROR, format="%(message)s")


@cli.command()
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


@cli.command()
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


@cli.command()
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
    type=click.FloatRange(min=0, min_open=True),
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


@cli.command()
@click.argument("folder", metavar="DIR", type=PATH)
@click.option(
    "--profile",
    metavar="NAME",
    help="The profile to hold the result against; else the one that it was made with.",
)
@click.option(
    "-p", "--programme", type=PATH, metavar="MEDIA", help="Where the programme is, if it moved."
)
@json_option
@click.option(
    "--junit", type=PATH, metavar="FILE", help="Also write the result as JUnit XML, a case a rule."
)
def check(
    folder: Path, *, profile: str | None, programme: Path | None, as_json: bool, junit: Path | None
) -> int:
    """Measure the files of a result in DIR anew, and say what is wrong with them."""
    from narrator import results

    return results.check(folder, profile=profile, programme=programme, as_json=as_json, junit=junit)


@cli.command()
@click.argument("folder", metavar="DIR", type=PATH)
@click.option("-o", "--output", type=PATH, required=True, metavar="FILE", help="The WAV file.")
@click.option(
    "-p", "--programme", type=PATH, metavar="MEDIA", help="Where the programme is, if it moved."
)
@click.option(
    "--control",
    type=PATH,
    metavar="FILE",
    help="Other control data: a receiver mix, or AD_descriptors in a row.",
)
def preview(*, folder: Path, output: Path, programme: Path | None, control: Path | None) -> int:
    """Play back what a receiver would mix from the receiver mix that a render left in DIR."""
    from narrator import results

    return results.preview(folder, output, programme=programme, control=control)


@cli.command()
@json_option
def voices(*, as_json: bool) -> int:
    """List the voices, and whether each can speak on this machine."""
    from narrator import commands

    return commands.voices(as_json=as_json)


@cli.command()
@json_option
def profiles(*, as_json: bool) -> int:
    """List the profiles: what each sets, and what it hands over."""
    from narrator import commands

    return commands.profiles(as_json=as_json)


@cli.command()
@click.argument("text")
@click.option("-o", "--output", type=PATH, required=True, metavar="FILE", help="The WAV file.")
@engine_option
@voice_option
@click.option("--language", metavar="xx", default="en", show_default=True, help="The language.")
def say(text: str, output: Path, engine: str, voice: str | None, language: str) -> int:
    """Speak TEXT as it would be narrated, into a WAV file."""
    from narrator import commands

    return commands.say(text, output, engine=engine, voice_name=voice, language=language)


def stop(number: int, _frame: FrameType | None) -> None:
    """Leave by an exception on a signal, so that every half-written file is removed."""
    raise Stopped(number)


class Stopped(BaseException):
    """A signal asked narrator to end; not an Exception, so that nothing swallows it."""

    def __init__(self, number: int) -> None:
        """Keep the signal's number for the exit code."""
        super().__init__(number)
        self.number = number


def main() -> None:
    """Run the command line and leave with its exit code."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    if sys.stdout is None:  # closed by whoever started narrator
        sys.stdout = io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line; print what went wrong as a sentence; return the exit code."""
    try:
        result = cli.main(list(arguments), prog_name="narrator", standalone_mode=False)
    except SystemExit:  # click's own ending where whoever read the results has had enough
        return SIGNAL_EXIT + signal.SIGPIPE
    except (Exception, Stopped) as error:  # noqa: BLE001 - the last guard: all must end in a sentence
        if "--debug" in arguments:
            traceback.print_exc()
        return ending_of(error)
    return result if isinstance(result, int) else 0


def ending_of(error: BaseException) -> int:
    """Print what a person should know of what ended the run, and return the exit code."""
    match error:
        case click.ClickException():
            error.show()
            return error.exit_code
        case NarratorError():
            return report(error)
        case Stopped():
            click.echo("narrator: stopped; nothing half-written was left.", err=True)
            return SIGNAL_EXIT + error.number
        case BrokenPipeError():  # whoever read the results has had enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return SIGNAL_EXIT + signal.SIGPIPE
        case OSError():
            return report(OutputError.from_os_error(Path(str(error.filename or "output")), error))
    fault = f"A fault in narrator itself: {type(error).__name__}: {error}."
    report(NarratorError(fault, "Run again with 'narrator --debug …' and report what it prints."))
    return FAULT_EXIT


def report(error: NarratorError) -> int:
    """Print an error's sentence and hint; return its exit code."""
    click.echo(f"narrator: {error.message}", err=True)
    if error.hint:
        click.echo(f"hint: {error.hint}", err=True)
    return error.exit_code
