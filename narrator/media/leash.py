"""A program on a leash: `leash.py PARENT PROGRAM ARGUMENT…` becomes PROGRAM, and dies with PARENT.

An ffmpeg whose narrator was killed would else go on for hours, alone. The kernel is asked to kill
this process when the thread that started it ends (prctl(2), PR_SET_PDEATHSIG; Linux only), and
that is kept when it becomes the program. Run as a file of its own: it must start quickly.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h
NOT_STARTED_EXIT = 127  # as shells report it


def main() -> None:
    """Become the program that the arguments name, with signals as a program expects them."""
    parent, *command = sys.argv[1:]
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != int(parent):  # it ended before the leash was on
        return
    for number in (signal.SIGPIPE, signal.SIGXFSZ):  # Python ignores them, and exec keeps that
        signal.signal(number, signal.SIG_DFL)
    try:
        os.execvp(command[0], command)  # noqa: S606 - an argument list, and no shell to misread it
    except OSError as error:
        sys.stderr.write(f"it could not be started: {error.strerror}\n")
        sys.exit(NOT_STARTED_EXIT)


if __name__ == "__main__":
    main()
