"""How the files of a job are named: by a template, its fields filled in with safe words."""

import re
import unicodedata
from collections.abc import Mapping
from string import Formatter

from narrator.errors import JobError

USUAL_TEMPLATE = "{product}"
CUE_SHEET = "cuesheet.json"  # always named so: what the other files are called stands in it
FIELDS = ("product", "title", "language", "profile", "source", "programme")
LONGEST_FIELD = 80  # characters, and at most twice as many bytes
LONGEST_NAME = 255  # bytes, which most disks take

_UNSAFE = re.compile(r"[^\w.+()-]+")


def must_be_template(template: str) -> None:
    """Raise JobError unless a template holds {product} and no field that is not known."""
    try:
        parts = list(Formatter().parse(template))
    except ValueError as error:
        raise JobError(f"The name {template!r} is no template: {error}.", _HINT) from error
    fields = [name for _, name, _, _ in parts if name is not None]
    unknown = [name for name in fields if name not in FIELDS]
    plain = "".join(text for text, _, _, _ in parts)
    if unknown or any(spec or how for _, _, spec, how in parts):
        raise JobError(f"The name {template!r} has a field that is not known.", _HINT)
    if "product" not in fields:
        raise JobError(f"The name {template!r} lacks {{product}}.", _HINT)
    if _UNSAFE.search(plain) or plain.startswith("."):
        raise JobError(f"The name {template!r} holds a sign no file name should have.", _HINT)


def file_name(template: str, usual: str, words: Mapping[str, str]) -> str:
    """Return the name of a file whose usual name is `usual`, such as "narration.wav".

    `words` has a text for each of FIELDS but "product", which is what stands before the first
    full stop of the usual name; what stands after it is kept. Raises JobError where the name
    becomes longer than a disk takes.
    """
    product, stop, suffix = usual.partition(".")
    safe = {name: safe_word(words.get(name, "")) for name in FIELDS}
    name = template.format_map({**safe, "product": product}) + stop + suffix
    if len(name.encode()) > LONGEST_NAME:
        raise JobError(f"A file would be called {name}, which is too long.", _SHORTER)
    return name


def safe_word(text: str) -> str:
    """Return a text as part of a file name: letters, digits and - _ . + ( ), never empty."""
    plain = unicodedata.normalize("NFC", text)
    word = _UNSAFE.sub("_", plain).strip("._")[:LONGEST_FIELD]
    return word.encode()[: 2 * LONGEST_FIELD].decode(errors="ignore") or "untitled"


_SHORTER = "Shorten the template of the names, which the profile tells."
_HINT = f"The fields are {', '.join(f'{{{name}}}' for name in FIELDS)}."
