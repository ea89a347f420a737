"""The programme's clock: what the user tells, what the file shows, and what stands before."""

from pathlib import Path

import pytest

from narrator.clock import on_programme_clock, start_of
from narrator.model import Cue, Line, Programme, Script, Span, Subtitles, Unit

TEN_H_MS = 36_000_000


def subtitles(*starts_ms: int) -> Subtitles:
    """Return subtitles that start at ten o'clock, a cue of 2 s at each time."""
    cues = tuple(
        Cue(id=str(n), span=Span(start_ms=ms, end_ms=ms + 2000), lines=(Line(text="A"),))
        for n, ms in enumerate(starts_ms, 1)
    )
    return Subtitles(path=Path("a.srt"), cues=cues, start_ms=TEN_H_MS)


def programme(duration_ms: int) -> Programme:
    """Return a programme of that length."""
    return Programme(
        path=Path("p.wav"), duration_ms=duration_ms, rate_hz=48_000, channels=2, layout="stereo",
        sample_format="s16", has_sound=True, has_video=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("told_ms", "duration_ms", "start_ms"),
    [
        (None, None, TEN_H_MS),
        (None, 3_000_000, TEN_H_MS),
        (None, 40_000_000, 0),
        (0, 3_000_000, 0),
        (5000, 40_000_000, 5000),
    ],
)
def test_what_the_user_tells_wins_and_cues_that_fit_stay(
    told_ms: int | None, duration_ms: int | None, start_ms: int
) -> None:
    """A programme of eleven hours needs no start for a cue after the tenth."""
    heard = None if duration_ms is None else programme(duration_ms)
    assert start_of(subtitles(TEN_H_MS + 1000), told_ms, heard) == start_ms


def script(*spans: Span | None) -> Script:
    """Return a script of units with these spans, in subtitles that start at ten o'clock."""
    units = tuple(
        Unit(
            id=f"u{n}", cue_ids=(str(n),), span=span, tag="caption", lines=("A",), rule="r",
            confidence=1.0,
        )
        for n, span in enumerate(spans, 1)
    )  # fmt: skip
    return Script(title="", language="en", units=units, timing="cues", start_ms=TEN_H_MS)


def test_times_count_from_the_first_picture_and_nothing_is_lost() -> None:
    """A slate before it keeps its unit without times, and is listed."""
    slate = Span(start_ms=TEN_H_MS - 9000, end_ms=TEN_H_MS - 5000)
    across = Span(start_ms=TEN_H_MS - 1000, end_ms=TEN_H_MS + 1000)
    after = Span(start_ms=TEN_H_MS + 3000, end_ms=TEN_H_MS + 5000)
    found = on_programme_clock(script(slate, across, after, None))
    assert [unit.span for unit in found.units] == [
        None,
        Span(start_ms=0, end_ms=1000),
        Span(start_ms=3000, end_ms=5000),
        None,
    ]
    assert [(r.kind, r.where) for r in found.repairs] == [
        ("start", "file"), ("before-start", "cue 1"),
    ]  # fmt: skip
