"""Whether every text product tells what the cue sheet tells."""

from collections.abc import Iterator

from narrator.checks.delivered import Delivered, Line, Text
from narrator.checks.finding import CheckFinding
from narrator.checks.sheet import Placed
from narrator.checks.texts import same_words
from narrator.text.excerpt import excerpt


def texts_differ(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the text products that tell other narrations, times or words than the cue sheet."""
    for text in delivered.texts:
        due = [(_due(each), each) for each in delivered.sheet.narrations]
        due.sort(key=lambda pair: (pair[0].start_ms, pair[0].end_ms))
        found = sorted(text.lines, key=lambda line: (line.start_ms, line.end_ms))
        if len(found) != len(due):
            yield CheckFinding(
                message=f"{text.name} has another number of narrations than the cue sheet.",
                blocks=True,
                file=text.name,
                measured=len(found),
                wanted=len(due),
                unit="narrations",
            )
            continue
        for line, (wanted, narration) in zip(found, due, strict=True):
            yield from _differing(text, line, wanted, narration)


def _due(narration: Placed) -> Line:
    """Return what a text product should tell of a narration."""
    heard = narration.span
    return Line(start_ms=heard.start_ms, end_ms=heard.end_ms, words=narration.spoken)


def _differing(text: Text, line: Line, wanted: Line, narration: Placed) -> Iterator[CheckFinding]:
    starts_off = abs(line.start_ms - wanted.start_ms) > text.within_ms
    if starts_off or abs(line.end_ms - wanted.end_ms) > text.within_ms:
        yield CheckFinding(
            message=f"{text.name} has {narration.called} at another time than the cue sheet.",
            blocks=True,
            file=text.name,
            span=narration.span,
            measured=f"{line.start_ms / 1000:.3f} to {line.end_ms / 1000:.3f}",
            wanted=f"{wanted.start_ms / 1000:.3f} to {wanted.end_ms / 1000:.3f}",
            unit="s",
        )
    if line.words and letters_of(line.words) != letters_of(wanted.words):
        yield CheckFinding(
            message=f"{text.name} has other words for {narration.called} than the cue sheet.",
            blocks=True,
            file=text.name,
            span=narration.span,
            measured=excerpt(same_words(line.words)),
            wanted=excerpt(same_words(wanted.words)),
        )


def letters_of(words: str) -> str:
    """Return words without spaces: a list breaks a long line where its language has none."""
    return same_words(words).replace(" ", "")
