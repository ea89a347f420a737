"""The text of a WebVTT cue to runs: tags, voices, classes, ruby, inner times and entities.

Tags that a player would drop without a word are dropped with one: kind "markup". A < that begins
no tag stays in the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from narrator.model import Repair
from narrator.readers.cues.clean import ENTITY, unescape
from narrator.readers.cues.runs import Run
from narrator.readers.cues.styles import Style, opened
from narrator.readers.repairs import Kind, repaired
from narrator.readers.vtt.css import StyleSheet, Tag

TOKEN = re.compile(
    r"<(?P<close>/)?(?P<name>[A-Za-z]{1,20})(?P<classes>(?:\.[^\s<>.]{1,80}){0,20})"
    r"(?:\s(?P<rest>[^<>]{0,500}))?>"
    r"|<(?P<time>[0-9]{1,4}(?::[0-9]{2}){1,2}\.[0-9]{1,3})>"
)
OF_VTT = frozenset({"c", "i", "b", "u", "ruby", "rt", "v", "lang"})
OF_HTML = frozenset({"font", "span", "em", "strong", "s"})
MAY_STAY_OPEN = frozenset({"v", "rt", "lang", "ruby"})
DEEPEST = 32


@dataclass(frozen=True, kw_only=True, slots=True)
class CueText:
    """The runs of a cue, its language where a tag says so, and whether it holds inner times."""

    runs: tuple[Run, ...]
    repairs: tuple[Repair, ...]
    language: str | None = None
    has_times: bool = False


def parse_text(lines: Sequence[str], *, name: str, sheet: StyleSheet, where: str) -> CueText:
    """Return what `lines`, the text of the cue called `name`, show, styled by `sheet`."""
    pen = _Pen(sheet.base(name), sheet, where)
    pen.write("\n".join(lines))
    return CueText(
        runs=tuple(pen.runs),
        repairs=tuple(pen.repairs),
        language=pen.language,
        has_times=pen.has_times,
    )


class _Pen:
    """Walks through the text of one cue with the tags that are open."""

    def __init__(self, base: Style, sheet: StyleSheet, where: str) -> None:
        self.runs: list[Run] = []
        self.repairs: list[Repair] = []
        self.language: str | None = None
        self.has_times = False
        self._base, self._sheet, self._where = base, sheet, where
        self._open: list[tuple[Tag, Style]] = []

    def write(self, text: str) -> None:
        """Add all of the text, then name the tags that were never closed."""
        for part in _parts(text):
            if isinstance(part, str):
                self._say(part)
            elif part["time"]:
                self.has_times = True
            elif part["close"]:
                self._close(part)
            else:
                self._begin(part)
        for tag, _ in self._open:
            if tag.name not in MAY_STAY_OPEN:
                self._note("markup", f"<{tag.name}>", "closed at the end of the cue")

    def _say(self, text: str) -> None:
        plain = ENTITY.sub(lambda entity: unescape(entity.group()), text)
        if (twice := unescape(plain)) != plain:
            self._note("entity", text, twice)
        if any(tag.name == "rt" for tag, _ in self._open):
            self._note("ruby", plain, "left out: it spells the text beside it")
            return
        style = self._open[-1][1] if self._open else self._base
        voices = (tag.annotation for tag, _ in reversed(self._open) if tag.name == "v")
        self.runs.append(Run(text=twice, style=style, speaker=next(voices, None) or None))

    def _begin(self, token: re.Match[str]) -> None:
        name, rest = token["name"].lower(), (token["rest"] or "").strip()
        if name not in OF_VTT | OF_HTML or len(self._open) >= DEEPEST:
            self._note("markup", token.group(), "")
            return
        style = self._open[-1][1] if self._open else self._base
        classes = tuple(part for part in token["classes"].split(".") if part)
        tag = Tag(name=name, classes=classes, annotation=unescape(" ".join(rest.split())))
        if name in OF_HTML:
            style = opened(style, name, rest)
        if name == "lang" and rest and self.language is None:
            self.language = rest.split()[0]
        self._open.append((tag, self._sheet.within(style, tag)))

    def _close(self, token: re.Match[str]) -> None:
        """Close the innermost tag of that name and what is open inside it."""
        name = token["name"].lower()
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth][0].name == name:
                self._reopen(self._open[depth + 1 :], depth)
                return
        self._note("markup", token.group(), "")

    def _reopen(self, inner: Sequence[tuple[Tag, Style]], depth: int) -> None:
        """Let the tags inside go on without the one at `depth`."""
        del self._open[depth:]
        for tag, _ in inner:
            style = self._open[-1][1] if self._open else self._base
            self._open.append((tag, self._sheet.within(style, tag)))

    def _note(self, kind: Kind, before: str, after: str) -> None:
        repair = repaired(kind, self._where, before, after)
        self.repairs.append(repair)


def _parts(text: str) -> Iterator[str | re.Match[str]]:
    """Yield texts and the tags between them."""
    end = 0
    for token in TOKEN.finditer(text):
        if token.start() > end:
            yield text[end : token.start()]
        yield token
        end = token.end()
    if end < len(text):
        yield text[end:]
