"""Displayed lines with SubRip, SSA and HTML markup to plain `Line` values.

Styles that `Line` has no room for (underline, size, font, effects) go without a word, since no
text goes with them. Entities, invisible characters, and tags that do not pair are repairs:
kinds "entity", "invisible" and "markup". Text with < or > that is no tag stays as it is.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from narrator.model import Line, Position, Repair
from narrator.readers.cues.clean import tidy_spaces, unescape, without_invisible
from narrator.readers.cues.runs import Run, line_of
from narrator.readers.cues.styles import Style, opened, overridden, placed
from narrator.readers.repairs import Kind, repaired

_NAMES = "i|b|u|s|em|strong|font|span|strike|small|big|sub|sup|p|div"
TOKEN = re.compile(
    r"<\s{0,3}(?P<close>[/\\]\s{0,3})?(?P<name>" + _NAMES + r")(?P<rest>(?:[\s=/\"'][^<>]*)?)>"
    r"|(?P<cut></(?:" + _NAMES + r")\s{0,3}$)"
    r"|(?P<override>\{\\[^{}]*\})"
    r"|(?P<microdvd>\{[yY]:[ibuIBU,]{1,9}\})",
    re.IGNORECASE,
)
BREAK = re.compile(r"<\s{0,3}/?\s{0,3}br\s{0,3}/?\s{0,3}>|(?<![:\\])\\N", re.IGNORECASE)
DEEPEST = 32  # tags open at once; a bound on the work a hostile file can ask for
Place = Callable[[int], str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Marked:
    """Lines freed of markup, the source index of each, the cue's position, and the repairs."""

    lines: tuple[Line, ...]
    sources: tuple[int, ...]
    position: Position | None
    repairs: tuple[Repair, ...]


def parse_lines(raw: Sequence[str], place: Place) -> Marked:
    """Return the displayed lines of one cue; tags hold from the line that opens them on.

    `place` gives the `where` of a repair from the index of a raw line. A line that holds nothing
    but markup vanishes.
    """
    pen = _Pen(place)
    for index, text in enumerate(raw):
        pen.write(index, text)
    return pen.finish()


class _Pen:
    """Walks through the lines of one cue with the tags that are open."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._base = Style()
        self._style = Style()
        self._open: list[tuple[int, re.Match[str]]] = []
        self._position: Position | None = None
        self._lines: list[tuple[int, Line]] = []
        self._repairs: list[Repair] = []

    def write(self, index: int, raw: str) -> None:
        """Add one raw line, or more where it holds a line break of its own."""
        text = self._changed("entity", index, raw, unescape(raw))
        text = self._changed("invisible", index, text, without_invisible(text))
        pieces = BREAK.split(text) if "<" in text or "\\" in text else [text]
        if len(pieces) > 1:
            self._note("markup", index, raw, " / ".join(map(tidy_spaces, pieces)))
        for piece in pieces:
            line = line_of(self._runs(index, piece))
            if line.text:
                self._lines.append((index, line))

    def finish(self) -> Marked:
        """Return what was written, naming the tags that were never closed."""
        for index, tag in self._open:
            self._note("markup", index, tag.group(), "closed at the end of the cue")
        return Marked(
            lines=tuple(line for _, line in self._lines),
            sources=tuple(index for index, _ in self._lines),
            position=self._position,
            repairs=tuple(self._repairs),
        )

    def _runs(self, index: int, piece: str) -> list[Run]:
        """Split a piece at its tags into texts, each with the style in force."""
        runs, end = [], 0
        for token in TOKEN.finditer(piece):
            if token.start() > end:
                runs.append(Run(text=piece[end : token.start()], style=self._style))
            self._obey(index, token)
            end = token.end()
        return [*runs, Run(text=piece[end:], style=self._style)]

    def _restyle(self) -> None:
        """Set the style anew: that of SSA overrides, under that of the open tags."""
        self._style = self._base
        for _, tag in self._open:
            self._style = opened(self._style, tag["name"].lower(), tag["rest"])

    def _obey(self, index: int, token: re.Match[str]) -> None:
        if token["override"]:
            self._base = overridden(self._base, token["override"])
            self._position = placed(self._position, token["override"])
            self._restyle()
        elif token["microdvd"]:
            for name in token["microdvd"][3:-1].lower().split(","):
                self._base = opened(self._base, name, "")
            self._restyle()
            self._note("markup", index, token.group(), "a MicroDVD style, read as such")
        elif token["cut"]:
            self._close(index, token.group(), token["cut"].strip("</ \t").lower())
            self._note("markup", index, token.group(), "a closing tag without its >")
        elif token["close"] or token["rest"].rstrip().endswith("/"):
            self._close(index, token.group(), token["name"].lower())
        elif len(self._open) < DEEPEST:
            self._open.append((index, token))
            self._style = opened(self._style, token["name"].lower(), token["rest"])
        else:
            self._note("markup", index, token.group(), "")

    def _close(self, index: int, tag: str, name: str) -> None:
        """Close the innermost open `name`, or note a stray tag."""
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth][1]["name"].lower() == name:
                del self._open[depth]
                self._restyle()
                return
        self._note("markup", index, tag, "")

    def _changed(self, kind: Kind, index: int, before: str, after: str) -> str:
        if after != before:
            self._note(kind, index, before, after)
        return after

    def _note(self, kind: Kind, index: int, before: str, after: str) -> None:
        where = self._place(index)
        self._repairs.append(repaired(kind, where, before, after))
