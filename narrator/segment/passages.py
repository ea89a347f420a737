"""From cues to passages: neighbouring lines that share a form, with the silence around them."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from narrator.model import Cue, Line
from narrator.segment.facts import (
    DASH,
    Passage,
    case_of,
    cites,
    ending_of,
    form_of,
    label_of,
    words_of,
)


def passages_of(cues: Sequence[Cue]) -> tuple[Passage, ...]:
    """Split every cue into passages, in the order of the file."""
    silences = silences_around(cues)
    parts = [
        (cue, silence, lines)
        for cue, silence in zip(cues, silences, strict=True)
        for lines in split_lines(cue.lines)
    ]
    return tuple(
        make_passage(index, cue, lines, *silence)
        for index, (cue, silence, lines) in enumerate(parts)
    )


def split_lines(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """Yield runs of lines of one form; a dash, a label, a citation starts a run of its own."""
    starts: list[int] = []
    turn = 0
    for number, line in enumerate(lines):
        before = lines[number - 1].text if number else ""
        turn += bool(DASH.match(line.text)) or bool(label_of(line.text)) or cites(before, line.text)
        starts.append(turn)
    numbered = zip(starts, lines, strict=True)
    for _, run in groupby(numbered, key=lambda pair: turn_and_form(*pair)):
        yield tuple(line for _, line in run)


def turn_and_form(turn: int, line: Line) -> tuple[object, ...]:
    """Key of a run: whose turn it is, and the form without the dash that only opens a turn."""
    upper, _, enclosed, sung, speaker = form_of(line)
    return (turn, upper and not label_of(line.text), enclosed, sung, speaker)


def make_passage(
    index: int, cue: Cue, lines: tuple[Line, ...], before_ms: int | None, after_ms: int | None
) -> Passage:
    """Read off a run of lines what rules will ask for."""
    text = " ".join(line.text.strip() for line in lines)
    label = label_of(text)
    return Passage(
        index=index,
        cue=cue,
        lines=lines,
        text=text,
        words=words_of(text),
        case=case_of(text),
        ending=ending_of(text),
        dash=bool(DASH.match(text)),
        label=label,
        before_ms=before_ms,
        after_ms=after_ms,
    )


def silences_around(cues: Sequence[Cue]) -> list[tuple[int | None, int | None]]:
    """Milliseconds without a subtitle before and after each cue; negative where cues overlap."""
    found: list[tuple[int | None, int | None]] = []
    for number, cue in enumerate(cues):
        before = cues[number - 1].span if number else None
        after = cues[number + 1].span if number + 1 < len(cues) else None
        if cue.span is None:
            found.append((None, None))
            continue
        found.append(
            (
                cue.span.start_ms - before.end_ms if before else None,
                after.start_ms - cue.span.end_ms if after else None,
            )
        )
    return found
