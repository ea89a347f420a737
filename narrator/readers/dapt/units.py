"""One script event to one unit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from narrator.colour import colour_of
from narrator.model import TAGS, Repair, Span, Tag, Unit
from narrator.readers.dapt.computed import computed
from narrator.readers.dapt.names import DAPTM, NAR, TT, TTA, XML, tag_of
from narrator.readers.dapt.people import speaker_of
from narrator.readers.dapt.pieces import pieces_of
from narrator.readers.dapt.texts import lines_of, spoken_texts
from narrator.readers.dapt.times import Clock, Interval
from narrator.readers.repairs import repaired
from narrator.timecode import parse_stamp

MIXING = (f"{TTA}gain", f"{TTA}pan", f"{TTA}speak", f"{TTA}pitch")


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """What an event is read by: the script's language and times, and who its agents are."""

    language: str
    clock: Clock
    names: Mapping[str, str]


def unit_of(event: etree._Element, interval: Interval, setting: Setting) -> Unit:
    """Return one event as a unit. Raises ValueError where a value cannot be read."""
    texts = spoken_texts(event, setting.language)
    spoken = texts[0].get(f"{NAR}spoken") if texts else None
    confidence = float(event.get(f"{NAR}confidence", "1"))
    shown, lines = shown_span(event) or span_of(event, interval, setting.clock), lines_of(texts)
    return Unit(
        id=event.get(f"{XML}id", "").strip(),
        cue_ids=(),
        span=shown,
        tag=tag_in(event),
        lines=lines,
        rule=event.get(f"{NAR}rule", "script"),
        confidence=min(1.0, max(0.0, confidence)),
        speaker=speaker_of(event, setting.names),
        language=event.get(f"{NAR}language") or language_of(texts, setting.language),
        off_screen="OFF" in (event.get(f"{DAPTM}onScreen"), _off(event)),
        spoken=spoken or None,
        colour=colour_in(event),
        said_with=event.get(f"{NAR}saidWith"),
        voice=event.get(f"{NAR}voice"),
        pieces=pieces_of(event, lines, shown),
    )


def tag_in(event: etree._Element) -> Tag:
    """Return narrator's tag for an event, or the one its descriptor stands for."""
    own = event.get(f"{NAR}tag")
    for tag in TAGS:
        if own == tag:
            return tag
    if own:
        raise ValueError(f"there is no tag {own!r}; choose one of {', '.join(TAGS)}")
    return tag_of(computed(event, f"{DAPTM}represents"))


def colour_in(event: etree._Element) -> str | None:
    """Return the colour of an event in one spelling, else what is written for one."""
    written = event.get(f"{NAR}colour", "")
    return colour_of(written) or written or None


def language_of(texts: list[etree._Element], language: str) -> str | None:
    """Return the language of the text where it is not the script's."""
    own = computed(texts[0], f"{XML}lang") if texts else ""
    return own if own and own.lower() != language.lower() else None


def shown_span(event: etree._Element) -> Span | None:
    """Return when narrator says that an event is shown."""
    begin, end = event.get(f"{NAR}shownBegin"), event.get(f"{NAR}shownEnd")
    return _forward(parse_stamp(begin), parse_stamp(end)) if begin and end else None


def span_of(event: etree._Element, interval: Interval, clock: Clock) -> Span | None:
    """Return when an event is active, else when its texts are, None where nothing ends it.

    Where a person took the begin out of an event of narrator's own, it has none; anywhere else
    it begins with what it stands in.
    """
    if event.get(f"{NAR}tag") and event.get("begin") is None:
        return None
    if interval.end is None:
        inner = [clock.interval_of(text, interval) for text in event.iterfind(f"{TT}p")]
        ends = [each.end for each in inner if each.end is not None]
        if not inner or len(ends) < len(inner):
            return None
        interval = Interval(begin=min(each.begin for each in inner), end=max(ends))
    return _forward(round(interval.begin), round(interval.end or 0))


def told_of(event: etree._Element, unit: Unit) -> Iterator[Repair]:
    """List what a person should know of an event as it was read."""
    where = f"{unit.id}, line {event.sourceline}"
    texts = event.findall(f"{TT}p")
    own = any(text.get(f"{NAR}rate") is not None for text in texts)
    recordings = [] if own else list(event.iter(f"{TT}audio", f"{TT}animate"))
    mixed = [name for element in event.iter() for name in MIXING if element.get(name)]
    if (recordings or mixed) and not own:
        after = "kept, and replaced where narrator speaks the event"
        yield repaired("recording", where, "a recording or mixing instruction", after)
    lines = lines_of(texts)
    if len(lines) > len(unit.lines):
        others = " ".join(line for line in lines if line not in unit.lines)
        yield repaired("translation", where, others, "kept, not spoken: in another language")


def _off(event: etree._Element) -> str:
    return "OFF" if event.get(f"{NAR}offScreen") == "true" else ""


def _forward(start_ms: int, end_ms: int) -> Span:
    """Return a span. Raises ValueError where it ends before it begins."""
    if end_ms < start_ms:
        raise ValueError("it ends before it begins")
    return Span(start_ms=start_ms, end_ms=end_ms)
