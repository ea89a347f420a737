"""Cues under or behind a line of two times: SBV (YouTube), and the lines that Whisper prints.

SBV has "0:00:01.000,0:00:02.500" above the text, Whisper "[00:01.000 --> 00:02.500]  text".
A repair's `where` is "cue 12, line 48", the line of the times.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from narrator.errors import UnreadableInputError
from narrator.model import Cue, Repair, Subtitles
from narrator.readers.cues.markup import parse_lines
from narrator.readers.cues.stamps import read_stamp
from narrator.readers.cues.start import programme_start
from narrator.readers.cues.times import Draft, settled
from narrator.readers.repairs import repaired

_STAMP = r"(?:[0-9]{1,3}:)?[0-9]{1,2}:[0-9]{2}[.,][0-9]{1,3}"
SBV = re.compile(rf"({_STAMP}),({_STAMP})()")
WHISPER = re.compile(rf"\[({_STAMP}) -{{1,2}}> ({_STAMP})\](.*)")
HINT = "Check that it was copied whole."


@dataclass(frozen=True, kw_only=True, slots=True)
class Bracketed:
    """The reader of one of these formats; times matches its line of start, end and text."""

    times: re.Pattern[str]

    def read(self, path: Path, text: str) -> Subtitles:
        r"""Return the cues of `text`, \n line ends, with every repair.

        Raises UnreadableInputError where no cue holds any text.
        """
        repairs: list[Repair] = []
        rows = [line.strip() for line in text.split("\n")]
        heads = [(i, found) for i, row in enumerate(rows) if (found := self.times.fullmatch(row))]
        if heads and (above := "\n".join(filter(None, rows[: heads[0][0]]))):
            repairs.append(repaired("before-first-cue", "line 1", above, ""))
        cues, timed = settled(_drafts(rows, heads, repairs))
        if not cues:
            raise UnreadableInputError(f"{path.name!r} holds no subtitle with any text.", HINT)
        start_ms, guessed = programme_start(cues)
        return Subtitles(
            path=path, cues=cues, repairs=(*repairs, *timed, *guessed), start_ms=start_ms
        )


def _drafts(
    rows: Sequence[str], heads: Sequence[tuple[int, re.Match[str]]], repairs: list[Repair]
) -> Iterator[Draft]:
    """Yield a cue for each line of times that has any text."""
    ends = [index for index, _ in heads[1:]] + [len(rows)]
    for number, ((index, found), end) in enumerate(zip(heads, ends, strict=True), 1):
        where = f"cue {number}, line {index + 1}"
        text = [row for row in (found[3].strip(), *rows[index + 1 : end]) if row]
        places = [where] * len(text)
        marked = parse_lines([row.replace("[br]", "<br>") for row in text], places.__getitem__)
        repairs += marked.repairs
        if not marked.lines:
            repairs.append(repaired("empty", where, found.group(), ""))
            continue
        cue = Cue(id=str(number), span=None, lines=marked.lines, position=marked.position)
        start_ms, end_ms = read_stamp(found[1]), read_stamp(found[2])
        yield Draft(cue=cue, where=where, start_ms=start_ms, end_ms=end_ms)
