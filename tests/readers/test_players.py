"""The formats of old players."""

from pathlib import Path

import pytest

from narrator.errors import UnreadableInputError
from narrator.model import Line, Span, Subtitles
from narrator.readers import READERS


def read(name: str, text: str) -> Subtitles:
    """Return the subtitles of `text` by the reader of that name."""
    return READERS[name].read(Path(f"a.{name}"), text)


@pytest.mark.parametrize(
    ("name", "text", "span"),
    [
        ("microdvd", "{1}{1}25.000\n{25}{50}{Y:i}Tide\n", Span(start_ms=1000, end_ms=2000)),
        ("mpl2", "[10][25]/Tide\n", Span(start_ms=1000, end_ms=2500)),
        (
            "sami",
            "<SAMI><BODY><SYNC Start=1000><P><i>Tide</i><SYNC Start=2500><P>&nbsp;</BODY></SAMI>",
            Span(start_ms=1000, end_ms=2500),
        ),
    ],
)
def test_frames_tenths_and_milliseconds_are_read(name: str, text: str, span: Span) -> None:
    """With the slant that each writes its own way; a SAMI cue ends where the next begins."""
    (cue,) = read(name, text).cues
    assert (cue.span, cue.lines) == (span, (Line(text="Tide", italic=True),))


def test_a_bar_parts_lines() -> None:
    """TMPlayer gives whole seconds and no ends."""
    cues = read("tmp", "00:00:01:Low|tide\n00:00:03:Out\n").cues
    assert [[line.text for line in cue.lines] for cue in cues] == [["Low", "tide"], ["Out"]]
    assert [cue.span.start_ms for cue in cues if cue.span] == [1000, 3000]


def test_a_frame_rate_that_is_not_given_is_listed() -> None:
    """The usual one is taken."""
    subtitles = read("microdvd", "{24}{48}Tide\n")
    assert subtitles.cues[0].span == Span(start_ms=1001, end_ms=2002)
    assert [(r.kind, r.after) for r in subtitles.repairs] == [
        ("frame-rate", "read at 23.976 frames a second")
    ]


def test_what_is_no_subtitle_is_listed() -> None:
    """A line of text, an end that is missing, a SYNC without a start."""
    subtitles = read("microdvd", "{1}{1}25\n{25}{}Tide\nlost\n")
    assert [(r.kind, r.where) for r in subtitles.repairs] == [
        ("stray", "line 3"),
        ("duration", "cue 1, line 2"),
    ]
    assert [r.kind for r in read("sami", "<SAMI><SYNC><SYNC Start=1><P>Tide").repairs] == ["stamp"]


@pytest.mark.parametrize(
    ("name", "text"),
    [("microdvd", "{1}{1}25\n"), ("mpl2", "lost"), ("tmp", ""), ("sami", "<SAMI>")],
)
def test_a_file_without_text_is_refused(name: str, text: str) -> None:
    """With a hint."""
    with pytest.raises(UnreadableInputError, match="no subtitle") as caught:
        read(name, text)
    assert caught.value.hint
