"""From probabilities to spans."""

import numpy as np

from narrator.media.speech.spans import FRAME_MS, Thresholds, speech_spans
from narrator.model import Span

BARE = Thresholds(pad_ms=0)


def found(*runs: tuple[float, int], thresholds: Thresholds = BARE) -> list[tuple[int, int]]:
    """Return the spans, in frames, of runs of a probability and a number of frames."""
    values = np.concatenate([np.full(count, value, np.float32) for value, count in runs])
    spans = speech_spans(values, 0, thresholds)
    return [(each.start_ms // FRAME_MS, each.end_ms // FRAME_MS) for each in spans]


def test_speech_lasts_from_the_first_likely_frame_to_the_first_unlikely_one() -> None:
    """A long silence ends it where it began."""
    assert found((0.1, 5), (0.9, 20), (0.1, 20)) == [(5, 25)]


def test_what_is_neither_likely_nor_unlikely_goes_on() -> None:
    """Between the thresholds speech neither begins nor ends."""
    assert found((0.4, 10), (0.9, 10), (0.4, 10), (0.1, 20)) == [(10, 30)]


def test_a_short_pause_does_not_end_speech() -> None:
    """Nine frames are 288 ms."""
    assert found((0.9, 10), (0.1, 9), (0.9, 10)) == [(0, 29)]


def test_a_longer_pause_does() -> None:
    """Eleven frames are 352 ms."""
    assert found((0.9, 10), (0.1, 11), (0.9, 10)) == [(0, 10), (21, 31)]


def test_a_click_is_no_speech() -> None:
    """Seven frames are 224 ms."""
    assert found((0.1, 20), (0.9, 7), (0.1, 20)) == []


def test_speech_may_go_on_to_the_end() -> None:
    """The last frame is in it."""
    assert found((0.1, 4), (0.9, 12)) == [(4, 16)]


def test_spans_are_set_in_time_and_padded() -> None:
    """The first frame stands where the caller says."""
    spans = speech_spans(np.full(10, 0.9, np.float32), 5_000, Thresholds(pad_ms=30))
    assert spans == (Span(start_ms=4_970, end_ms=5_350),)


def test_no_frames_hold_no_speech() -> None:
    """An empty answer is no error."""
    assert speech_spans(np.zeros(0, np.float32), 0, BARE) == ()
