"""TTML (.ttml, .dfxp, .xml): TTML1 and 2, IMSC text, EBU-TT and EBU-TT-D, DFXP, DAPT as cues.

lxml reads the document, ttconv its times and style values; regions, style names, roles, agents
and forced display, which ttconv drops, are kept. A cue is a paragraph; where it has no time of its
own but its spans have, the spans that stand together. A repair's `where` is "cue 12, line 48".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree
from ttconv.imsc.attributes import CellResolutionAttribute, ExtentAttribute
from ttconv.style_properties import FontStyleType, FontWeightType

from narrator.errors import UnreadableInputError
from narrator.model import Cue, Repair, Subtitles
from narrator.readers.drafts import Draft, settled
from narrator.readers.heard import as_repairs, heard
from narrator.readers.runs import Run, displayed
from narrator.readers.start import programme_start_ms
from narrator.readers.ttmlbody import Paragraph, Part, Scope, Walk
from narrator.readers.ttmlnames import APPLE, TT, TTM, XML, local_name, with_usual_names
from narrator.readers.ttmlplace import Screen, position_of
from narrator.readers.ttmlstyles import StyleSheet, Values, hex_colour
from narrator.readers.ttmltimes import Clock, Interval
from narrator.readers.xmltree import parse_leniently

HINT = "Give a TTML, IMSC text or EBU-TT-D file."
SLANTED = frozenset({FontStyleType.italic, FontStyleType.oblique})
WHY_HIDDEN = {
    "ruby": "left out: it spells the text beside it",
    "hidden": "left out: the file does not display it",
}


def read(path: Path, text: str) -> Subtitles:
    """Return the cues of a TTML document with every repair.

    Raises UnreadableInputError where it is not TTML, holds pictures of text, or no text.
    """
    name = repr(path.name)
    root, faults = parse_leniently(text, name=name, hint=HINT)
    renamed = with_usual_names(root, name=name)
    with heard("ttconv") as said:
        desk = _Desk(root)
        drafts = list(desk.drafts())
    if not drafts:
        raise _nothing(root, name)
    is_timed = desk.is_timed
    cues, timed = settled(drafts, usual=("overlap",)) if is_timed else _untimed(drafts)
    return Subtitles(
        path=path,
        cues=cues,
        timing="cues" if is_timed else "estimated",
        language=root.get(f"{XML}lang") or None,
        title=_text(root.find(f".//{TTM}title")) or None,
        repairs=(*faults, *renamed, *as_repairs(said, kind="attribute"), *desk.repairs, *timed),
        start_ms=programme_start_ms(cues, desk.clock.start_ms(), hour_ms=desk.clock.hour_ms()),
        notes=tuple(filter(None, map(_text, root.iter(f"{TTM}desc")))),
    )


def _untimed(drafts: Sequence[Draft]) -> tuple[tuple[Cue, ...], tuple[Repair, ...]]:
    return tuple(draft.cue for draft in drafts), ()


def _text(element: etree._Element | None) -> str:
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def _nothing(root: etree._Element, name: str) -> UnreadableInputError:
    """Say why there is no cue: pictures of text, or nothing at all."""
    pictures = any(
        local_name(element) == "image" or "backgroundImage" in str(element.keys())
        for element in root.iter()
    )
    if pictures:
        return UnreadableInputError(
            f"{name} holds its subtitles as pictures, and narrator cannot read text in pictures.",
            "Run a text recognition (OCR) tool on it, or ask for the text profile.",
        )
    return UnreadableInputError(f"{name} holds no paragraph with any text.", HINT)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Moment:
    """Pieces of a paragraph that stand together, and when."""

    parts: tuple[Part, ...]
    interval: Interval


class _Desk:
    """Turns the paragraphs of one document into drafts of cues, and gathers the repairs."""

    def __init__(self, root: etree._Element) -> None:
        self.repairs: list[Repair] = []
        self.is_timed = False
        self._root = root
        if any(str(key).startswith(APPLE) for key in root.attrib):
            _make_relative(root)
        self.clock = Clock(root, self._note)
        self._sheet = StyleSheet(root, self._note)
        self._screen = self._screen_of(root)
        regions = root.iterfind(f"{TT}head/{TT}layout/{TT}region")
        self._regions = {r.get(f"{XML}id", ""): self._sheet.values_of(r) for r in regions}

    def drafts(self) -> Iterator[Draft]:
        """Yield a draft for all the text that stands in the picture at one time."""
        walk, number = Walk(self._sheet, self.clock, _agents(self._root), self._note), 0
        for body in self._root.iterfind(f"{TT}body"):
            outer = Scope(is_preserved=self._root.get(f"{XML}space") == "preserve")
            scope = walk.scope_of(body, outer, outer.interval.begin)
            for paragraph in walk.paragraphs(body, scope):
                for moment in _moments(paragraph):
                    number += 1
                    draft = self._draft(number, paragraph, moment)
                    if draft:
                        yield draft

    def _draft(self, number: int, paragraph: Paragraph, moment: _Moment) -> Draft | None:
        where = f"cue {number}, line {paragraph.element.sourceline}"
        named = next((p.scope.region for p in moment.parts if p.scope.region), None)
        region = self._regions.get(named or "", {})
        shown = [_in_region(part, region) for part in moment.parts if not part.why_hidden]
        lines, invisible = displayed(shown, where)
        self.repairs += [*invisible, *_left_out(moment.parts, where)]
        if not lines:
            return None
        scope, interval = paragraph.scope, moment.interval
        self.is_timed = self.is_timed or interval.is_timed
        align = scope.align or region.get("textAlign")
        cue = Cue(
            id=str(number),
            span=None,
            lines=lines,
            style=scope.style,
            position=position_of(scope.place or region, align, self._screen),
            region=named if region else None,
            forced=_is_forced(moment.parts, scope, region),
            language=scope.language,
            role=scope.role,
        )
        end_ms = None if interval.end is None else round(interval.end * 1000)
        return Draft(cue=cue, where=where, start_ms=round(interval.begin * 1000), end_ms=end_ms)

    def _screen_of(self, root: etree._Element) -> Screen:
        cells = CellResolutionAttribute.extract(root)
        screen = Screen(columns=cells.columns, rows=cells.rows)
        try:
            pixels = ExtentAttribute.extract(root)
        except (ValueError, IndexError) as error:
            self._note(root, f"tts:extent: {error}", "left out")
            return screen
        if pixels is None:
            return screen
        return replace(screen, width_px=pixels.width, height_px=pixels.height)

    def _note(self, element: etree._Element, before: str, after: str) -> None:
        where = f"line {element.sourceline}"
        self.repairs.append(Repair(kind="attribute", where=where, before=before, after=after))


def _make_relative(root: etree._Element) -> None:
    """Drop the times around and inside lines: Apple counts all of them from the start."""
    for element in root.iter(f"{TT}body", f"{TT}div", f"{TT}span"):
        for name in {"begin", "end", "dur"} & set(map(str, element.attrib)):
            del element.attrib[name]


def _agents(root: etree._Element) -> dict[str, str]:
    """Return the names of those who speak, by id."""
    agents = root.iter(f"{TTM}agent")
    return {a.get(f"{XML}id", ""): _text(a.find(f"{TTM}name")) for a in agents}


def _moments(paragraph: Paragraph) -> Iterator[_Moment]:
    """Yield the whole paragraph, or the groups of its spans that stand at one time."""
    scope, parts = paragraph.scope, paragraph.parts
    own = any(paragraph.element.get(name) is not None for name in ("begin", "end", "dur"))
    inner = [part for part in parts if part.scope.interval != scope.interval]
    if own or not inner:
        yield _Moment(parts=parts, interval=scope.interval)
        return
    group: list[Part] = []
    when: Interval | None = None
    for part in parts:
        interval = part.scope.interval
        if interval != scope.interval and when and not _meet(when, interval):
            yield _Moment(parts=tuple(group), interval=when)
            group, when = [], None
        if interval != scope.interval:
            when = _joined(when, interval)
        group.append(part)
    if when:
        yield _Moment(parts=tuple(group), interval=when)


def _meet(one: Interval, other: Interval) -> bool:
    """Whether two intervals share any time."""
    ends_later = other.end is None or other.end > one.begin
    return ends_later and (one.end is None or one.end > other.begin)


def _joined(one: Interval | None, other: Interval) -> Interval:
    if one is None:
        return other
    ends = [one.end, other.end]
    end = None if None in ends else max(end for end in ends if end is not None)
    return Interval(begin=min(one.begin, other.begin), end=end, is_timed=True)


def _in_region(part: Part, region: Values) -> Run:
    """Return the run of a piece with the styles of its region where nothing else is said."""
    if not region.keys() & {"color", "fontStyle", "fontWeight"}:
        return part.run
    scope, style = part.scope, part.run.style
    color, font, weight = (region.get(name) for name in ("color", "fontStyle", "fontWeight"))
    style = replace(
        style,
        colour=style.colour or (hex_colour(color) if color else None),
        italic=style.italic or (scope.is_italic is None and font in SLANTED),
        bold=style.bold or (scope.is_bold is None and weight is FontWeightType.bold),
    )
    return replace(part.run, style=style)


def _is_forced(parts: Sequence[Part], scope: Scope, region: Values) -> bool:
    """Whether the paragraph, its region, or all its text is to be shown in any case."""
    if scope.is_forced is not None:
        return scope.is_forced
    said = [part.scope.is_forced for part in parts if part.run.text.strip()]
    return bool(region.get("forcedDisplay")) or (bool(said) and all(said))


def _left_out(parts: Sequence[Part], where: str) -> list[Repair]:
    """List the text that is not displayed, by the reason for it."""
    repairs = []
    for kind, after in WHY_HIDDEN.items():
        texts = [part.run.text for part in parts if part.why_hidden == kind]
        if before := " ".join("".join(texts).split()):
            repairs.append(Repair(kind=kind, where=where, before=before, after=after))
    return repairs
