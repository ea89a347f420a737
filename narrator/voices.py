"""Voices: one TOML file each, named by its file, its keys the fields of `Voice`."""

import json
from collections.abc import Mapping
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from narrator.errors import JobError
from narrator.model import PrefaceMode, Voice
from narrator.toml import toml_of

_TEXTS = {
    "engine", "language", "model", "engine_voice", "preface", "preface_words", "licence",
    "description",
}  # fmt: skip
FILES_OF_VOICES = (".toml", ".onnx")
_REQUIRED = ("engine", "language")
_RANGES: dict[str, tuple[float, float]] = {
    "rate_wpm": (50, 500),
    "natural_wpm": (50, 500),
    "variation": (0, 2),
    "pitch_semitones": (-6, 6),
    "gain_db": (-40, 40),
}
_DECIMAL = {"variation", "pitch_semitones", "gain_db"}
_PACKAGE = "package:"


def load_voices(extra: Path | None = None) -> Mapping[str, Voice]:
    """Return the voices that come with narrator and those in the folder `extra`, by name.

    One in `extra` goes before one of the same name. Raises JobError where a file is wrong.
    """
    folders = [packaged_folder(), *([] if extra is None else [_folder(extra)])]
    paths = [path for folder in folders for path in sorted(folder.glob("*.toml"))]
    return {path.stem: load_voice(path) for path in paths}


def packaged_folder() -> Path:
    """Return the folder of the voices that come with narrator.

    It is inside the package where narrator is installed, and beside it in a checkout.
    """
    package = Path(str(files("narrator")))
    inside = package / "voices"
    return inside if inside.is_dir() else package.parent / "voices"


def is_voice_name(text: str) -> bool:
    """Whether a text can name a voice, and is no path to a file: all that a script may ask for."""
    return not {"/", "\\", "\0"} & set(text) and not text.endswith(FILES_OF_VOICES)


def load_voice(path: Path) -> Voice:
    """Return the voice of a TOML file; a relative `model` is taken from the file's folder.

    Raises JobError where the file cannot be read, a key is unknown or missing, or a value is
    of the wrong type or out of range.
    """
    settings = _settings(path)
    _require_keys(path, settings)
    checked: dict[str, Any] = {k: _checked(path, k, value) for k, value in settings.items()}
    if "model" in checked:
        checked["model"] = _resolved(checked["model"], path.parent)
    return Voice(name=path.stem, **checked)


def model_voice(path: Path, *, language: str) -> Voice:
    """Return a voice for the Piper model at `path`, its language that of MODEL.onnx.json.

    Its own speed is not known: 160 words a minute is supposed. Raises JobError where there is
    no such file.
    """
    if not path.is_file():
        raise JobError(f"There is no Piper model at {path}.", "Check the path given to --voice.")
    spoken = _model_language(path.with_name(f"{path.name}.json")) or language
    return Voice(name=path.stem, engine="piper", language=spoken, model=str(path.resolve()))


def _model_language(path: Path) -> str | None:
    """Return the language named in a Piper model's settings, if they can be read."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        return str(json.loads(path.read_text(encoding="utf-8"))["language"]["code"]).replace(
            "_", "-"
        )
    return None


def _folder(path: Path) -> Path:
    if not path.is_dir():
        raise JobError(f"There is no folder of voices at {path}.", "Check the path.")
    return path


def _settings(path: Path) -> dict[str, object]:
    try:
        return toml_of(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise JobError(f"Cannot read the voice {path}: {reason}.", "Check the path.") from error
    except ValueError as error:
        message = f"The voice {path} is not a TOML file: {error}."
        raise JobError(message, "Compare it with those that come with narrator.") from error


def _require_keys(path: Path, settings: Mapping[str, object]) -> None:
    known = _TEXTS | _RANGES.keys()
    for key in settings:
        if key not in known:
            hint = f"The keys are {', '.join(sorted(known))}."
            raise JobError(f"The voice {path} has an unknown key {key!r}.", hint)
    for key in _REQUIRED:
        if key not in settings:
            raise JobError(f"The voice {path} has no key {key!r}.", f"Add {key} = …")


def _checked(path: Path, key: str, value: object) -> str | float:
    return _text(path, key, value) if key in _TEXTS else _number(path, key, value)


def _text(path: Path, key: str, value: object) -> str:
    if key == "preface" and value not in get_args(PrefaceMode):
        modes = ", ".join(get_args(PrefaceMode))
        raise JobError(f"The voice {path} has no such preface: {value!r}.", f"Choose: {modes}.")
    if isinstance(value, str) and value.strip():
        return value
    raise JobError(f"The voice {path}: {key} is not a text.", f'Write {key} = "…"')


def _number(path: Path, key: str, value: object) -> float:
    low, high = _RANGES[key]
    is_number = type(value) is int or (type(value) is float and key in _DECIMAL)
    if is_number and isinstance(value, int | float) and low <= value <= high:
        return value
    kind = "number" if key in _DECIMAL else "whole number"
    message = f"The voice {path}: {key} is not a {kind} from {low:g} to {high:g}."
    raise JobError(message, f"Correct {key}.")


def _resolved(model: str, folder: Path) -> str:
    return model if model.startswith(_PACKAGE) else str((folder / model).resolve())
