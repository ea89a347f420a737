"""The text products of a folder read back, each to the narrations that it tells of."""

import csv
import html
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import webvtt
from lxml import etree

from narrator.checks.cutlists import read_edl, read_otio
from narrator.checks.delivered import Line, Text
from narrator.errors import UnreadableInputError
from narrator.readers.dapt.document import HINT
from narrator.readers.dapt.names import NAR, TT, XML
from narrator.readers.ttml.xmltree import parse_strictly
from narrator.text.phonemes import without_phonemes
from narrator.timecode import FrameRate, parse_stamp

MOST_BYTES = 64 << 20
_COMPUTED = tuple("=+-@＝＋－＠'")


def read_vtt(path: Path, *, start_ms: int, rate: FrameRate) -> Text:  # noqa: ARG001 - the Protocol's
    """Return the cues of descriptions.vtt. Raises UnreadableInputError."""
    bounded(path)
    try:
        found = webvtt.from_string(path.read_text(encoding="utf-8")).captions
        lines = tuple(
            Line(
                start_ms=parse_stamp(cue.start),
                end_ms=parse_stamp(cue.end),
                words=html.unescape(cue.raw_text),
            )
            for cue in found
        )
    except (OSError, ValueError, webvtt.errors.MalformedFileError) as error:
        raise UnreadableInputError(f"{path.name} is no WebVTT file: {error}") from error
    return Text(name=path.name, clock="programme", lines=lines)


def read_recorded(path: Path, *, start_ms: int, rate: FrameRate) -> Text:  # noqa: ARG001 - the Protocol's
    """Return the recorded events of script.dapt.xml. Raises UnreadableInputError."""
    lines = tuple(_recorded(event, path) for event in recorded_events(path))
    return Text(name=path.name, clock="output", lines=lines)


def read_spoken(path: Path, *, start_ms: int, rate: FrameRate) -> Text:  # noqa: ARG001 - the Protocol's
    """Return the spoken rows of the as-spoken sheet (CSV). Raises UnreadableInputError."""
    bounded(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["status"] == "spoken"]
        lines = tuple(
            Line(
                start_ms=round(float(row["spoken in s"]) * 1000),
                end_ms=round(float(row["spoken out s"]) * 1000),
                words=_unguarded(row["spoken text"] or ""),
            )
            for row in rows
        )
    except (OSError, KeyError, TypeError, ValueError, OverflowError, csv.Error) as error:
        raise UnreadableInputError(f"{path.name} is no as-spoken sheet: {error!r}.") from error
    return Text(name=path.name, clock="output", lines=lines)


def recorded_events(path: Path) -> list[etree._Element]:
    """Return the events of a script that have a recording of some length."""
    bounded(path)
    root = parse_strictly(path.read_bytes(), name=path.name, hint=HINT)
    return [div for div in root.iter(f"{TT}div") if _recording(div) is not None]


def event_id(event: etree._Element) -> str:
    """Return the id of an event."""
    return event.get(f"{XML}id", "")


def bounded(path: Path) -> None:
    """Raise UnreadableInputError for a text that is larger than any that narrator writes."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UnreadableInputError(f"{path.name} cannot be read: {error.strerror}.") from error
    if size > MOST_BYTES:
        raise UnreadableInputError(f"{path.name} has more than {MOST_BYTES >> 20} MiB.")


def same_words(text: str) -> str:
    """Return a text with nothing left of it but what is read: one space between words."""
    printable = "".join(c if c.isprintable() else " " for c in without_phonemes(text))
    return " ".join(printable.split())


def _recording(div: etree._Element) -> etree._Element | None:
    if div.find(f"{TT}div") is not None:
        return None
    return next((a for a in div.iter(f"{TT}audio") if a.get("clipEnd")), None)


def _recorded(div: etree._Element, path: Path) -> Line:
    audio = _recording(div)
    paragraph = next((p for p in div.iter(f"{TT}p") if p.get(f"{NAR}spoken")), None)
    try:
        return Line(
            start_ms=parse_stamp(audio.get("clipBegin", "") if audio is not None else ""),
            end_ms=parse_stamp(audio.get("clipEnd", "") if audio is not None else ""),
            words=paragraph.get(f"{NAR}spoken", "") if paragraph is not None else "",
        )
    except ValueError as error:
        raise UnreadableInputError(f"{path.name}: {error}.", HINT) from error


def _unguarded(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from computing it."""
    rest = cell[1:]
    is_risky = rest.startswith(("\t", "\r", "\n")) or rest.lstrip().startswith(_COMPUTED)
    return rest if cell.startswith("'") and is_risky else cell


class ReadText(Protocol):
    """What reads a text product back."""

    def __call__(self, path: Path, *, start_ms: int, rate: FrameRate) -> Text:
        """Return its narrations; times in frames count from start_ms, at the rate.

        Raises UnreadableInputError, OSError or ValueError where it cannot.
        """
        ...


TEXTS: Mapping[str, ReadText] = {
    "script.dapt.xml": read_recorded,
    "descriptions.vtt": read_vtt,
    "spoken.csv": read_spoken,
    "narration.edl": read_edl,
    "narration.otio": read_otio,
}
