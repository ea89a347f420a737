"""Any cues, written as SubRip with any dirt: nothing raises, and no line of text is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.errors import UnreadableInputError
from narrator.model import Subtitles
from narrator.readers import srt
from narrator.timecode import format_stamp

WORDS = (
    "tide",
    "Zoë",
    "lamp",
    "Out!",
    "it's",
    "PIER",
    "9",
    "1984",
    "27",
    "-Who?",
    "5 < 6",
    "—",
    "2",
)
LINE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)


@dataclass(frozen=True, kw_only=True)
class Dirty:
    """One cue with the dirt it is written with."""

    start_ms: int
    length_ms: int
    lines: Sequence[str]
    counter: str
    separator: str
    arrow: str
    after_times: str
    between: str
    tag: tuple[str, str]
    blanks_below: int


CUES = st.lists(
    st.builds(
        Dirty,
        start_ms=st.integers(min_value=0, max_value=4_000_000),
        length_ms=st.sampled_from([0, 1, 900, 2_000, 60_000]),
        lines=st.lists(LINE, min_size=1, max_size=3),
        counter=st.sampled_from(["right", "right", "right", "none", "wrong"]),
        separator=st.sampled_from([",", ",", ".", ":"]),
        arrow=st.sampled_from([" --> ", " --> ", "-->", " -> "]),
        after_times=st.sampled_from(["", "", " ", " X1:10 X2:20 Y1:1 Y2:2", " align:start"]),
        between=st.sampled_from(["\n", "\n", "\n", "\n\n", "\n \n"]),
        tag=st.sampled_from(
            [("", ""), ("<i>", "</i>"), ("<b>", ""), ("", "</i>"), ("{\\an8}", "")]
        ),
        blanks_below=st.sampled_from([0, 1, 1, 1, 2, 4]),
    ),
    min_size=1,
    max_size=12,
)


def written(cue: Dirty, number: int) -> str:
    """Return the cue as text of a file."""
    counter = {"right": f"{number}\n", "none": "", "wrong": f"{number * 37 + 5}\n"}[cue.counter]
    start = format_stamp(cue.start_ms, cue.separator)
    end = format_stamp(cue.start_ms + cue.length_ms, cue.separator)
    text = cue.between.join(cue.lines)
    timing = f"{start}{cue.arrow}{end}{cue.after_times}"
    return f"{counter}{timing}\n{cue.tag[0]}{text}{cue.tag[1]}\n" + "\n" * cue.blanks_below


def accounted_for(subtitles: Subtitles) -> str:
    """Return all lines of the cues, and what repairs say was left out or taken for a counter."""
    shown = [line.text for cue in subtitles.cues for line in cue.lines]
    listed = [repair.before for repair in subtitles.repairs]
    return "\n".join([*shown, *listed])


@settings(deadline=None, max_examples=150)
@given(cues=CUES)
def test_no_line_of_text_is_lost(cues: list[Dirty]) -> None:
    """Every line is in a cue, or in the repair that says where it went."""
    text = "".join(written(cue, number) for number, cue in enumerate(cues, 1))
    subtitles = srt.read(Path("tide.srt"), text)
    everything = accounted_for(subtitles)
    lost = [line for cue in cues for line in cue.lines if line not in everything]
    assert lost == []
    spoken = [line for cue in cues for line in cue.lines if not line.isdecimal()]
    shown = [line.text for cue in subtitles.cues for line in cue.lines]
    assert sorted(line for line in shown if not line.isdecimal()) == sorted(spoken)


@settings(deadline=None, max_examples=100)
@given(cues=CUES)
def test_times_come_out_in_order_and_whole(cues: list[Dirty]) -> None:
    """Sorted by start, every span longer than nothing, every id once.

    A cue may only be missing where all its text was the number that the next counter would be.
    """
    text = "".join(written(cue, number) for number, cue in enumerate(cues, 1))
    subtitles = srt.read(Path("tide.srt"), text)
    read = subtitles.cues
    empty = sum(repair.kind == "empty" for repair in subtitles.repairs)
    assert len(read) + empty == len(cues)
    spans = [cue.span for cue in read if cue.span is not None]
    assert len(spans) == len(read)
    starts = [span.start_ms for span in spans]
    assert starts == sorted(starts)
    assert set(starts) <= {cue.start_ms for cue in cues}
    assert all(span.duration_ms > 0 for span in spans)
    assert len({cue.id for cue in read}) == len(read)


@settings(deadline=None, max_examples=100)
@given(cues=CUES, cut=st.floats(min_value=0, max_value=1))
def test_a_file_cut_anywhere_is_read_up_to_there(cues: list[Dirty], cut: float) -> None:
    """A truncated copy never raises anything but the error that no cue is left."""
    text = "".join(written(cue, number) for number, cue in enumerate(cues, 1))
    try:
        subtitles = srt.read(Path("tide.srt"), text[: int(cut * len(text))])
    except UnreadableInputError:
        return
    assert len(subtitles.cues) <= len(cues)


@settings(deadline=None, max_examples=200)
@given(
    text=st.text()
    | st.lists(
        st.sampled_from(
            ["1", "2", "00:00:01,000 --> 00:00:02,000", "Oh.", "", "00:00", "-->", "<i>"]
        )
    ).map("\n".join)
)
def test_any_text_gives_cues_or_one_error(text: str) -> None:
    """Whatever it is, only UnreadableInputError may come out."""
    try:
        subtitles = srt.read(Path("tide.srt"), text)
    except UnreadableInputError:
        return
    assert all(cue.lines and cue.span and cue.span.duration_ms > 0 for cue in subtitles.cues)
