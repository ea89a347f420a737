"""The body of a TTML document walked through: each paragraph with what it inherits."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from lxml import etree
from ttconv.style_properties import (
    DisplayType,
    FontStyleType,
    FontWeightType,
    TextAlignType,
    VisibilityType,
)

from narrator.readers.cues.runs import Run
from narrator.readers.cues.styles import Style
from narrator.readers.ttml.names import TT, TTM, TTS, XML, local_name
from narrator.readers.ttml.styles import Note, StyleSheet, Values, hex_colour
from narrator.readers.ttml.times import Clock, Interval

SPACES = re.compile(r"[ \t\r\n]+")
HTML = frozenset({"i", "em", "b", "strong", "u", "s", "font", "a"})
NO_TEXT = frozenset({"metadata", "set", "animate", "audio", "region"})
UNSPOKEN_RUBY = frozenset({"text", "textContainer", "delimiter"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """What an element says or inherits; None where nobody says it."""

    interval: Interval = field(default_factory=Interval)
    colour: str | None = None
    is_italic: bool | None = None
    is_bold: bool | None = None
    is_hidden: bool = False
    is_forced: bool | None = None
    is_preserved: bool = False
    align: TextAlignType | None = None
    region: str | None = None
    place: Values = field(default_factory=dict)
    language: str | None = None
    role: str | None = None
    speaker: str | None = None
    style: str | None = None
    classes: tuple[str, ...] = ()

    def run(self, text: str) -> Run:
        """Return `text` as it stands in this scope."""
        shown = text if self.is_preserved else SPACES.sub(" ", text)
        style = Style(
            italic=bool(self.is_italic),
            bold=bool(self.is_bold),
            colour=self.colour,
            classes=self.classes,
        )
        return Run(text=shown, style=style, speaker=self.speaker)


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A piece of a paragraph: text in its scope, and why it is not displayed, if it is not."""

    run: Run
    scope: Scope
    why_hidden: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """A p element with its scope and its pieces in order."""

    element: etree._Element
    scope: Scope
    parts: tuple[Part, ...]


class Walk:
    """Goes through a body with the styles, times and people of its document."""

    def __init__(
        self, sheet: StyleSheet, clock: Clock, agents: Mapping[str, str], note: Note
    ) -> None:
        """Take the style sheet, the clock, the names of the agents by id, and who is told."""
        self._sheet, self._clock, self._agents, self._note = sheet, clock, agents, note

    def paragraphs(self, element: etree._Element, scope: Scope) -> Iterator[Paragraph]:
        """Yield the paragraphs inside `element`, which is itself in `scope`, in order."""
        for child, inner in self._children(element, scope):
            if child.tag == f"{TT}p":
                parts = tuple(self._parts(child, inner))
                yield Paragraph(element=child, scope=inner, parts=parts)
            elif child.tag == f"{TT}div":
                yield from self.paragraphs(child, inner)

    def scope_of(self, element: etree._Element, outer: Scope, after: Fraction) -> Scope:
        """Return the scope of `element`, whose times count from `after`."""
        values = self._sheet.values_of(element)
        color, font = values.get("color"), values.get("fontStyle")
        weight, is_span = values.get("fontWeight"), element.tag == f"{TT}span"
        agent = self._agents.get(element.get(f"{TTM}agent", "").partition(" ")[0])
        names = tuple(element.get("style", "").split())
        return replace(
            outer,
            interval=self._clock.interval_of(element, outer.interval, after),
            colour=hex_colour(color) if color else outer.colour,
            is_italic=font is not FontStyleType.normal if font else outer.is_italic,
            is_bold=weight is FontWeightType.bold if weight else outer.is_bold,
            is_hidden=_is_hidden(values, outer),
            is_forced=values.get("forcedDisplay", outer.is_forced),
            is_preserved=_is_preserved(element, outer),
            align=values.get("textAlign", outer.align),
            region=element.get("region", outer.region),
            place=_place(values | self._inline(element), outer),
            language=element.get(f"{XML}lang") or outer.language,
            role=element.get(f"{TTM}role", "").lower().partition(" ")[0] or outer.role,
            speaker=agent or outer.speaker,
            style=outer.style if is_span else " ".join(names) or None,
            classes=outer.classes + names if is_span else (),
        )

    def _inline(self, element: etree._Element) -> Values:
        """Return the style of a region that stands inside the element (TTML2 section 11.1.2)."""
        region = element.find(f"{TT}region")
        return {} if region is None else self._sheet.values_of(region)

    def _children(
        self, element: etree._Element, scope: Scope
    ) -> Iterator[tuple[etree._Element, Scope]]:
        """Yield the timed children; in a sequence each counts from the end of the one before."""
        start = after = scope.interval.begin
        for child in element:
            if child.tag in {f"{TT}div", f"{TT}p", f"{TT}span"}:
                inner = self.scope_of(child, scope, after)
                yield child, inner
                if element.get("timeContainer") == "seq":
                    after = inner.interval.end or inner.interval.begin
                else:
                    after = start

    def _parts(self, element: etree._Element, scope: Scope) -> Iterator[Part]:
        """Yield the text inside `element` piece by piece; a br is a line end."""
        scopes = dict(self._children(element, scope))
        yield _part(element.text, scope, "")
        for child in element:
            if child.tag == f"{TT}br":
                yield Part(run=Run(text="\n"), scope=scope)
            elif child in scopes:
                inner = list(self._parts(child, scopes[child]))
                is_ruby = child.get(f"{TTS}ruby") in UNSPOKEN_RUBY
                yield from (replace(p, why_hidden="ruby") if is_ruby else p for p in inner)
            else:
                yield from self._foreign(child, scope)
            yield _part(child.tail, scope, "")

    def _foreign(self, element: etree._Element, scope: Scope) -> Iterator[Part]:
        """Yield the text of an HTML tag that strayed in; what is in any other is no text."""
        name = local_name(element)
        if name in HTML:
            self._note(element, f"<{name}>", "read as a span")
            italic, bold = name in {"i", "em"}, name in {"b", "strong"}
            yield from self._parts(
                element,
                replace(scope, is_italic=italic or scope.is_italic, is_bold=bold or scope.is_bold),
            )
        elif not str(element.tag).startswith(TTM) and name not in NO_TEXT:
            text = " ".join("".join(map(str, element.itertext())).split())
            self._note(element, f"<{name}> {text}".strip(), "left out: it is no TTML")


def _part(text: str | None, scope: Scope, why: str) -> Part:
    why = why or ("hidden" if scope.is_hidden else "")
    return Part(run=scope.run(text or ""), scope=scope, why_hidden=why)


def _is_hidden(values: Values, outer: Scope) -> bool:
    """Whether display or visibility keep it from the picture; what has no display stays so."""
    if values.get("display") is DisplayType.none:
        return True
    visibility = values.get("visibility")
    return visibility is VisibilityType.hidden if visibility else outer.is_hidden


def _is_preserved(element: etree._Element, outer: Scope) -> bool:
    space = element.get(f"{XML}space")
    return outer.is_preserved if space is None else space == "preserve"


def _place(values: Values, outer: Scope) -> Values:
    """Return an origin or position that stands on the element itself, as in DFXP."""
    names = {"origin", "position", "extent", "displayAlign"}
    own = {name: value for name, value in values.items() if name in names}
    return own if "origin" in own or "position" in own else outer.place
