"""How a run ends: by a signal, an error or a fault; each in one sentence, with its exit code."""

import os
import signal
import sys
from pathlib import Path
from types import FrameType

import click

from narrator.errors import NarratorError, OutputError
from narrator.escaping import escaped

FAULT_EXIT = 70  # sysexits.h EX_SOFTWARE: a fault in narrator itself
SIGNAL_EXIT = 128  # plus the signal's number, as shells report it


def stop(number: int, _frame: FrameType | None) -> None:
    """Leave by an exception on a signal, so that every half-written file is removed."""
    raise Stopped(number)


class Stopped(BaseException):
    """A signal asked narrator to end; not an Exception, so that nothing swallows it."""

    def __init__(self, number: int) -> None:
        """Keep the signal's number for the exit code."""
        super().__init__(number)
        self.number = number


def ending_of(error: BaseException) -> int:
    """Print what a person should know of what ended the run, and return the exit code."""
    match error:
        case click.ClickException():
            show_usage(error)
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


def show_usage(error: click.ClickException) -> None:
    """Print what is wrong with a command line; where it asks for nothing, the help."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()  # as it is: the help has lines, and nothing in it comes from others
        return
    message, context = escaped(error.format_message()), getattr(error, "ctx", None)
    click.UsageError(message, context).show()


def report(error: NarratorError) -> int:
    """Print an error's sentence and hint; return its exit code."""
    first, *rest = map(escaped, error.lines)
    for line in (f"narrator: {first}", *rest):
        click.echo(line, err=True)
    if error.hint:
        click.echo(f"hint: {escaped(error.hint)}", err=True)
    return error.exit_code
