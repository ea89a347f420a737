r"""The text of an ASS event to runs: what is shown, less overrides, drawings and hidden text.

Codes: i b c 1c r (styles.py); p (a drawing), alpha and 1a (FF is invisible); an a pos move (the
place); all others style what is there. Karaoke (\k) only colours, so its syllables join.
Text in braces without a backslash is a note that is not shown.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from narrator.readers.cues.runs import Run
from narrator.readers.cues.styles import Style, overridden

TOKEN = re.compile(r"\{([^{}]*)\}|(\\[Nnh])|(</?[ibus]>)")
ANIMATION = re.compile(r"\\t\s{0,3}\((?:[^()]|\([^()]*\))*\)?")
CODE = re.compile(r"\\([^\\]+)")
DRAWING = re.compile(r"p([0-9]{1,3})\s*")
HIDDEN = re.compile(r"(?:alpha|1a)&?H?([0-9a-fA-F]{1,2})&?\s*")
RESET = re.compile(r"r(?![0-9]*[a-z]*\()(.*)")
PLACED = re.compile(r"(?:an?[0-9]|pos\s?\(|move\s?\()")
TYPESET = re.compile(r"(?:pos|move|org|i?clip)\s?\(|fr[xyz]?-?[0-9]|fa[xy]|fsc|blur|be[0-9]")
BREAK_AT_SMALL_N = "2"  # the WrapStyle in which \n breaks a line; else it is a space


@dataclass(frozen=True, kw_only=True, slots=True)
class EventText:
    """What an event shows, and what it held beside: codes of place, notes, left-out text."""

    runs: tuple[Run, ...]
    places: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    drawings: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    is_typeset: bool = False


def parse_event(
    text: str, *, style: Style, styles: Mapping[str, Style], speaker: str | None, wrap: str
) -> EventText:
    """Return what the `text` of an event in `style` shows; `wrap` is the file's WrapStyle."""
    pen = _Pen(style=style, base=style, styles=styles, speaker=speaker, wrap=wrap)
    end = 0
    for token in TOKEN.finditer(text):
        pen.say(text[end : token.start()])
        pen.obey(token)
        end = token.end()
    pen.say(text[end:])
    return EventText(
        runs=tuple(pen.runs),
        places=tuple(pen.places),
        notes=tuple(pen.notes),
        drawings=tuple(pen.drawings),
        hidden=tuple(pen.hidden),
        tags=tuple(pen.tags),
        is_typeset=pen.is_typeset,
    )


@dataclass(slots=True)
class _Pen:
    """Walks through the text of one event with the style in force."""

    style: Style
    base: Style
    styles: Mapping[str, Style]
    speaker: str | None
    wrap: str
    is_drawing: bool = False
    is_hidden: bool = False
    is_typeset: bool = False
    runs: list[Run] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    drawings: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Add text that stands between tokens."""
        if not text:
            return
        if self.is_drawing:
            self.drawings.append(text)
        elif self.is_hidden:
            self.hidden.append(text)
        else:
            self.runs.append(Run(text=text, style=self.style, speaker=self.speaker))

    def obey(self, token: re.Match[str]) -> None:
        """Do what an override, a break or a stray HTML tag says."""
        codes, escape, tag = token.groups()
        if codes is not None and "\\" not in codes:
            self.notes += [codes.strip()] if codes.strip() else []
        elif codes is not None:
            self._override(ANIMATION.sub("", codes))
        elif escape:
            breaks = escape == r"\N" or (escape == r"\n" and self.wrap == BREAK_AT_SMALL_N)
            self.say("\n" if breaks else " ")
        else:
            self.tags.append(tag)
            if tag[1] in "ib":
                self.style = overridden(self.style, rf"\{tag[1]}1")
            elif tag[2] in "ib":
                self.style = overridden(self.style, rf"\{tag[2]}0")

    def _override(self, codes: str) -> None:
        for code in CODE.findall(codes):
            if drawing := DRAWING.fullmatch(code):
                self.is_drawing = int(drawing[1]) > 0
            elif hidden := HIDDEN.fullmatch(code):
                self.is_hidden = hidden[1].lower() == "ff"
            elif reset := RESET.fullmatch(code):
                named = self.styles.get(reset[1].strip(), self.base)
                self.style = replace(named, classes=self.base.classes)
                self.is_hidden = False
            else:
                self.style = overridden(self.style, f"\\{code}")
            if PLACED.match(code):
                self.places.append(code)
            self.is_typeset = self.is_typeset or bool(TYPESET.match(code))
