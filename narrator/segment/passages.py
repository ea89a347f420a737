"""From cues to passages: neighbouring lines that share a form, with the silence around them."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from narrator.model import Cue, Line, Span
from narrator.segment.enclosures import CLOSING, closes, encloses, left_open, with_enclosures
from narrator.segment.facts import (
    BRACKETS,
    DASH,
    Passage,
    case_of,
    cites,
    ending_of,
    form_of,
    label_of,
    words_of,
)

REACH = 3  # cues to either side
Around = tuple[bool, int | None, int | None]


def passages_of(cues: Sequence[Cue]) -> tuple[Passage, ...]:
    """Split every cue into passages, in the order of the file."""
    parts = [
        (cue, silence, lines)
        for cue, silence in zip(cues, surroundings(cues), strict=True)
        for lines in split_lines(cue.lines)
    ]
    return with_enclosures(
        [
            make_passage(index, cue, lines, silence)
            for index, (cue, silence, lines) in enumerate(parts)
        ]
    )


def split_lines(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """Yield runs of lines of one form; a dash, a label, a citation starts a run of its own.

    What stands between a bracket and its closing one is never parted.
    """
    keys: list[tuple[object, ...]] = []
    turn, opening = 0, None
    for number, line in enumerate(lines):
        if opening is not None:
            keys.append(keys[-1])
            opening = None if closes(line.text, opening) else opening
            continue
        before = lines[number - 1].text if number else ""
        turn += bool(DASH.match(line.text)) or bool(label_of(line.text)) or cites(before, line.text)
        keys.append(turn_and_form(turn, line))
        opening = opened_by(line.text, lines[number + 1 :])
    for _, run in groupby(zip(keys, lines, strict=True), key=lambda pair: pair[0]):
        yield tuple(line for _, line in run)


def opened_by(text: str, following: Sequence[Line]) -> str | None:
    """Return the bracket that the line opens and a later line of the cue closes, or None."""
    opening = left_open(text)
    if opening not in BRACKETS:
        return None
    return opening if any(CLOSING[opening] in line.text for line in following) else None


def turn_and_form(turn: int, line: Line) -> tuple[object, ...]:
    """Key of a run: whose turn it is, and the form without the dash that only opens a turn."""
    upper, _, enclosed, sung, speaker = form_of(line)
    quoted = encloses(line.text) and not enclosed
    return (turn, upper and not label_of(line.text), enclosed, quoted, sung, speaker)


def make_passage(index: int, cue: Cue, lines: tuple[Line, ...], silence: Around) -> Passage:
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
        crowded=silence[0],
        before_ms=silence[1],
        after_ms=silence[2],
    )


def surroundings(cues: Sequence[Cue]) -> list[Around]:
    """Tell for each cue whether a near one is shown with it, and the silence before and after.

    Silences are in milliseconds, negative where cues overlap, None where there are no times.
    """
    spans = [cue.span for cue in cues]
    return [around(span, spans, n) for n, span in enumerate(spans)]


def around(span: Span | None, spans: Sequence[Span | None], n: int) -> Around:
    """Tell of the n-th span what surroundings tells of all."""
    if span is None:
        return (False, None, None)
    before = spans[n - 1] if n else None
    after = spans[n + 1] if n + 1 < len(spans) else None
    near = spans[max(0, n - REACH) : n + 1 + REACH]
    return (
        sum(s.start_ms < span.end_ms and s.end_ms > span.start_ms for s in near if s) > 1,
        span.start_ms - before.end_ms if before else None,
        after.start_ms - span.end_ms if after else None,
    )
