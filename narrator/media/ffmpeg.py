"""Which ffmpeg program is used, and telling pydub of it."""

import importlib
import os
import shutil
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path

import imageio_ffmpeg

from narrator.errors import MediaError

VARIABLE = "NARRATOR_FFMPEG"
_HINT = f"Install ffmpeg, or name the program in the environment variable {VARIABLE}."


def find_ffmpeg(
    environ: Mapping[str, str] = os.environ,
    bundled: Callable[[], str] = imageio_ffmpeg.get_ffmpeg_exe,
) -> str:
    """Return the path of the ffmpeg program.

    NARRATOR_FFMPEG in `environ` comes first, then `ffmpeg` on its PATH, then the one that
    `bundled` finds. Raises MediaError where there is none.
    """
    asked = environ.get(VARIABLE)
    if asked:
        return _usable(asked, environ)
    return shutil.which("ffmpeg", path=environ.get("PATH", os.defpath)) or _bundled(bundled)


def tell_pydub(program: str) -> None:
    """Make pydub use `program` for what it cannot decode itself.

    pydub warns on import where the PATH has no ffmpeg; that warning would mislead here.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        importlib.import_module("pydub").AudioSegment.converter = program


def _usable(asked: str, environ: Mapping[str, str]) -> str:
    found = shutil.which(asked, path=environ.get("PATH", os.defpath))
    if found is None:
        raise MediaError(f"{VARIABLE} names {asked}, which is not a program.", _HINT)
    return str(Path(found).absolute())


def _bundled(bundled: Callable[[], str]) -> str:
    try:
        return bundled()
    except RuntimeError as error:  # what imageio-ffmpeg raises where its wheel has no program
        raise MediaError("The ffmpeg program was not found.", _HINT) from error
