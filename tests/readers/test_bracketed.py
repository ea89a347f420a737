"""SBV and the lines that Whisper prints."""

from pathlib import Path

import pytest

from narrator.errors import UnreadableInputError
from narrator.model import Span
from narrator.readers import read_data

SBV = b"0:00:01.000,0:00:02.500\nLow tide\n[br]and wind\n\n1:00:03.000,1:00:04.000\nHARBOUR\n"
WHISPER = b"[00:01.000 --> 00:02.500]  Low tide\n[01:00:03.000 -> 01:00:04.000] HARBOUR\n"


@pytest.mark.parametrize(("name", "data"), [("a.sbv", SBV), ("a.txt", WHISPER)])
def test_times_and_text_are_read(name: str, data: bytes) -> None:
    """With hours or without; [br] of SBV ends a line."""
    subtitles = read_data(Path(name), data)
    assert [cue.span for cue in subtitles.cues] == [
        Span(start_ms=1_000, end_ms=2_500),
        Span(start_ms=3_603_000, end_ms=3_604_000),
    ]
    texts = [" ".join(line.text for line in cue.lines) for cue in subtitles.cues]
    assert texts[0].removesuffix(" and wind") == "Low tide"
    assert texts[1] == "HARBOUR"
    assert subtitles.timing == "cues"


def test_what_is_left_out_is_listed() -> None:
    """Times without text, and an end before its start."""
    data = b"0:00:01.000,0:00:02.000\n\n0:00:05.000,0:00:04.000\nLow tide\n"
    kinds = [repair.kind for repair in read_data(Path("a.sbv"), data).repairs]
    assert kinds == ["empty", "duration"]


def test_no_text_at_all_is_refused() -> None:
    """In one sentence."""
    with pytest.raises(UnreadableInputError, match="no subtitle with any text"):
        read_data(Path("a.sbv"), b"0:00:01.000,0:00:02.000\n")
