"""TTML (.ttml, .dfxp, .xml): TTML1 and 2, IMSC text, EBU-TT and EBU-TT-D, DFXP, DAPT as cues.

lxml reads the document, ttconv its times and style values; regions, style names, roles, agents
and forced display, which ttconv drops, are kept. A cue is a paragraph; where it has no time of its
own but its spans have, the spans that stand together. A repair's `where` is "cue 12, line 48".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree
from ttconv.imsc.attributes import CellResolutionAttribute, ExtentAttribute
from ttconv.style_properties import FontStyleType, FontWeightType

from narrator.errors import UnreadableInputError
from narrator.model import Cue, Repair, Subtitles
from narrator.readers.cues.heard import as_repairs, heard
from narrator.readers.cues.runs import Run, displayed
from narrator.readers.cues.start import programme_start
from narrator.readers.cues.times import Draft, settled
from narrator.readers.repairs import Kind, repaired
from narrator.readers.ttml.body import Paragraph, Part, Scope, Walk
from narrator.readers.ttml.moments import Moment, moments_of, within
from narrator.readers.ttml.names import APPLE, TT, TTM, XML, local_name, with_usual_names
from narrator.readers.ttml.place import Screen, position_of
from narrator.readers.ttml.styles import StyleSheet, Values, hex_colour
from narrator.readers.ttml.times import Clock, Interval
from narrator.readers.ttml.xmltree import parse_leniently

HINT = "Give a TTML, IMSC text or EBU-TT-D file."
SLANTED = frozenset({FontStyleType.italic, FontStyleType.oblique})
WHY_HIDDEN: Mapping[Kind, str] = {
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
    start_ms, guessed = programme_start(cues, desk.clock.start_ms(), hour_ms=desk.clock.hour_ms())
    return Subtitles(
        path=path,
        cues=cues,
        timing="cues" if is_timed else "estimated",
        language=root.get(f"{XML}lang") or None,
        title=_text(root.find(f".//{TTM}title")) or None,
        repairs=(
            *faults,
            *renamed,
            *as_repairs(said, kind="attribute"),
            *desk.repairs,
            *timed,
            *guessed,
        ),
        start_ms=start_ms,
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
        named = {region.get(f"{XML}id", ""): region for region in regions}
        self._regions = {name: self._sheet.values_of(r) for name, r in named.items()}
        zero = Interval()
        self._active = {
            name: self.clock.interval_of(r, zero, zero.begin) for name, r in named.items()
        }
        self._note_changes(root)

    def drafts(self) -> Iterator[Draft]:
        """Yield a draft for all the text that stands in the picture at one time."""
        walk, number = Walk(self._sheet, self.clock, _agents(self._root), self._note), 0
        for body in self._root.iterfind(f"{TT}body"):
            outer = Scope(is_preserved=self._root.get(f"{XML}space") == "preserve")
            scope = walk.scope_of(body, outer, outer.interval.begin)
            for paragraph in walk.paragraphs(body, scope):
                for moment in moments_of(paragraph):
                    number += 1
                    draft = self._draft(number, paragraph, moment)
                    if draft:
                        yield draft

    def _draft(self, number: int, paragraph: Paragraph, moment: Moment) -> Draft | None:
        where = f"cue {number}, line {paragraph.element.sourceline}"
        named = next((p.scope.region for p in moment.parts if p.scope.region), None)
        region = self._regions.get(named or "", {})
        shown = [_in_region(part, region) for part in moment.parts if not part.why_hidden]
        lines, invisible = displayed(shown, where)
        self.repairs += [*invisible, *_left_out(moment.parts, where)]
        if not lines:
            return None
        scope = paragraph.scope
        interval = within(moment.interval, self._active.get(named or "", Interval()))
        if interval is None:
            text = " ".join(line.text for line in lines)
            self.repairs.append(
                repaired("hidden", where, text, "left out: its region is not shown")
            )
            return None
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

    def _note_changes(self, root: etree._Element) -> None:
        """List styles that change while text stands; the text is read as it is without them."""
        changes = list(root.iter(f"{TT}set", f"{TT}animate"))
        if changes:
            before = f"styles that change while text stands: {len(changes)}"
            self._note(changes[0], before, "not followed")

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
        self.repairs.append(repaired("attribute", where, before, after))


def _make_relative(root: etree._Element) -> None:
    """Drop the times around and inside lines: Apple counts all of them from the start."""
    for element in root.iter(f"{TT}body", f"{TT}div", f"{TT}span"):
        for name in {"begin", "end", "dur"} & set(map(str, element.attrib)):
            del element.attrib[name]


def _agents(root: etree._Element) -> dict[str, str]:
    """Return the names of those who speak, by id."""
    agents = root.iter(f"{TTM}agent")
    return {a.get(f"{XML}id", ""): _text(a.find(f"{TTM}name")) for a in agents}


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
            repairs.append(repaired(kind, where, before, after))
    return repairs
