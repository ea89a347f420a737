"""Formats of old players, parsed by pysubs2: MicroDVD, MPL2, TMPlayer and SAMI.

A line that is no subtitle is a repair of kind "stray". MicroDVD counts frames: a rate that the
file does not give on its first row is taken as 23.976 and listed. TMPlayer and SAMI give no
ends: a TMPlayer row ends as pysubs2 guesses, a SAMI one where the next begins.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pysubs2 import SSAEvent, SSAFile

from narrator.errors import UnreadableInputError
from narrator.model import Cue, Repair, Subtitles
from narrator.readers.ass.text import parse_event
from narrator.readers.cues.clean import unescape
from narrator.readers.cues.runs import displayed
from narrator.readers.cues.start import programme_start
from narrator.readers.cues.styles import Style
from narrator.readers.cues.times import Draft, settled
from narrator.readers.repairs import repaired

ROWS: Mapping[str, re.Pattern[str]] = {
    "microdvd": re.compile(r"\{ *[0-9]{1,8} *\} *\{ *[0-9]{1,8} *\}.+"),
    "mpl2": re.compile(r"\[[0-9]{1,8}\]\[[0-9]{1,8}\].*"),
    "tmp": re.compile(r"[0-9]{1,2}:[0-5][0-9]:[0-5][0-9]:.+"),
}
RATE_ROW = re.compile(r"\{ *1 *\} *\{ *1 *\} *([0-9]{1,4}(?:[.,][0-9]{1,6})?) *")
OPEN_END = re.compile(r"^([\[{]) *([0-9]{1,8}) *([\]}]) *[\[{] *[\]}]")
USUAL_RATE = 23.976
SLOWEST_RATE = 1.0
NO_TAG = re.compile(r"<(?![a-z/!])", re.IGNORECASE)  # html.parser is slow on many of these
SYNC = re.compile(r"<\s{0,9}sync(?![a-z0-9])[^<>]{0,200}>?", re.IGNORECASE)
START = re.compile(r"\bstart\s{0,9}=\s{0,9}[\"']?([0-9]{1,9})", re.IGNORECASE)
BODY = re.compile(r"<\s{0,9}body\b", re.IGNORECASE)
HINT = "Check that it was copied whole."


@dataclass(frozen=True, kw_only=True, slots=True)
class Player:
    """The reader of one of these formats, by pysubs2's name for it."""

    format_name: str

    def read(self, path: Path, text: str) -> Subtitles:
        r"""Return the cues of `text`, \n line ends, with every repair.

        Raises UnreadableInputError where no cue holds any text.
        """
        rows, rate, repairs = _rows(self.format_name, text.split("\n"))
        wheres = [f"cue {n}, line {line}" for n, (line, _) in enumerate(rows, 1)]
        document = "\n".join(row for _, row in rows)
        file = SSAFile.from_string(document, format_=self.format_name, fps=rate)
        return _subtitles(path, file.events, wheres, repairs)


class Sami:
    """The reader of SAMI."""

    def read(self, path: Path, text: str) -> Subtitles:
        """Return the cues of a SAMI document with every repair.

        Raises UnreadableInputError where no cue holds any text.
        """
        repairs: list[Repair] = []
        body = BODY.search(text)
        shown = text[body.start() :] if body else text
        document = SYNC.sub(lambda tag: _sync(tag.group(), repairs), NO_TAG.sub("&lt;", shown))
        document += "</BODY>"  # pysubs2 drops a cue that nothing ends
        try:
            events = SSAFile.from_string(document, format_="sami").events
        except (ValueError, LookupError) as error:  # a SYNC that its parser reads otherwise
            raise UnreadableInputError(f"{path.name!r} is broken SAMI: {error}.", HINT) from error
        for event, later in pairwise(events):
            event.end = later.start
        wheres = [f"cue {number}" for number in range(1, len(events) + 1)]
        return _subtitles(path, events, wheres, repairs)


def _sync(tag: str, repairs: list[Repair]) -> str:
    """Return a SYNC tag in good form, nothing for one without a start."""
    start = START.search(tag)
    if start:
        return f"<SYNC Start={start[1]}>"
    repairs.append(repaired("stamp", "file", tag, "left out: no start"))
    return ""


def _rows(
    name: str, lines: Sequence[str]
) -> tuple[list[tuple[int, str]], float | None, list[Repair]]:
    """Return the rows that are subtitles with their lines, the frame rate, and what is not."""
    rows: list[tuple[int, str]] = []
    repairs: list[Repair] = []
    rate = None
    for number, line in enumerate(lines, 1):
        row = OPEN_END.sub(r"\1\2\3\1\2\3", line.strip())
        declared = RATE_ROW.fullmatch(row) if name == "microdvd" and not rows else None
        if declared and float(declared[1].replace(",", ".")) >= SLOWEST_RATE:
            rate = float(declared[1].replace(",", "."))
        elif ROWS[name].fullmatch(row):
            rows.append((number, row))
        elif row:
            where = f"line {number}"
            repairs.append(repaired("stray", where, row, "left out"))
    if name == "microdvd" and rate is None:
        rate = USUAL_RATE
        before, after = "no frame rate is given", f"read at {USUAL_RATE} frames a second"
        repairs.append(repaired("frame-rate", "file", before, after))
    return rows, rate, repairs


def _subtitles(
    path: Path, events: Sequence[SSAEvent], wheres: Sequence[str], repairs: list[Repair]
) -> Subtitles:
    """Make cues of the events that pysubs2 found."""
    drafts: list[Draft] = []
    notes: list[str] = []
    for number, (event, where) in enumerate(zip(events, wheres, strict=False), 1):
        text = parse_event(unescape(event.text), style=Style(), styles={}, speaker=None, wrap="2")
        lines, invisible = displayed(text.runs, where)
        repairs += invisible
        notes += text.notes
        if lines:
            cue = Cue(id=str(number), span=None, lines=lines)
            drafts.append(Draft(cue=cue, where=where, start_ms=event.start, end_ms=event.end))
    cues, timed = settled(drafts)
    if not cues:
        raise UnreadableInputError(f"{path.name!r} holds no subtitle with any text.", HINT)
    start_ms, guessed = programme_start(cues)
    return Subtitles(
        path=path,
        cues=cues,
        repairs=(*repairs, *timed, *guessed),
        start_ms=start_ms,
        notes=tuple(notes),
    )
