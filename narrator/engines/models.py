"""Where a voice's model file is."""

from importlib.util import find_spec
from pathlib import Path

from narrator.errors import SpeechError

_PACKAGE = "package:"


def model_path(model: str) -> Path:
    """Return the file that `model` names: a path, or "package:module/path/in/it".

    The package is found without being imported. Raises SpeechError where there is no such file.
    """
    path = _packaged(model) if model.startswith(_PACKAGE) else Path(model)
    if path is None or not path.is_file():
        raise SpeechError(f"The voice model {model} is not installed.", _hint(model))
    return path


def _packaged(model: str) -> Path | None:
    module, _, inside = model.removeprefix(_PACKAGE).partition("/")
    spec = find_spec(module) if module.isidentifier() else None
    folders = (spec.submodule_search_locations or []) if spec else []
    return next((Path(folder) / inside for folder in folders), None)


def _hint(model: str) -> str:
    if model.startswith(_PACKAGE):
        return "Install the neural voices: pip install 'narrator[neural]'"
    return "Check the model's path in the voice's file."
