"""WebVTT (.vtt): W3C WebVTT, its styles, voices, classes, positions and regions.

Notes are kept apart from the text, in `Subtitles.notes`. The times of an X-TIMESTAMP-MAP (HLS)
count from LOCAL. A cue's id is its place in the file, from 1, whatever the file calls it: such
names repeat. A repair's `where` is "cue 12, line 48", the line of the times.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from webvtt import CueSettings, Region

from narrator.errors import UnreadableInputError
from narrator.model import Cue, Repair, Subtitles
from narrator.readers.cues.clean import without_invisible
from narrator.readers.cues.rolling import rolled_up, without_carried
from narrator.readers.cues.runs import displayed
from narrator.readers.cues.stamps import TIMING, read_stamp
from narrator.readers.cues.start import programme_start
from narrator.readers.cues.times import Draft, settled
from narrator.readers.repairs import repaired
from narrator.readers.vtt.blocks import Block, split_blocks
from narrator.readers.vtt.css import Rule, StyleSheet, parse_rules
from narrator.readers.vtt.place import place_of
from narrator.readers.vtt.text import CueText, parse_text
from narrator.timecode import format_stamp

STRICT = re.compile(r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}", re.ASCII)
LOCAL = re.compile(r"X-TIMESTAMP-MAP=.{0,100}?LOCAL:([\d:.]{5,20})", re.ASCII)
LANGUAGE = re.compile(r"Language:\s{0,9}([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3})\s*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """What stands before the cues: style rules, regions by name, start, language, title."""

    rules: tuple[Rule, ...] = ()
    regions: Mapping[str, Region] = field(default_factory=dict)
    start_ms: int | None = None
    language: str | None = None
    title: str | None = None


def read(path: Path, text: str) -> Subtitles:
    r"""Return the cues of WebVTT `text`, \n line ends, with every repair.

    Raises UnreadableInputError where no cue holds any text.
    """
    blocks, repairs = split_blocks(text)
    head, more = _head(blocks)
    drafts, texts, most = _drafts([block for block in blocks if block.kind == "cue"], head)
    cues, timed = settled(drafts, usual=("overlap",))
    rolled: tuple[Repair, ...] = ()
    if any(text.has_times for text in texts):
        cues, rolled = without_carried(cues, lambda _: rolled_up)
    if not cues:
        raise UnreadableInputError(
            f"{path.name!r} holds no subtitle cue with any text.",
            "Check that it is a WebVTT file and was copied whole.",
        )
    start_ms, guessed = programme_start(cues, head.start_ms)
    return Subtitles(
        path=path,
        cues=cues,
        language=head.language,
        title=head.title,
        repairs=(*repairs, *more, *most, *timed, *rolled, *guessed),
        start_ms=start_ms,
        notes=tuple(_note(block) for block in blocks if block.kind == "note"),
    )


def _note(block: Block) -> str:
    return "\n".join(block.lines).removeprefix("NOTE").strip()


def _head(blocks: Sequence[Block]) -> tuple[Head, list[Repair]]:
    """Read the header, the style sheets and the regions."""
    head = Head()
    repairs: list[Repair] = []
    for block in blocks:
        if block.kind == "header":
            head = _header(head, block)
        elif block.kind == "style":
            rules, left_out = parse_rules("\n".join(block.lines[1:]), f"line {block.line}")
            head = replace(head, rules=head.rules + rules)
            repairs += left_out
        elif block.kind == "region":
            region = Region.from_string(" ".join(block.lines[1:]).replace("=", ":"))
            head = replace(head, regions={**head.regions, region.id or "": region})
    return head, repairs


def _header(head: Head, block: Block) -> Head:
    """Read the lines below WEBVTT: the title beside it, and the language and times they tell."""
    text = "\n".join(block.lines)
    local, language = LOCAL.search(text), next(filter(None, map(LANGUAGE.match, block.lines)), None)
    title = block.lines[0].partition("WEBVTT")[2].strip(" -\t") if block.lines else ""
    return replace(
        head,
        title=title or None,
        language=language[1] if language else None,
        start_ms=(read_stamp(local[1]) or None) if local else None,
    )


def _drafts(blocks: Sequence[Block], head: Head) -> tuple[list[Draft], list[CueText], list[Repair]]:
    """Read every cue, leaving out those without text or times."""
    sheet = StyleSheet(head.rules)
    drafts: list[Draft] = []
    texts: list[CueText] = []
    repairs: list[Repair] = []
    for number, block in enumerate(blocks, 1):
        where = f"cue {number}, line {block.line}"
        draft, mended = _timed(number, block, where, head.regions)
        repairs += mended
        if draft is None:
            continue
        text = parse_text(block.lines, name=block.name, sheet=sheet, where=where)
        lines, invisible = displayed(text.runs, where)
        repairs += [*text.repairs, *invisible]
        if lines:
            cue = replace(draft.cue, lines=lines, language=text.language)
            drafts.append(replace(draft, cue=cue))
            texts.append(text)
        else:
            repairs.append(repaired("empty", where, block.stamps.strip(), "left out"))
    return drafts, texts, repairs


def _timed(
    number: int, block: Block, where: str, regions: Mapping[str, Region]
) -> tuple[Draft | None, list[Repair]]:
    """Read the timing line: its times, and its settings as the cue's place."""
    match = TIMING.fullmatch(without_invisible(block.stamps).strip())
    if match is None or not (match["start"] or match["end"]):
        before = "\n".join((block.stamps, *block.lines))
        return None, [repaired("stamp", where, before, "left out: no times can be read")]
    settings, repairs = _settings(match["rest"], where)
    start_ms, end_ms = (read_stamp(match[name] or "") for name in ("start", "end"))
    if not all(STRICT.fullmatch((match[name] or "").strip()) for name in ("start", "end")):
        known = " --> ".join(
            "?" if ms is None else format_stamp(max(0, ms)) for ms in (start_ms, end_ms)
        )
        repairs.append(repaired("stamp", where, block.stamps.strip(), known))
    place = place_of(settings, regions) if settings else None
    region = settings.region if settings and settings.region in regions else None
    cue = Cue(id=str(number), span=None, lines=(), position=place, region=region)
    return Draft(cue=cue, where=where, start_ms=start_ms, end_ms=end_ms), repairs


def _settings(text: str, where: str) -> tuple[CueSettings | None, list[Repair]]:
    """Return the cue settings, None without any, and those that mean nothing, by webvtt-py."""
    if not text.strip():
        return None, []
    settings = CueSettings.from_string(text.replace("align:middle", "align:center"))
    wrong = [
        setting
        for setting in settings
        if (name := setting.partition(":")[0]) not in CueSettings.VALIDATORS
        or not CueSettings.VALIDATORS[name](setting.partition(":")[2])
    ]
    return settings, [repaired("setting", where, setting, "left out") for setting in wrong]
