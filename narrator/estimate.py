"""Times guessed from reading speed, for subtitles that come without any.

The constants, and where they come from:
READING_CPS 15: the BBC Subtitle Guidelines ask for 160 to 180 words a minute, which at five
letters and a space a word is 16 to 18 characters a second; 15 leaves a slow reader time.
SHORTEST_MS and LONGEST_MS: 1 s and 7 s for a cue of two lines, the usual broadcast bounds;
each line beyond two adds half of the 7 s.
GAP_MS 120: three frames at 25 frames a second, so that two cues are seen as two.
CARD_MS 2500: on-screen text in capitals stays long enough to be found and then read.
"""

from collections.abc import Sequence
from dataclasses import replace

from narrator.model import Cue, Line, Span, Subtitles

READING_CPS = 15
SHORTEST_MS = 1_000
LONGEST_MS = 7_000
LINES_IN_LONGEST = 2
GAP_MS = 120
CARD_MS = 2_500
FEWEST_CAPITALS = 2


def in_capitals(text: str) -> bool:
    """Tell whether `text` has two capital letters or more and no small one."""
    capitals = sum(character.isupper() for character in text)
    return capitals >= FEWEST_CAPITALS and not any(character.islower() for character in text)


def reading_ms(lines: Sequence[str]) -> int:
    """Return how long the `lines` of one cue take to read, in milliseconds, within the bounds."""
    characters = sum(len(line) for line in lines) + max(0, len(lines) - 1)
    longest_ms = LONGEST_MS * max(len(lines), LINES_IN_LONGEST) // LINES_IN_LONGEST
    shortest_ms = CARD_MS if lines and all(map(in_capitals, lines)) else SHORTEST_MS
    return min(max(characters * 1_000 // READING_CPS, shortest_ms), longest_ms)


def estimate_times(subtitles: Subtitles, *, total_ms: int | None = None) -> Subtitles:
    """Return `subtitles` with a guessed span on every cue; timing stays "estimated".

    Cues follow one another from zero. total_ms is the programme's length: where given, the
    last cue ends there and all the others are spread in proportion. Subtitles in which any cue
    has a span come back as they are. Raises ValueError where total_ms is not positive.
    """
    if total_ms is not None and total_ms <= 0:
        raise ValueError(f"a programme cannot last {total_ms} ms")
    if not subtitles.cues or any(cue.span for cue in subtitles.cues):
        return subtitles
    spans = _spread(_lay_out(subtitles.cues), total_ms)
    cues = (replace(cue, span=span) for cue, span in zip(subtitles.cues, spans, strict=True))
    return replace(subtitles, cues=tuple(cues), timing="estimated")


def _lay_out(cues: Sequence[Cue]) -> list[Span]:
    """Set the cues one after another, each as long as it takes to read."""
    spans: list[Span] = []
    start_ms = 0
    for cue in cues:
        end_ms = start_ms + reading_ms(_texts(cue.lines))
        spans.append(Span(start_ms=start_ms, end_ms=end_ms))
        start_ms = end_ms + GAP_MS
    return spans


def _texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]


def _spread(spans: list[Span], total_ms: int | None) -> list[Span]:
    """Scale `spans` so that the last one ends at total_ms; integers, so no rounding drifts."""
    if total_ms is None:
        return spans
    natural_ms = spans[-1].end_ms
    return [
        Span(
            start_ms=span.start_ms * total_ms // natural_ms,
            end_ms=span.end_ms * total_ms // natural_ms,
        )
        for span in spans
    ]
