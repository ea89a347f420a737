"""The settings of an episode, as plain values, to the job that they stand for."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from narrator.job import Job

FILES = ("source", "programme", "rules", "cast")  # the keywords of `Job` that name one file each
PERHAPS_FILES = {
    "voice": (".toml", ".onnx"),
    "profile": (".toml",),
}  # else a name


def job_of(settings: Mapping[str, object], output: Path) -> Job:
    """Return the job of an episode's settings, into a folder. Raises as `Job` does."""
    keywords: dict[str, Any] = dict(settings)
    for key in FILES:
        if keywords.get(key):
            keywords[key] = Path(str(keywords[key]))
    keywords["lexicon"] = tuple(map(Path, keywords.get("lexicon") or ()))
    return Job(output=output, **keywords)
