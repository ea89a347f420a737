"""What a reader mended or left out: every kind of repair there is, told in docs/formats.md."""

from typing import Literal

from narrator.model import Repair

Kind = Literal[
    "attribute",
    "before-first-cue",
    "blank-line",
    "broken-line",
    "caption-code",
    "carried",
    "column",
    "comment",
    "copied-row",
    "copies",
    "counter",
    "deleted-row",
    "delimiter",
    "drawing",
    "duration",
    "ellipsis",
    "empty",
    "encoding",
    "entity",
    "field",
    "foreign",
    "frame-rate",
    "header",
    "hidden",
    "identifier",
    "invisible",
    "karaoke",
    "letters",
    "markup",
    "missing-blank-line",
    "mojibake",
    "name",
    "namespace",
    "order",
    "overlap",
    "pasted-twice",
    "recording",
    "result",
    "ruby",
    "seconds",
    "setting",
    "stamp",
    "start-timecode",
    "stray",
    "style",
    "translation",
    "truncated",
    "untimed",
    "user-data",
    "xml",
]
MOST_QUOTED = 2_000


def repaired(kind: Kind, where: str, before: str, after: str) -> Repair:
    """Return a repair; a quotation of more than MOST_QUOTED characters is cut, and says so."""
    return Repair(kind=kind, where=where, before=_quoted(before), after=_quoted(after))


def _quoted(text: str) -> str:
    if len(text) <= MOST_QUOTED:
        return text
    return f"{text[:MOST_QUOTED]}… ({len(text)} characters)"
