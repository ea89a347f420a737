"""The untimed transcript: a script as plain lines, one displayed line a line.

The page's head and a second copy go (pasted.py), mangled tags are given their brackets back
(mangled.py), sure ellipses are put back (ellipses.py), and lines become cues (sentences.py).
Every source line of the script is one `Line`, once and in order. A line that a tag holds whole
is off_screen: such scripts set voices from elsewhere, and cards, in italics or a style; a card is
told from a voice later, by its capitals. Speaker labels stay in the text.

A cue's id is its place in the script, from 1; a repair's `where` is "line 12" of the file.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from narrator.errors import UnreadableInputError
from narrator.model import Cue, Line, Repair, Subtitles
from narrator.readers.cues.markup import parse_lines
from narrator.readers.repairs import repaired
from narrator.readers.transcript.ellipses import Shown, unfinished
from narrator.readers.transcript.mangled import LONGEST_REACH, restore_tags
from narrator.readers.transcript.pasted import Source, take_script
from narrator.readers.transcript.sentences import Displayed, join_lines

TAG = re.compile(r"<(?P<close>/)?(?P<name>span|font|em|strong|i|b|u)\b[^<>]*>", re.IGNORECASE)


def read(path: Path, text: str) -> Subtitles:
    r"""Return the cues of a transcript's `text`, \n line ends; none has a span.

    Raises UnreadableInputError where there is no line.
    """
    script = take_script(_sources(text))
    restored, mended = restore_tags(script.lines)
    displayed, marked = _display(restored)
    finished, ellipses = _with_ellipses(displayed)
    if not finished:
        raise UnreadableInputError(
            f"{path.name!r} holds no line of a script.", "Check that it was copied whole."
        )
    cues = (
        Cue(id=str(number), span=None, lines=tuple(displayed.line for displayed in lines))
        for number, lines in enumerate(join_lines(finished), 1)
    )
    return Subtitles(
        path=path,
        cues=tuple(cues),
        timing="estimated",
        title=script.title,
        repairs=(*script.repairs, *mended, *marked, *ellipses),
    )


def _sources(text: str) -> list[Source]:
    """Return the lines that are not blank."""
    sources: list[Source] = []
    blank = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip("\ufeff \t"):
            sources.append(Source(number=number, text=line, after_blank=blank))
        blank = not line.strip("\ufeff \t")
    return sources


def _display(sources: Sequence[Source]) -> tuple[list[Displayed], list[Repair]]:
    """Read the markup of each line, or of the lines that one tag holds together."""
    displayed: list[Displayed] = []
    repairs: list[Repair] = []
    for group, held in enumerate(_held_together(sources)):
        places = [f"line {source.number}" for source in held]
        marked = parse_lines([source.text for source in held], places.__getitem__)
        repairs += marked.repairs
        displayed += (
            Displayed(
                number=held[source].number,
                line=_off_screen(line),
                after_blank=held[source].after_blank,
                group=group if len(held) > 1 else None,
            )
            for source, line in zip(marked.sources, marked.lines, strict=True)
        )
    return displayed, repairs


def _off_screen(line: Line) -> Line:
    return replace(line, off_screen=line.italic or bool(line.classes))


def _held_together(sources: Sequence[Source]) -> Iterable[Sequence[Source]]:
    """Yield runs of lines that a tag opened on the first holds to the last, else single lines."""
    start = 0
    while start < len(sources):
        end = _end_of_tag(sources, start)
        yield sources[start:end]
        start = end


def _end_of_tag(sources: Sequence[Source], start: int) -> int:
    """Return the index after the line that closes what `start` opens, if it is within reach."""
    depth = 0
    for index in range(start, min(len(sources), start + LONGEST_REACH)):
        for tag in TAG.finditer(sources[index].text):
            depth = max(0, depth - 1) if tag["close"] else depth + 1
        if depth == 0:
            return index + 1
    return start + 1


def _with_ellipses(displayed: Sequence[Displayed]) -> tuple[list[Displayed], list[Repair]]:
    lost = unfinished(
        [
            Shown(text=d.line.text, parted=d.after_blank, styled=bool(d.line.classes))
            for d in displayed
        ]
    )
    repairs = [
        repaired("ellipsis", f"line {d.number}", d.line.text, f"{d.line.text}…")
        for index, d in enumerate(displayed)
        if index in lost
    ]
    finished = [
        replace(d, line=replace(d.line, text=f"{d.line.text}…")) if index in lost else d
        for index, d in enumerate(displayed)
    ]
    return finished, repairs
