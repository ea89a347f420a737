"""The espeak-ng library under pyttsx3: where it is, its version, the languages it knows.

The system's library is preferred; else the one that the package espeakng_loader carries.
Functions of speak_lib.h and espeak_ng.h are called by ctypes; none of them starts the engine.
"""

import ctypes
import os
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from narrator.errors import SpeechError

_SONAME = "libespeak-ng.so.1"
_HINT = "Install espeak-ng with the system's package manager, or: pip install espeakng-loader"


def library() -> ctypes.CDLL:
    """Return espeak-ng: once loaded, pyttsx3 asks for it by its soname and gets this one.

    It is not loaded with RTLD_GLOBAL: its symbols would then replace those of the espeak-ng
    inside Piper, which crashes.

    Raises SpeechError where there is none.
    """
    library, _ = _loaded()
    return library


def version() -> str:
    """Return the library's version, such as "1.52.0"."""
    info = library().espeak_Info
    info.restype = ctypes.c_char_p
    return str(info(None).decode())


def use_carried_data() -> None:
    """Point this process at espeakng_loader's data where its library is the one in use.

    ESPEAK_DATA_PATH names the folder that holds espeak-ng-data: every version takes that form.
    """
    folder = _carried_data()
    if folder is not None:
        os.environ["ESPEAK_DATA_PATH"] = str(folder)


def seed_noise() -> None:
    """Have the noise of breath begin anew; versions before 1.52 have no way to ask for it."""
    seed = getattr(library(), "espeak_ng_SetRandSeed", None)
    if seed is not None:
        seed(ctypes.c_long(0))


@cache
def languages() -> Mapping[str, str]:
    """Return espeak's voice for each language tag it knows, in lower case.

    Read from the files of espeak-ng-data/lang, whose lines "language TAG [PRIORITY]" rank the
    voices of a tag: the lowest number wins, 5 where none is given (espeak-ng, docs/voices.md).
    """
    ranked: dict[str, tuple[int, str]] = {}
    lang = _data_folder() / "lang"
    for path in sorted(lang.rglob("*")):
        if path.is_file():
            voice = path.relative_to(lang).as_posix()
            for tag, priority in _tags(path):
                ranked[tag] = min(ranked.get(tag, (priority, voice)), (priority, voice))
    return {tag: voice for tag, (_, voice) in ranked.items()}


def _tags(path: Path) -> list[tuple[str, int]]:
    lines = map(str.split, path.read_text(encoding="utf-8", errors="replace").splitlines())
    return [
        (words[1].lower(), int(words[2]) if words[2:] and words[2].isdigit() else 5)
        for words in lines
        if words[:1] == ["language"] and words[1:]
    ]


def _data_folder() -> Path:
    """Return the data folder, found as the library itself finds it."""
    espeak = library()
    carried = _carried_data()
    espeak.espeak_ng_InitializePath(None if carried is None else str(carried).encode())
    folder = ctypes.c_char_p()
    espeak.espeak_Info(ctypes.byref(folder))
    return Path(os.fsdecode(folder.value or b""))


def _carried_data() -> Path | None:
    """Return the folder that holds the carried data, or None where the system's is in use."""
    _, data = _loaded()
    return data


@cache
def _loaded() -> tuple[ctypes.CDLL, Path | None]:
    for name, data in ((_SONAME, None), *_carried()):
        try:
            return ctypes.CDLL(name), data
        except OSError:
            continue
    raise SpeechError("The espeak-ng library is not installed.", _HINT)


def _carried() -> list[tuple[str, Path]]:
    """Return the library in espeakng_loader, and the folder of its data, where installed."""
    spec = find_spec("espeakng_loader")
    folders = (spec.submodule_search_locations or []) if spec else []
    return [(str(Path(folder) / _SONAME), Path(folder)) for folder in folders]
