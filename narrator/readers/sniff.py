"""The kind of a subtitle file, told by what it holds; names of files are often wrong."""

import re
from collections.abc import Mapping

from narrator.errors import UnreadableInputError
from narrator.readers.bracketed import SBV, WHISPER
from narrator.readers.srt.blocks import holds_timing

HEAD_CHARACTERS = 4_000
HEAD_BYTES = 1_024
# The first match on the head of the file names its kind; the names are those of the readers.
HEADS = (
    ("vtt", re.compile(r"\s*WEBVTT(?=\s|$)")),
    (
        "ass",
        re.compile(
            r"\s*(?:;[^\n]*\n\s*)*(?:\[(?:Script Info|V4\+? Styles|Events|Aegisub[^\]\n]{0,60})\]"
            r"|Dialogue:\s?\d+,\d+:\d\d)",
            re.IGNORECASE,
        ),
    ),
    (
        "ttml",
        re.compile(
            r"\s*(?:<\?xml[^>]*>\s*)?"
            r"(?:<!(?:DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?|--(?:(?!-->).)*--)>\s*)*"
            r"<(?:[\w.-]+:)?tt[\s>]",
            re.DOTALL,
        ),
    ),
    ("scc", re.compile(r"\s*Scenarist_SCC")),
    ("sami", re.compile(r"\s*<SAMI", re.IGNORECASE)),
    ("microdvd", re.compile(r"\s*\{ *\d+ *\} *\{ *\d* *\}")),
    ("mpl2", re.compile(r"\s*\[\d+\]\[\d*\]")),
    ("tmp", re.compile(r"\s*\d{1,2}:[0-5]\d:[0-5]\d:[^\n\d][^\n]*\n\s*\d{1,2}:[0-5]\d:[0-5]\d:")),
    ("sbv", re.compile(rf"\s*{SBV.pattern}\s*(?:\n|$)")),
    ("whisper", re.compile(rf"\s*{WHISPER.pattern}")),
)
# Text of which every line would pass for a line of a transcript.
OTHERS = (
    (re.compile(r"\s*\[?\s*\{\s*\"[^\"\n]{0,80}\"\s*:"), "a JSON file"),
    (re.compile(r"\s*\{\\rtf"), "a Rich Text document"),
    (re.compile(r"\s*# VobSub index"), "a VobSub index, whose subtitles are pictures"),
    (re.compile(r"\s*<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE), "a web page"),
    (re.compile(r"\s*(?:<\?xml\s|<svg[\s>])", re.IGNORECASE), "an XML file of another kind"),
)
TITLES: Mapping[str, str] = {
    "srt": "SubRip",
    "vtt": "WebVTT",
    "ass": "SubStation Alpha",
    "ttml": "TTML",
    "scc": "Scenarist SCC",
    "stl": "EBU STL",
    "sami": "SAMI",
    "microdvd": "MicroDVD",
    "mpl2": "MPL2",
    "tmp": "TMPlayer",
    "sbv": "SBV",
    "whisper": "lines with their times in brackets",
    "transcript": "a transcript without times",
}
SUFFIXES: Mapping[str, str] = {
    ".srt": "srt",
    ".vtt": "vtt",
    ".ass": "ass",
    ".ssa": "ass",
    ".ttml": "ttml",
    ".dfxp": "ttml",
    ".scc": "scc",
    ".stl": "stl",
    ".sbv": "sbv",
    ".smi": "sami",
    ".sami": "sami",
}
STL = re.compile(rb"...STL\d\d\.\d\d", re.DOTALL)
MEDIA = (
    (0, b"\x1aE\xdf\xa3"),  # Matroska, WebM
    (4, b"ftyp"),  # MP4
    (4, b"moov"),  # QuickTime, as the next two
    (4, b"wide"),
    (4, b"mdat"),
)


def kind_of(text: str) -> str:
    """Return the name of the format of `text`; "transcript" where nothing has times."""
    head = text[:HEAD_CHARACTERS]
    for kind, pattern in HEADS:
        if pattern.match(head):
            return kind
    return "srt" if holds_timing(text) else "transcript"


def refuse_other_text(text: str, *, name: str) -> None:
    """Raise UnreadableInputError for text of another kind, which would be read as a transcript.

    `name` is how the file is called in the error.
    """
    head = text[:HEAD_CHARACTERS]
    found = next((kind for pattern, kind in OTHERS if pattern.match(head)), None)
    if found and kind_of(text) == "transcript":
        raise UnreadableInputError(
            f"{name} is {found}, not a subtitle file.",
            "Give a subtitle file, or save the script as plain text.",
        )


def is_stl(data: bytes) -> bool:
    """Whether `data` begins as an EBU STL file does."""
    return STL.match(data) is not None


def is_media(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a programme that may hold subtitles."""
    return any(head.startswith(signature, offset) for offset, signature in MEDIA)
