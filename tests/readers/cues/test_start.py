"""The programme start that cues count from."""

import pytest

from narrator.model import Cue, Span
from narrator.readers.cues.start import programme_start

H = 3_600_000


def cues(*starts_ms: int) -> list[Cue]:
    """Return a cue of a second at each of the times."""
    spans = [Span(start_ms=ms, end_ms=ms + 1000) for ms in starts_ms]
    return [Cue(id=str(n), span=span, lines=()) for n, span in enumerate(spans, 1)]


@pytest.mark.parametrize(
    ("starts_ms", "start_ms"),
    [
        ((10 * H,), 10 * H),
        ((10 * H + 5_000, 11 * H), 10 * H),
        ((10 * H - 4, 10 * H + 9_000), 10 * H),
        ((11 * H + 5_000, 11 * H + 9_000), 11 * H),
        ((20 * H + 5_000,), 20 * H),
        ((H, H + 9_000), H),
        ((H + 19 * 60_000,), H),
        ((H + 21 * 60_000,), 0),
        ((2 * H,), 0),
        ((5_000, H + 5_000), 0),
        ((0, 10 * H + 5_000, 10 * H + 9_000), 10 * H),
        ((0, 5_000, 10 * H), 0),
        ((99_999 * H,), 0),
        ((), 0),
    ],
)
def test_a_start_is_guessed_from_the_first_cue(starts_ms: tuple[int, ...], start_ms: int) -> None:
    """The hour of the first, but for a slate at zero; a guess is listed, and only a guess."""
    found, repairs = programme_start(cues(*starts_ms))
    assert found == start_ms
    assert [repair.kind for repair in repairs] == ["start-timecode"] * bool(start_ms)


def test_a_declared_start_counts_where_the_cues_keep_to_it() -> None:
    """It is no guess, so nothing is listed; cues that count from zero belie it."""
    assert programme_start(cues(10 * H + 5), 10 * H) == (10 * H, ())
    assert programme_start(cues(0, 10 * H + 5), 10 * H) == (10 * H, ())
    assert programme_start(cues(5_000), 10 * H) == (0, ())
    assert programme_start(cues(H + 5_000), 0) == (0, ())


def test_an_hour_of_labels_may_be_longer() -> None:
    """29.97 frames a second labelled without dropping lose 3.6 seconds an hour."""
    assert programme_start(cues(36_036_000), hour_ms=3_603_600)[0] == 36_036_000
