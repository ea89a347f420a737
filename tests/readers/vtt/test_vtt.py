"""WebVTT: times, settings, voices, classes, styles, notes, and what is wrong in the wild."""

from pathlib import Path

import pytest

from narrator.errors import UnreadableInputError
from narrator.model import Cue, Line, Position, Subtitles
from narrator.readers import vtt

PATH = Path("a.vtt")


def read(*blocks: str) -> Subtitles:
    """Return the subtitles of a file made of `blocks`."""
    return vtt.read(PATH, "\n\n".join(("WEBVTT", *blocks)) + "\n")


def cue_of(text: str, settings: str = "", *before: str) -> Cue:
    """Return the only cue of a file with `text`, after the blocks `before`."""
    (cue,) = read(*before, f"00:01.000 --> 00:02.500 {settings}\n{text}").cues
    return cue


def line_of(text: str, *before: str) -> Line:
    """Return the only line of a file with `text`."""
    (line,) = cue_of(text, "", *before).lines
    return line


def test_hours_are_optional_and_names_are_no_text() -> None:
    """Stamps with and without hours; the line above the times is the cue's name."""
    subtitles = read(
        "first\n00:01.000 --> 00:02.500\nTide in.", "10:00:03.000 --> 10:00:04.000\nTide\nout."
    )
    spans = [(cue.span.start_ms, cue.span.end_ms) for cue in subtitles.cues if cue.span]
    assert spans == [(1000, 2500), (36_003_000, 36_004_000)]
    assert [[line.text for line in cue.lines] for cue in subtitles.cues] == [
        ["Tide in."],
        ["Tide", "out."],
    ]
    assert subtitles.repairs == ()


@pytest.mark.parametrize(
    ("settings", "position"),
    [
        ("", None),
        ("line:10%", Position(alignment=8, x_percent=None, y_percent=10.0)),
        ("line:10% align:start", Position(alignment=7, x_percent=None, y_percent=10.0)),
        ("line:45% align:middle", Position(alignment=5, x_percent=None, y_percent=45.0)),
        ("line:0", Position(alignment=8, x_percent=None, y_percent=0.0)),
        ("line:-1 align:end", Position(alignment=3, x_percent=None, y_percent=94.67)),
        (
            "line:82%,end position:30%,line-left align:start size:40%",
            Position(alignment=1, x_percent=30.0, y_percent=82.0),
        ),
        ("position:20%", Position(alignment=2, x_percent=20.0, y_percent=None)),
        ("vertical:rl line:10%", Position(alignment=None, x_percent=90.0, y_percent=None)),
        ("region:top", Position(alignment=8, x_percent=5.0, y_percent=12.0)),
    ],
)
def test_settings_say_where_a_cue_stands(settings: str, position: Position | None) -> None:
    """Lines by per cent and by number, from both ends; regions by their anchor."""
    cue = cue_of("Tide", settings, "REGION\nid:top\nviewportanchor:5%,12%\nregionanchor:0%,0%")
    assert cue.position == position
    assert cue.region == ("top" if "region" in settings else None)


def test_a_setting_that_means_nothing_is_listed() -> None:
    """The rest of the settings still count."""
    subtitles = read("00:01.000 --> 00:02.000 line:low colour:red position:5%\nTide")
    assert subtitles.cues[0].position == Position(alignment=2, x_percent=5.0)
    assert [(r.kind, r.where, r.before) for r in subtitles.repairs] == [
        ("setting", "cue 1, line 3", "line:low"),
        ("setting", "cue 1, line 3", "colour:red"),
    ]


def test_voices_name_the_speaker_of_each_line() -> None:
    """A voice holds until the next one; its classes are kept."""
    cue = cue_of("<v.radio Ada Byron>Tide in?\nSay again.\n<v Bo>Tide &amp; wind.</v>")
    assert cue.lines == (
        Line(text="Tide in?", speaker="Ada Byron", classes=("radio",)),
        Line(text="Say again.", speaker="Ada Byron", classes=("radio",)),
        Line(text="Tide & wind.", speaker="Bo", classes=("radio",)),
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<i>Tide</i>", Line(text="Tide", italic=True)),
        ("<b>Tide</b>", Line(text="Tide", bold=True)),
        ("<i>Ti</i>de", Line(text="Tide")),
        ("<c.sign.tall>TIDE</c>", Line(text="TIDE", classes=("sign", "tall"))),
        ("<c.yellow>Tide</c>", Line(text="Tide", colour="#ffff00", classes=("yellow",))),
        ("<i><c.a>Ti</c>de</i>", Line(text="Tide", italic=True)),
        ("<ruby>潮<rt>しお</rt></ruby>", Line(text="潮")),
        ("Ti<00:01.500>de", Line(text="Tide")),
        ("1 < 2 &lt; 3", Line(text="1 < 2 < 3")),
        ('<font color="#ff0">Tide</font>', Line(text="Tide", colour="#ffff00")),
        ("  Tide\tin ", Line(text="Tide in")),
    ],
)
def test_tags_style_a_line(text: str, line: Line) -> None:
    """A line has a style where all its letters have it."""
    assert line_of(text) == line


@pytest.mark.parametrize(
    ("rule", "colour"),
    [
        ("::cue(.sign) { color: #0F0 }", "#00ff00"),
        ("::cue(c.sign), ::cue(b) { color: rgb(1, 2, 3); font-weight: bold }", "#010203"),
        ('::cue(v[voice="Ada"]) { color: Cyan; }', "#00ffff"),
        ("::cue(#first) { color: lime }", "#00ff00"),
        ("::cue { color: white } /* ::cue { color: red } */", "#ffffff"),
        ("::cue(.sign) { color: no-such( }", None),
        ("::cue(.other) { color: red }", None),
        ("::cue(v[voice=Bo]) { color: red }", None),
    ],
)
def test_style_sheets_colour_what_they_select(rule: str, colour: str | None) -> None:
    """By class, by voice, by name, and everywhere."""
    cue = "first\n00:01.000 --> 00:02.000\n<v Ada><c.sign>TIDE</c>"
    (line,) = read(f"STYLE\n{rule}", cue).cues[0].lines
    assert line.colour == colour


def test_a_selector_that_is_not_understood_is_listed() -> None:
    """Nothing of a style sheet goes in silence."""
    subtitles = read("STYLE\n::cue(c i) { color: red }", "00:01.000 --> 00:02.000\nTide")
    assert [(r.kind, r.where, r.before) for r in subtitles.repairs] == [
        ("style", "line 3", "::cue(c i)")
    ]


def test_notes_are_kept_apart() -> None:
    """On one line, on several, and between the lines of nothing."""
    subtitles = read("NOTE raised to 10%", "NOTE\nfirst\nsecond", "00:01.000 --> 00:02.000\nTide")
    assert subtitles.notes == ("raised to 10%", "first\nsecond")
    assert [line.text for cue in subtitles.cues for line in cue.lines] == ["Tide"]


def test_the_header_names_title_language_and_start() -> None:
    """What HLS and others write below WEBVTT."""
    text = (
        "WEBVTT - Low water\nLanguage: pt-BR\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:10:00:00.000\n\n"
        "10:00:01.000 --> 10:00:02.000\nMaré\n"
    )
    subtitles = vtt.read(PATH, text)
    assert (subtitles.title, subtitles.language) == ("Low water", "pt-BR")
    assert subtitles.start_ms == 36_000_000


def test_a_language_tag_sets_the_language_of_the_cue() -> None:
    """As WebVTT writes it."""
    assert cue_of("<lang cy>Llanw</lang>").language == "cy"


@pytest.mark.parametrize(
    ("times", "start_ms", "end_ms"),
    [
        ("0:01.5 --> 0:02.250", 1500, 2250),
        ("00:00:01,000 --> 00:00:02,000", 1000, 2000),
        ("00:01.000-->00:02.000", 1000, 2000),
    ],
)
def test_stamps_of_other_shapes_are_read_and_listed(times: str, start_ms: int, end_ms: int) -> None:
    """What players take, with what was meant."""
    subtitles = read(f"{times}\nTide")
    span = subtitles.cues[0].span
    assert span is not None
    assert (span.start_ms, span.end_ms) == (start_ms, end_ms)
    kinds = [repair.kind for repair in subtitles.repairs]
    assert kinds == ([] if times == "00:01.000-->00:02.000" else ["stamp"])


def test_what_is_out_of_place_is_mended_and_listed() -> None:
    """A missing blank line, a blank line too many, text of nothing, a cue of nothing, bad times."""
    text = (
        "WEBVTT\n\nlost\n\n00:01.000 --> 00:02.000\nTide in.\n00:03.000 --> 00:04.000\nTide\n\n"
        "out.\n\n00:05.000 --> 00:06.000\n\nnext --> never\nGone.\n\n00:09.000 --> 00:08.000\nBack"
    )
    subtitles = vtt.read(PATH, text)
    assert [[line.text for line in cue.lines] for cue in subtitles.cues] == [
        ["Tide in."],
        ["Tide", "out."],
        ["Back"],
    ]
    assert [(r.kind, r.where) for r in subtitles.repairs] == [
        ("stray", "line 3"),
        ("missing-blank-line", "line 7"),
        ("blank-line", "line 10"),
        ("empty", "cue 3, line 12"),
        ("stamp", "cue 4, line 14"),
        ("duration", "cue 5, line 17"),
    ]


@pytest.mark.parametrize(
    ("text", "shown", "kind"),
    [
        ("<i>Tide", "Tide", "markup"),
        ("Tide</b>", "Tide", "markup"),
        ("<x>Tide", "Tide", "markup"),
        ("&amp;lt;Tide", "<Tide", "entity"),
        ("Ti\u200bde", "Tide", "invisible"),
        ("<ruby>Tide<rt>low</rt></ruby>", "Tide", "ruby"),
    ],
)
def test_what_is_dropped_from_a_text_is_listed(text: str, shown: str, kind: str) -> None:
    """Each with its place."""
    subtitles = read(f"00:01.000 --> 00:02.000\n{text}")
    assert [line.text for line in subtitles.cues[0].lines] == [shown]
    assert [(r.kind, r.where) for r in subtitles.repairs] == [(kind, "cue 1, line 3")]


def test_lines_that_roll_up_are_shown_once() -> None:
    """Captions with inner times repeat the line above; other repeats are meant."""
    rolling = read(
        "00:01.000 --> 00:02.000\nTide<00:01.500><c> in</c>",
        "00:02.000 --> 00:02.010\nTide in",
        "00:02.010 --> 00:03.000\nTide in\nand<00:02.500><c> out</c>",
    )
    assert [[line.text for line in cue.lines] for cue in rolling.cues] == [["Tide in"], ["and out"]]
    assert rolling.repairs[-1].kind == "carried"
    meant = read("00:01.000 --> 00:02.000\nNo.", "00:02.000 --> 00:03.000\nNo.")
    assert len(meant.cues) == 2
    assert meant.repairs == ()


@pytest.mark.parametrize(
    "text", ["WEBVTT", "WEBVTT\n\nNOTE x", "WEBVTT\n\n00:01.000 --> 00:02.000"]
)
def test_a_file_without_text_is_refused(text: str) -> None:
    """The sentence names the file, the hint says what to check."""
    with pytest.raises(UnreadableInputError, match=r"a\.vtt") as caught:
        vtt.read(PATH, text)
    assert caught.value.hint
