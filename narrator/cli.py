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
@click.option(
    "--progress",
    type=click.Choice(["auto", "bar", "lines", "none"]),
    default="auto",
    show_default=True,
    help="How progress is shown; auto is a bar on a terminal and nothing elsewhere.",
)
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
