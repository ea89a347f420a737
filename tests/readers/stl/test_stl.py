"""EBU STL: code tables, teletext colours, places, cumulative sets, comments, rates and starts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from narrator.errors import UnreadableInputError
from narrator.model import Line, Position, Span
from narrator.readers import stl

PATH = Path("a.stl")
Maker = Callable[..., bytes]
WHITE = "#ffffff"
TEN = (10, 0, 1, 0)
TEN_END = (10, 0, 3, 12)


def test_a_subtitle_is_read(gsi: Maker, tti: Maker) -> None:
    """Double height, boxes, colours and line ends of teletext; times as in the file."""
    text = b"\x0d\x07\x0b\x0bLow tide\x8a\x8a\x0d\x03\x0b\x0bat ten\x0a\x0a"
    data = gsi(start=b"10000000", title=b"Low water") + tti(1, TEN, TEN_END, text)
    subtitles = stl.read(PATH, data)
    (cue,) = subtitles.cues
    assert cue.span == Span(start_ms=36_001_000, end_ms=36_003_480)
    assert cue.lines == (
        Line(text="Low tide", colour=WHITE),
        Line(text="at ten", colour="#ffff00"),
    )
    assert (subtitles.start_ms, subtitles.language) == (36_000_000, "en")
    assert subtitles.title == "Low water"
    assert subtitles.repairs == ()


@pytest.mark.parametrize(
    ("table", "text", "shown"),
    [
        (b"00", b"Caf\xc2e \xa9out\xb9 \xc8uber \xd5", "Café ‘out’ über ♪"),
        (b"01", bytes([0xBF, 0xE0, 0xD8, 0xDB, 0xD8, 0xD2]), "Прилив"),
        (b"02", bytes([0xC7, 0xE4]), "ال"),
        (b"03", bytes([0xCD, 0xE5, 0xF1, 0xFC]), "Νερό"),
        (b"04", bytes([0xE9, 0xED]), "ים"),
    ],
)
def test_each_code_table_is_read(
    table: bytes, text: bytes, shown: str, gsi: Maker, tti: Maker
) -> None:
    """Latin with floating accents, Cyrillic, Arabic, Greek, Hebrew."""
    (cue,) = stl.read(PATH, gsi(table=table) + tti(1, TEN, TEN_END, text)).cues
    assert [line.text for line in cue.lines] == [shown]


@pytest.mark.parametrize(
    ("display", "row", "justified", "position"),
    [
        (b"1", 20, 2, Position(alignment=2, x_percent=50.0, y_percent=79.57)),
        (b"1", 2, 1, Position(alignment=7, x_percent=5.0, y_percent=13.48)),
        (b"1", 20, 3, Position(alignment=3, x_percent=95.0, y_percent=79.57)),
        (b"0", 1, 2, Position(alignment=8, x_percent=50.0, y_percent=10.0)),
    ],
)
def test_a_cue_stands_on_its_row(  # noqa: PLR0913, PLR0917 - a case of the table
    display: bytes, row: int, justified: int, position: Position, gsi: Maker, tti: Maker
) -> None:
    """Vertical position and justification, in teletext and in open subtitles."""
    block = tti(1, TEN, TEN_END, b"Tide", row=row, justified=justified)
    (cue,) = stl.read(PATH, gsi(display=display) + block).cues
    assert cue.position == position


def test_italics_of_open_subtitles_are_kept(gsi: Maker, tti: Maker) -> None:
    """Codes 80 and 81."""
    (cue,) = stl.read(PATH, gsi(display=b"0") + tti(1, TEN, TEN_END, b"\x80Tide\x81")).cues
    assert cue.lines == (Line(text="Tide", italic=True, colour=WHITE),)


def test_text_over_several_blocks_is_one_cue(gsi: Maker, tti: Maker) -> None:
    """Extension blocks go on; user data is no text and is listed."""
    data = gsi(blocks=3) + b"".join(
        (
            tti(1, TEN, TEN_END, b"low tide at ten " * 7, extension=0),
            tti(1, TEN, TEN_END, b"secret", extension=0xFE),
            tti(1, TEN, TEN_END, b"and out"),
        )
    )
    subtitles = stl.read(PATH, data)
    assert subtitles.cues[0].lines[0].text == "low tide at ten " * 7 + "and out"
    assert [(r.kind, r.where) for r in subtitles.repairs][:-1] == [("user-data", "block 2")]


def test_a_cumulative_set_is_one_cue(gsi: Maker, tti: Maker) -> None:
    """From the first line to the end of the last."""
    data = gsi(blocks=4) + b"".join(
        (
            tti(1, (0, 0, 1, 0), (0, 0, 4, 0), b"One", cumulative=1),
            tti(2, (0, 0, 2, 0), (0, 0, 4, 0), b"Two", cumulative=2),
            tti(3, (0, 0, 3, 0), (0, 0, 5, 0), b"Three", cumulative=3),
            tti(4, (0, 0, 6, 0), (0, 0, 7, 0), b"Four"),
        )
    )
    cues = stl.read(PATH, data).cues
    assert [[line.text for line in cue.lines] for cue in cues] == [
        ["One", "Two", "Three"],
        ["Four"],
    ]
    assert cues[0].span == Span(start_ms=1000, end_ms=5000)


def test_a_comment_is_kept_apart_and_listed(gsi: Maker, tti: Maker) -> None:
    """CF 1 is for the translator."""
    data = gsi(blocks=2) + tti(1, TEN, TEN_END, b"check", comment=1) + tti(2, TEN, TEN_END, b"Tide")
    subtitles = stl.read(PATH, data)
    assert [cue.lines[0].text for cue in subtitles.cues] == ["Tide"]
    assert subtitles.notes == ("check",)
    assert [(r.kind, r.where) for r in subtitles.repairs][:-1] == [("comment", "block 1")]


@pytest.mark.parametrize(
    ("rate", "start", "label", "start_ms", "ms"),
    [
        (b"STL25.01", b"10000000", (10, 0, 0, 5), 36_000_000, 36_000_200),
        (b"STL25.01", b"01000000", (1, 0, 0, 5), 3_600_000, 3_600_200),
        (b"STL25.01", b"10000000", (0, 0, 1, 0), 0, 1000),
        (b"STL25.01", b"        ", (10, 0, 0, 5), 36_000_000, 36_000_200),
        (b"STL30.01", b"01000000", (1, 0, 0, 15), 3_599_996, 3_600_497),
        (b"STL24.01", b"00000000", (0, 0, 1, 12), 0, 1500),
        (b"STL23.01", b"00000000", (0, 0, 1, 12), 0, 1502),
        (b"STL50.01", b"00000000", (0, 0, 1, 25), 0, 1500),
    ],
)
def test_rates_and_the_programme_start_count(  # noqa: PLR0913, PLR0917 - a case of the table
    rate: bytes,
    start: bytes,
    label: tuple[int, int, int, int],
    start_ms: int,
    ms: int,
    gsi: Maker,
    tti: Maker,
) -> None:
    """A declared start counts where the cues keep to it; 30 is drop-frame at 29.97."""
    end = (label[0], 0, 9, 0)
    subtitles = stl.read(PATH, gsi(rate=rate, start=start) + tti(1, label, end, b"Tide"))
    assert subtitles.start_ms == start_ms
    assert subtitles.cues[0].span is not None
    assert subtitles.cues[0].span.start_ms == ms


def test_labels_that_drop_frame_leaves_out_mean_that_nothing_drops(gsi: Maker, tti: Maker) -> None:
    """Then 29.97 frames are labelled without dropping, and that is listed."""
    data = gsi(rate=b"STL30.01") + tti(1, (0, 1, 0, 0), (0, 1, 2, 0), b"Tide")
    subtitles = stl.read(PATH, data)
    assert subtitles.cues[0].span == Span(start_ms=60_060, end_ms=62_062)
    assert [(r.kind, r.after) for r in subtitles.repairs] == [("stamp", "read as non-drop")]


def test_what_is_wrong_is_mended_and_listed(gsi: Maker, tti: Maker) -> None:
    """A label out of range, an end before its start, no text, bytes without a character, a cut."""
    data = gsi(rate=b"STL99.01", blocks=9) + b"".join(
        (
            tti(1, (0, 0, 1, 99), (0, 0, 2, 0), b"One"),
            tti(2, (0, 0, 5, 0), (0, 0, 4, 0), b"Two"),
            tti(3, (0, 0, 6, 0), (0, 0, 7, 0), b"\x8a"),
            tti(4, (0, 0, 8, 0), (0, 0, 9, 0), b"Th\xa6ree"),
            b"cut",
        )
    )
    subtitles = stl.read(PATH, data)
    assert [cue.lines[0].text for cue in subtitles.cues] == ["One", "Two", "Th\ufffdree"]
    assert [(r.kind, r.where) for r in subtitles.repairs] == [
        ("field", "file"),
        ("field", "file"),
        ("truncated", "block 5"),
        ("truncated", "file"),
        ("stamp", "cue 1, block 1"),
        ("empty", "cue 3, block 3"),
        ("duration", "cue 2, block 2"),
    ]


def test_a_file_that_is_too_short_is_refused(gsi: Maker, tti: Maker) -> None:
    """In the head, after the head, and without any text."""
    for data in (gsi()[:500], gsi(), gsi() + tti(1, TEN, TEN_END, b"")):
        with pytest.raises(UnreadableInputError, match=r"a\.stl"):
            stl.read(PATH, data)
