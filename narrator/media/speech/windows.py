"""Where narration may go, and which of that time is no-go: spans only, no sound."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from narrator.model import Span

# Kept beside speech that was heard. The model answers in steps of 32 ms; in docs/speech.md nine
# utterances in ten are heard from at most 34 ms after they begin, and to 85 ms after they end.
MARGIN_MS = 100


def windows_of(
    spans: Iterable[Span], *, lead_ms: int, lag_ms: int, longest_ms: int
) -> tuple[Span, ...]:
    """Return where narrations may be spoken, as merged windows.

    `spans` are those of the shown texts. A narration starts at most lead_ms before its text and
    lag_ms after its start, and lasts at most longest_ms, any guard beside it included.
    """
    return merged(
        Span(start_ms=max(0, span.start_ms - lead_ms), end_ms=span.start_ms + lag_ms + longest_ms)
        for span in spans
    )


def no_go_zones(
    cues: Iterable[Span],
    speech: Sequence[Span],
    windows: Sequence[Span],
    *,
    margin_ms: int = MARGIN_MS,
) -> tuple[Span, ...]:
    """Return where no narration should stand: the speech heard with a margin, and the cues.

    A cue lingers after its words. One that was listened to whole and in which speech was heard
    gives way to that speech; any other cue, such as a whisper not heard, counts whole.
    """
    heard = merged(widened(speech, margin_ms))
    known, listened = merged(speech), merged(windows)
    return merged([*heard, *(cue for cue in cues if not _is_known(cue, known, listened))])


def merged(spans: Iterable[Span], *, gap_ms: int = 0) -> tuple[Span, ...]:
    """Return the spans in order, those that overlap or lie within gap_ms of each other as one.

    Empty spans are left out.
    """
    joined: list[Span] = []
    for span in sorted(each for each in spans if each.duration_ms):
        if joined and span.start_ms - joined[-1].end_ms <= gap_ms:
            span = _over(joined.pop(), span)  # noqa: PLW2901 - it grows by the one before
        joined.append(span)
    return tuple(joined)


def widened(spans: Iterable[Span], margin_ms: int) -> tuple[Span, ...]:
    """Return each span longer by margin_ms on both sides, never before 0."""
    return tuple(
        Span(start_ms=max(0, span.start_ms - margin_ms), end_ms=span.end_ms + margin_ms)
        for span in spans
    )


def within(spans: Iterable[Span], window: Span) -> tuple[Span, ...]:
    """Return the parts of the spans that lie in the window."""
    parts = (
        Span(start_ms=max(span.start_ms, window.start_ms), end_ms=min(span.end_ms, window.end_ms))
        for span in spans
    )
    return tuple(part for part in parts if part.duration_ms)


def _over(first: Span, second: Span) -> Span:
    return Span(start_ms=first.start_ms, end_ms=max(first.end_ms, second.end_ms))


def _is_known(cue: Span, speech: Sequence[Span], listened: Sequence[Span]) -> bool:
    """Say whether the cue was listened to from end to end, and speech was heard in it.

    Speech and what was listened to are in order and apart, so one look-up each is enough.
    """
    window = bisect_right(listened, cue.start_ms, key=lambda span: span.start_ms) - 1
    spoken = bisect_left(speech, cue.end_ms, key=lambda span: span.start_ms) - 1
    whole = window >= 0 and cue.end_ms <= listened[window].end_ms
    return whole and spoken >= 0 and cue.overlap_ms(speech[spoken]) > 0
