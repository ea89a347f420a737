"""SubRip files, clean and dirty, case by case."""

import time
from pathlib import Path

import pytest

from narrator.errors import UnreadableInputError
from narrator.model import Cue, Line, Position, Repair, Span, Subtitles
from narrator.readers import srt
from narrator.timecode import format_stamp

PATH = Path("tide.srt")


def read(text: str) -> Subtitles:
    """Read `text` as the file tide.srt."""
    return srt.read(PATH, text)


def texts(subtitles: Subtitles) -> list[list[str]]:
    """Return the lines of each cue."""
    return [[line.text for line in cue.lines] for cue in subtitles.cues]


def kinds(subtitles: Subtitles) -> list[tuple[str, str]]:
    """Return the kind and place of each repair."""
    return [(repair.kind, repair.where) for repair in subtitles.repairs]


def test_a_clean_file_needs_no_repair() -> None:
    """Ids, times, lines and style are all there."""
    subtitles = read(
        "1\n00:00:01,000 --> 00:00:02,500\nThe lamp is out.\n\n"
        "2\n00:00:03,000 --> 00:00:05,000\n<i>Who put it\nout?</i>\n"
    )
    assert subtitles == Subtitles(
        path=PATH,
        cues=(
            Cue(
                id="1",
                span=Span(start_ms=1_000, end_ms=2_500),
                lines=(Line(text="The lamp is out."),),
            ),
            Cue(
                id="2",
                span=Span(start_ms=3_000, end_ms=5_000),
                lines=(Line(text="Who put it", italic=True), Line(text="out?", italic=True)),
            ),
        ),
    )


def test_a_cue_right_under_the_text_before_is_found() -> None:
    """A missing blank line costs nothing but a repair."""
    subtitles = read(
        "1\n00:00:01,000 --> 00:00:02,000\nOne.\n2\n00:00:03,000 --> 00:00:04,000\nTwo.\n"
        "00:00:05,000 --> 00:00:06,000\nThree.\n"
    )
    assert texts(subtitles) == [["One."], ["Two."], ["Three."]]
    assert kinds(subtitles) == [
        ("counter", "cue 3, line 7"),
        ("missing-blank-line", "cue 2, line 5"),
        ("missing-blank-line", "cue 3, line 7"),
    ]


def test_digits_that_are_spoken_are_no_counter() -> None:
    """A year before the next cue stays, with a blank line or without, counter or none."""
    subtitles = read(
        "1\n00:00:01,000 --> 00:00:02,000\nWhen?\n1984\n2\n00:00:03,000 --> 00:00:04,000\n1984\n\n"
        "3\n00:00:05,000 --> 00:00:06,000\nIn\n1984\n00:00:07,000 --> 00:00:08,000\n1984\n\n"
        "00:00:09,000 --> 00:00:10,000\n1984"
    )
    assert texts(subtitles) == [["When?", "1984"], ["1984"], ["In", "1984"], ["1984"], ["1984"]]


def test_counters_may_lie() -> None:
    """Ids are places in the file, and each lie is listed."""
    subtitles = read(
        "\n\n".join(
            f"{counter}\n00:00:0{second},000 --> 00:00:0{second},900\nLine {second}."
            for second, counter in enumerate(["0", "1", "1", "9", "10"], 1)
        )
    )
    assert [cue.id for cue in subtitles.cues] == ["1", "2", "3", "4", "5"]
    assert [(r.where, r.before) for r in subtitles.repairs] == [
        ("cue 3, line 10", "1"),
        ("cue 4, line 14", "9"),
    ]


def test_a_file_without_counters_is_said_once() -> None:
    """Not once a cue."""
    subtitles = read("00:00:01,000 --> 00:00:02,000\nOne.\n\n00:00:03,000 --> 00:00:04,000\nTwo.\n")
    assert texts(subtitles) == [["One."], ["Two."]]
    assert kinds(subtitles) == [("counter", "file")]


def test_a_blank_line_inside_the_text_is_borne_with() -> None:
    """The text after it still belongs to the cue."""
    subtitles = read(
        "1\n00:00:01,000 --> 00:00:02,000\n\nOne,\n\ntwo.\n\n2\n00:00:03,000 --> 00:00:04,000\nOh."
    )
    assert texts(subtitles) == [["One,", "two."], ["Oh."]]
    assert kinds(subtitles) == [("blank-line", "cue 1, line 2")]


def test_a_file_with_every_line_doubled_by_a_blank_one_is_read() -> None:
    """Counters stand apart from their times in it."""
    text = "1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo.\n"
    assert texts(read(text.replace("\n", "\n\n"))) == [["One."], ["Two."]]


def test_overlaps_are_kept_and_listed() -> None:
    """A caption may well stand over dialogue."""
    subtitles = read(
        "1\n00:00:01,000 --> 00:00:05,000\nPIER 9\n\n2\n00:00:02,000 --> 00:00:03,000\nOh.\n"
    )
    assert [cue.span for cue in subtitles.cues] == [
        Span(start_ms=1_000, end_ms=5_000),
        Span(start_ms=2_000, end_ms=3_000),
    ]
    assert kinds(subtitles) == [("overlap", "cue 2, line 6")]


def test_a_cue_without_length_gets_one() -> None:
    """By reading speed, and held back by the next cue."""
    subtitles = read(
        "1\n00:00:01,000 --> 00:00:01,000\nThirty letters and marks here.\n\n"
        "2\n00:00:10,000 --> 00:00:09,000\nThirty letters and marks here.\n\n"
        "3\n00:00:11,500 --> 00:00:13,000\nOh.\n"
    )
    assert [cue.span for cue in subtitles.cues] == [
        Span(start_ms=1_000, end_ms=3_000),
        Span(start_ms=10_000, end_ms=11_500),
        Span(start_ms=11_500, end_ms=13_000),
    ]
    assert subtitles.repairs == (
        Repair(kind="duration", where="cue 1, line 2", before="0 ms", after="2000 ms"),
        Repair(kind="duration", where="cue 2, line 6", before="-1000 ms", after="1500 ms"),
    )


def test_cues_at_one_time_do_not_cut_each_other_to_nothing() -> None:
    """Only a later start holds an end back."""
    subtitles = read(
        "1\n00:00:01,000 --> 00:00:01,000\nOne.\n\n2\n00:00:01,000 --> 00:00:01,000\nTwo.\n"
    )
    assert all(cue.span and cue.span.duration_ms == 1_000 for cue in subtitles.cues)


def test_cues_out_of_order_are_placed_by_their_start() -> None:
    """The ids still tell their places in the file."""
    subtitles = read(
        "1\n00:00:05,000 --> 00:00:06,000\nB.\n\n2\n00:00:01,000 --> 00:00:02,000\nA.\n"
    )
    assert [cue.id for cue in subtitles.cues] == ["2", "1"]
    assert kinds(subtitles) == [("order", "cue 2, line 6")]


def test_a_mended_stamp_is_listed_as_it_was_and_is() -> None:
    """Before and after are both there to compare."""
    subtitles = read("1\n0:00:01.5 --> 0:00:02.500\nOh.\n")
    assert subtitles.repairs == (
        Repair(
            kind="stamp",
            where="cue 1, line 2",
            before="0:00:01.5 --> 0:00:02.500",
            after="00:00:01,500 --> 00:00:02,500",
        ),
    )


def test_a_start_that_is_lost_is_the_end_before() -> None:
    """The cue keeps its place."""
    subtitles = read(
        "1\n00:00:01,000 --> 00:00:02,000\nA.\n\n2\n00:00:x --> 00:00:04,000\nB.\n".replace(
            "x", ":"
        )
    )
    assert [cue.span for cue in subtitles.cues] == [
        Span(start_ms=1_000, end_ms=2_000),
        Span(start_ms=2_000, end_ms=4_000),
    ]
    assert ("stamp", "cue 2, line 6") in kinds(subtitles)


def test_a_negative_start_is_zero() -> None:
    """A file that was moved too far to the front."""
    subtitles = read("1\n-00:00:01,000 --> 00:00:02,000\nOh.\n")
    assert [cue.span for cue in subtitles.cues] == [Span(start_ms=0, end_ms=2_000)]
    assert kinds(subtitles) == [("stamp", "cue 1, line 2")]


def test_empty_cues_are_dropped_and_listed() -> None:
    """Ids do not close up, so that they stay places in the file."""
    subtitles = read(
        "1\n00:00:01,000 --> 00:00:02,000\n\n\n2\n00:00:03,000 --> 00:00:04,000\n<i></i>\n\n"
        "3\n00:00:05,000 --> 00:00:06,000\nOh.\n"
    )
    assert [cue.id for cue in subtitles.cues] == ["3"]
    assert kinds(subtitles) == [("empty", "cue 1, line 2"), ("empty", "cue 2, line 6")]


def test_what_stands_before_the_first_cue_is_kept_in_its_repair() -> None:
    """It may be a note, but it is no subtitle."""
    subtitles = read("Tide, part 2\nby Zoë\n\n1\n00:00:01,000 --> 00:00:02,000\nOh.\n")
    assert subtitles.repairs == (
        Repair(kind="before-first-cue", where="lines 1-2", before="Tide, part 2\nby Zoë", after=""),
    )


@pytest.mark.parametrize(
    "tail",
    ["2", "2\n00:00:03,0", "2\n00:00:03,000 --", "2\n00:00:03,000 --> 00:", "2\n00:00:03,000 -->"],
)
def test_a_last_cue_that_is_cut_short_is_dropped_and_listed(tail: str) -> None:
    """Its counter and times are not spoken as text."""
    subtitles = read(f"1\n00:00:01,000 --> 00:00:02,000\nOh.\n\n{tail}")
    assert texts(subtitles) == [["Oh."]]
    assert "truncated" in {repair.kind for repair in subtitles.repairs}


def test_a_last_line_of_digits_is_kept() -> None:
    """Only what would be the next counter is taken for one."""
    assert texts(read("1\n00:00:01,000 --> 00:00:02,000\nWhen?\n\n1984")) == [["When?", "1984"]]
    assert texts(read("1\n00:00:01,000 --> 00:00:02,000\n2")) == [["2"]]


def test_the_place_comes_from_times_and_text() -> None:
    """Coordinates after the times, an override in the text, or both."""
    subtitles = read(
        "1\n00:00:01,000 --> 00:00:02,000 X1:0 X2:720 Y1:0 Y2:0\n{\\an8}Oh.\n\n"
        "2\n00:00:03,000 --> 00:00:04,000 line:10%\nOh.\n\n"
        "3\n00:00:05,000 --> 00:00:06,000 line:10%\n{\\pos(192,288)}Oh.\n"
    )
    assert [cue.position for cue in subtitles.cues] == [
        Position(alignment=8, x_percent=50.0, y_percent=0.0),
        Position(y_percent=10.0),
        Position(x_percent=50.0, y_percent=100.0),
    ]


def test_text_on_the_timing_line_is_the_first_line() -> None:
    """Its repairs have the right line numbers as well."""
    subtitles = read("1\n00:00:01,000 --> 00:00:02,000 Salt &amp;\ntar &amp; tide.\n")
    assert texts(subtitles) == [["Salt &", "tar & tide."]]
    assert kinds(subtitles) == [
        ("stamp", "cue 1, line 2"),
        ("entity", "cue 1, line 2"),
        ("entity", "cue 1, line 3"),
    ]


@pytest.mark.parametrize("text", ["", "Only text.", "1\n00:00:01,000 --> 00:00:02,000\n\n"])
def test_a_file_without_text_is_refused(text: str) -> None:
    """The sentence names the file and the hint says what to do."""
    with pytest.raises(UnreadableInputError, match=r"tide\.srt") as caught:
        read(text)
    assert caught.value.hint


def cpu_seconds(cues: int) -> float:
    """Return how long `cues` dirty cues take to read, in processor time."""
    text = "\n".join(
        f"{format_stamp(i * 3_000)} --> {format_stamp(i * 3_000 + 2_500)}\nSalt &amp; <i>tar {i}"
        for i in range(cues)
    )
    started = time.process_time()
    assert len(read(text).cues) == cues
    return time.process_time() - started


def test_reading_time_grows_no_faster_than_the_file() -> None:
    """Sixteen times the cues take nowhere near 256 times as long."""
    cpu_seconds(100)
    assert cpu_seconds(4_000) < 64 * max(cpu_seconds(250), 0.01)
