"""The text products of a folder read back, each to the narrations that it tells of."""

import html
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import webvtt
from lxml import etree

from narrator.checks.bounds import bounded
from narrator.checks.cutlists import read_edl, read_otio
from narrator.checks.delivered import Line, Text
from narrator.checks.spokensheets import read_spoken, read_spoken_book
from narrator.errors import UnreadableInputError
from narrator.readers.dapt.document import HINT
from narrator.readers.dapt.names import NAR, TT, XML
from narrator.readers.ttml.xmltree import parse_strictly
from narrator.text.phonemes import without_phonemes
from narrator.timecode import FrameRate, parse_stamp


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
    return Text(name=path.name, lines=lines)


def read_recorded(path: Path, *, start_ms: int, rate: FrameRate) -> Text:  # noqa: ARG001 - the Protocol's
    """Return the recorded events of script.dapt.xml. Raises UnreadableInputError."""
    lines = tuple(_recorded(event, path) for event in recorded_events(path))
    return Text(name=path.name, lines=lines)


def recorded_events(path: Path) -> list[etree._Element]:
    """Return the events of a script that have a recording of some length."""
    bounded(path)
    root = parse_strictly(path.read_bytes(), name=path.name, hint=HINT)
    return [div for div in root.iter(f"{TT}div") if _recording(div) is not None]


def event_id(event: etree._Element) -> str:
    """Return the id of an event."""
    return event.get(f"{XML}id", "")


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
    "spoken.xlsx": read_spoken_book,
    "narration.edl": read_edl,
    "narration.otio": read_otio,
}
