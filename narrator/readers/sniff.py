"""The kind of a subtitle file, told by what it holds; names of files are often wrong."""

import re

from narrator.readers.blocks import holds_timing

HEAD_CHARACTERS = 4_000
# The first match on the head of the file names its kind; the names are those of the readers.
HEADS = (
    ("vtt", re.compile(r"\s*WEBVTT(?=\s|$)")),
    ("ass", re.compile(r"\s*(?:\[Script Info\]|Dialogue:\s?\d+,\d+:\d\d)", re.IGNORECASE)),
    (
        "ttml",
        re.compile(
            r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:\w+:)?tt[\s>]", re.DOTALL
        ),
    ),
    ("scc", re.compile(r"\s*Scenarist_SCC")),
    ("sami", re.compile(r"\s*<SAMI", re.IGNORECASE)),
    ("microdvd", re.compile(r"\s*\{\d+\}\{\d+\}")),
)
TITLES = {
    "vtt": "WebVTT",
    "ass": "SubStation Alpha",
    "ttml": "TTML",
    "scc": "Scenarist SCC",
    "sami": "SAMI",
    "microdvd": "MicroDVD",
}


def kind_of(text: str) -> str:
    """Return the name of the format of `text`; "transcript" where nothing has times."""
    head = text[:HEAD_CHARACTERS]
    for kind, pattern in HEADS:
        if pattern.match(head):
            return kind
    return "srt" if holds_timing(text) else "transcript"
