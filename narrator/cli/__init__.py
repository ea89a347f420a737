"""The command line: parse, call, print. What each command does is told by its --help."""

import io
import logging
import os
import signal
import sys
import traceback
from collections.abc import Sequence

import click

from narrator.cli.at_hand import profiles, say, voices
from narrator.cli.episode import render, segment
from narrator.cli.finished import check, preview
from narrator.cli.many import batch
from narrator.ending import SIGNAL_EXIT, Stopped, ending_of, stop
from narrator.memory import keep_one_heap


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="narrator", prog_name="narrator")
@click.option("--debug", is_flag=True, help="Show commands as they run, and whole tracebacks.")
def cli(*, debug: bool) -> None:
    """Turn an episode into described audio.

    narrator finds the on-screen text in an episode's subtitles (captions, intertitles, signs),
    speaks it, and mixes it with the programme.
    """
    logging.basicConfig(level=logging.DEBUG if debug else logging.ERROR, format="%(message)s")


for command in (segment, render, batch, check, preview, voices, profiles, say):
    cli.add_command(command)


def main() -> None:
    """Run the command line and leave with its exit code."""
    # Set before numpy is imported: over products as small as the meters', threads only wait.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    keep_one_heap()
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
