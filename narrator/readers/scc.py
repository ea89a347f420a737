"""Scenarist closed captions (.scc), decoded by ttconv: pop-on, roll-up and paint-on, channel 1.

CEA-608 pairs of bytes in hexadecimal, timed by SMPTE labels at 29.97 frames a second, drop-frame
where a label has a semicolon. A line that rolls up is a cue once, when it comes. A repair's
`where` is "line 12" of the file, or "cue 3".
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ttconv.scc.reader import to_model

from narrator.errors import UnreadableInputError
from narrator.model import Cue, Repair, Subtitles
from narrator.readers.cues.heard import as_repairs, heard
from narrator.readers.cues.rolling import Carried, painted_on, rolled_up, without_carried
from narrator.readers.cues.runs import displayed
from narrator.readers.cues.start import programme_start
from narrator.readers.cues.times import Draft, settled
from narrator.readers.repairs import repaired
from narrator.readers.ttml.model import place_of, runs_of
from narrator.readers.ttml.place import Screen
from narrator.timecode import FRAME_RATES, parse_smpte, smpte_ms

HEADER = "Scenarist_SCC V1.0"
CAPTION = re.compile(r"(\d{2}[:;.,]\d{2}[:;.,]\d{2})([:;.,])(\d{2})\s+(\S.*)", re.ASCII)
WORD = re.compile(r"[0-9a-fA-F]{4}")
HINT = "Check that it is a Scenarist SCC file and was copied whole."
MOST_FAILURES = 10
CARRIED: Mapping[str, Carried] = {"rollup": rolled_up, "paint": painted_on}


def read(path: Path, text: str) -> Subtitles:
    """Return the cues of SCC `text` with every repair.

    Raises UnreadableInputError where no caption shows any text.
    """
    lines, repairs = _rows(text.split("\n"))
    with heard("ttconv") as said:
        document, failed = _decode(lines, path)
    drafts, manners, invisible = _drafts(document)
    cues, timed = settled(drafts)
    cues, carried = without_carried(cues, lambda cue: CARRIED.get(manners[cue.id]))
    if not cues:
        raise UnreadableInputError(f"{path.name!r} holds no caption with any text.", HINT)
    notes = as_repairs(said, kind="caption-code")
    start_ms, guessed = programme_start(cues, hour_ms=_hour_ms(lines))
    return Subtitles(
        path=path,
        cues=cues,
        repairs=(*repairs, *failed, *notes, *invisible, *timed, *carried, *guessed),
        start_ms=start_ms,
    )


def _rows(lines: Sequence[str]) -> tuple[list[str], list[Repair]]:
    """Return the lines as ttconv wants them: a label, a tab, whole words; and what was mended."""
    rows, repairs = [], []
    for number, line in enumerate(lines, 1):
        row, where = line.strip(), f"line {number}"
        caption = CAPTION.fullmatch(row)
        words = caption[4].split() if caption else []
        whole = [word for word in words if WORD.fullmatch(word)]
        if len(whole) < len(words):
            broken = " ".join(word for word in words if not WORD.fullmatch(word))
            repairs.append(repaired("caption-code", where, broken, "left out"))
        if caption:
            repairs += _mislabelled(caption, where)
            rows.append(f"{caption[1]}{caption[2]}{caption[3]}\t{' '.join(whole)}")
        else:
            rows.append("")
            if row and not row.startswith("Scenarist_SCC"):
                repairs.append(repaired("stray", where, row, "left out"))
    return rows, repairs


def _mislabelled(caption: re.Match[str], where: str) -> list[Repair]:
    """List a label that there is not at its frame rate; ttconv counts on from it."""
    rate = FRAME_RATES["29.97" if caption[2] == ":" else "29.97df"]
    try:
        parse_smpte(f"{re.sub('[;.,]', ':', caption[1])}:{caption[3]}", rate)
    except ValueError as error:
        return [repaired("stamp", where, str(error), "counted as if it were there")]
    return []


def _decode(lines: list[str], path: Path) -> tuple[Any, list[Repair]]:
    """Return ttconv's document; a line that ttconv fails on is left out and listed."""
    repairs: list[Repair] = []
    for _ in range(MOST_FAILURES):
        reached: list[float] = [0.0]
        try:
            return to_model("\n".join([HEADER, *lines]), None, reached.append), repairs
        except Exception as error:  # noqa: BLE001 - a decoder of hostile bytes may fail in any way
            index = round(reached[-1] * (len(lines) + 1)) - 2
            where, after = f"line {index + 1}", f"left out: {type(error).__name__}"
            repairs.append(repaired("caption-code", where, lines[index], after))
            lines[index] = ""
    raise UnreadableInputError(f"{path.name!r} has too many captions that make no sense.", HINT)


def _drafts(
    document: Any,  # noqa: ANN401 - ttconv has no types
) -> tuple[list[Draft], dict[str, str], list[Repair]]:
    """Return a draft for each paragraph that shows text, and by its id: pop, rollup or paint."""
    drafts: list[Draft] = []
    manners: dict[str, str] = {}
    repairs: list[Repair] = []
    cells = document.get_cell_resolution()
    screen = Screen(columns=cells.columns, rows=cells.rows)
    for number, paragraph in enumerate(document.get_body().first_child(), 1):
        where = f"cue {number}"
        lines, invisible = displayed(runs_of(paragraph), where)
        repairs += invisible
        if lines:
            place = place_of(paragraph, screen)
            cue = Cue(id=str(number), span=None, lines=lines, position=place)
            begin, end = (_ms(paragraph.get_begin()), _ms(paragraph.get_end()))
            drafts.append(Draft(cue=cue, where=where, start_ms=begin, end_ms=end))
            manners[cue.id] = paragraph.get_region().get_id().rstrip("0123456789")
    return drafts, manners, repairs


def _ms(seconds: Any) -> int | None:  # noqa: ANN401 - a Fraction of ttconv, which has no types
    return None if seconds is None else round(seconds * 1000)


def _hour_ms(lines: Sequence[str]) -> int:
    """Return how long an hour of labels is: drop-frame if the first label is."""
    first = next((row for row in lines if row), "00:00:00;00")
    return smpte_ms((1, 0, 0, 0), FRAME_RATES["29.97" if first[8] == ":" else "29.97df"])
