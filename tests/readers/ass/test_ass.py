r"""SubStation Alpha: styles, places, layers, karaoke, drawings, and rows that are broken."""

from pathlib import Path

import pytest

from narrator.errors import UnreadableInputError
from narrator.model import Cue, Line, Position, Subtitles
from narrator.readers import ass

PATH = Path("a.ass")
HEAD = """[Script Info]
Title: Low water
PlayResX: 1000
PlayResY: 500
{info}
[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, \
Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, \
Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,20,&H00FFFFFF,&H0,&H0,&H0,0,0,0,0,100,100,0,0,1,1,1,2,100,100,50,1
Style: Sign,Arial,20,&H000A14FF&,&H0,&H0,&H0,-1,-1,0,0,100,100,0,0,1,1,1,8,0,0,25,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


def read(*rows: str, info: str = "") -> Subtitles:
    """Return the subtitles of a file with these event rows."""
    return ass.read(PATH, HEAD.format(info=info) + "\n".join(rows) + "\n")


def dialogue(  # noqa: PLR0913 - the fields of the format
    text: str,
    times: str = "0:00:01.00,0:00:02.50",
    *,
    layer: int = 0,
    style: str = "Default",
    name: str = "",
    effect: str = "",
) -> str:
    """Return a dialogue row."""
    return f"Dialogue: {layer},{times},{style},{name},0,0,0,{effect},{text}"


def cue_of(text: str, *, style: str = "Default", name: str = "", info: str = "") -> Cue:
    """Return the only cue of a file with one row."""
    (cue,) = read(dialogue(text, style=style, name=name), info=info).cues
    return cue


def texts(subtitles: Subtitles) -> list[list[str]]:
    """Return the lines of every cue."""
    return [[line.text for line in cue.lines] for cue in subtitles.cues]


def test_a_row_becomes_a_cue() -> None:
    """Style, layer, actor, colour, slant, weight and times are kept."""
    (cue,) = read(dialogue("TIDE, IN", layer=3, style="Sign", name="Ada")).cues
    assert cue.span is not None
    assert (cue.span.start_ms, cue.span.end_ms) == (1000, 2500)
    assert (cue.style, cue.layer) == ("Sign", 3)
    assert cue.lines == (
        Line(text="TIDE, IN", italic=True, bold=True, colour="#ff140a", speaker="Ada"),
    )


@pytest.mark.parametrize("name", ["", "Sign", "TS", "caption"])
def test_a_note_where_the_actor_goes_is_no_voice(name: str) -> None:
    """Typesetters write what a row is where the speaker would be."""
    assert cue_of("TIDE", name=name).lines[0].speaker is None


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (r"Tide\Nin", ["Tide", "in"]),
        (r"Tide\nin", ["Tide in"]),
        (r"Tide\h\hin", ["Tide in"]),
        (r"{\fad(100,100)\blur2}Tide{\b1} in{\b0}", ["Tide in"]),
        (r"{\k20}Ti{\k30}de {\kf10}in", ["Tide in"]),
        (r"Tide{note: stress?} in", ["Tide in"]),
        (r"Tide {unclosed", ["Tide {unclosed"]),
        (r"{\t(0,100,\alpha&HFF&)}Tide", ["Tide"]),
        (r"{\p1}m 0 0 l 9 9{\p0}Tide", ["Tide"]),
        (r"{\pbo10}Tide", ["Tide"]),
        (r"{\alpha&HFF&}Ti{\alpha&H00&}de", ["de"]),
        (r"\N Tide \N", ["Tide"]),
        (r"Tide & &amp; <3", ["Tide & &amp; <3"]),
    ],
)
def test_only_what_is_shown_is_text(text: str, lines: list[str]) -> None:
    """Overrides, syllables, notes, drawings and transparent text are not shown."""
    assert [line.text for line in cue_of(text).lines] == lines


def test_a_small_n_breaks_where_the_file_says_so() -> None:
    """WrapStyle 2 leaves all breaks to the author."""
    assert len(cue_of(r"Tide\nin", info="WrapStyle: 2").lines) == 2


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (r"{\i1}Tide", Line(text="Tide", italic=True, colour="#ffffff")),
        (r"Ti{\i1}de", Line(text="Tide", colour="#ffffff")),
        (r"{\b700\c&H0000FF&}Tide", Line(text="Tide", bold=True, colour="#ff0000")),
        (r"{\rSign}Tide", Line(text="Tide", italic=True, bold=True, colour="#ff140a")),
        (r"{\i1}{\r}Tide", Line(text="Tide", colour="#ffffff")),
        (r"<i>Tide</i>", Line(text="Tide", italic=True, colour="#ffffff")),
    ],
)
def test_overrides_style_a_line(text: str, line: Line) -> None:
    """Over the style of the row."""
    assert cue_of(text).lines == (line,)


@pytest.mark.parametrize(
    ("text", "style", "position"),
    [
        ("Tide", "Default", Position(alignment=2, x_percent=50.0, y_percent=90.0)),
        ("Tide", "Sign", Position(alignment=8, x_percent=50.0, y_percent=5.0)),
        (r"{\an8}Tide", "Default", Position(alignment=8, x_percent=50.0, y_percent=10.0)),
        (r"{\an7}{\an3}Tide", "Default", Position(alignment=7, x_percent=10.0, y_percent=10.0)),
        (r"{\a6}Tide", "Default", Position(alignment=8, x_percent=50.0, y_percent=10.0)),
        (r"{\an5}Tide", "Default", Position(alignment=5, x_percent=50.0, y_percent=50.0)),
        (r"{\pos(100,250)}Tide", "Sign", Position(alignment=8, x_percent=10.0, y_percent=50.0)),
        (
            r"{\move(500,100,900,100,0,50)}Tide",
            "Sign",
            Position(alignment=8, x_percent=50.0, y_percent=20.0),
        ),
        (r"{\pos(-50,9000)}Tide", "Sign", Position(alignment=8, x_percent=0.0, y_percent=100.0)),
    ],
)
def test_a_cue_stands_where_its_style_or_its_codes_say(
    text: str, style: str, position: Position
) -> None:
    """In per cent of the script's own picture."""
    assert cue_of(text, style=style).position == position


def test_layers_of_one_sign_are_shown_once() -> None:
    """Outline and fill at one time, and listed as copies."""
    sign = r"{\pos(500,100)\bord4}LOW\NWATER"
    subtitles = read(
        dialogue(sign, layer=0), dialogue(sign.replace("bord4", "bord0"), layer=1), dialogue("Oh.")
    )
    assert texts(subtitles) == [["LOW", "WATER"], ["Oh."]]
    (repair,) = subtitles.repairs
    assert (repair.kind, repair.where) == ("copies", "cue 1, line 13")
    assert repair.before.startswith("2 copies")


def test_a_sign_that_moves_frame_by_frame_is_one_cue() -> None:
    """From its first frame to its last."""
    rows = [
        dialogue(rf"{{\pos({100 + n},50)}}LOW WATER", f"0:00:01.{n:02},0:00:01.{n + 4:02}")
        for n in range(0, 40, 4)
    ]
    (cue,) = read(*rows).cues
    assert cue.span is not None
    assert (cue.span.start_ms, cue.span.end_ms) == (1000, 1400)


def test_a_sign_that_is_typed_out_is_one_cue() -> None:
    """The whole text, for as long as any of it stands."""
    rows = [
        dialogue(rf"{{\pos(100,50)}}{'LOW WATER'[: n + 3]}", f"0:00:01.{n:02},0:00:01.{n + 1:02}")
        for n in range(7)
    ]
    subtitles = read(*rows)
    assert texts(subtitles) == [["LOW WATER"]]
    assert [repair.kind for repair in subtitles.repairs] == ["copies"]


def test_two_people_who_say_the_same_are_two_cues() -> None:
    """A repeat in speech is no copy: at one time by two, or one after the other."""
    same = read(dialogue("No!", name="Ada"), dialogue("No!", name="Bo"))
    later = read(dialogue("No!"), dialogue("No!", "0:00:02.50,0:00:03.50"))
    assert len(same.cues) == len(later.cues) == 2
    assert same.repairs == later.repairs == ()


def test_karaoke_effects_of_a_line_that_is_there_are_left_out() -> None:
    """The syllables that jump are the line again."""
    effects = [dialogue(s, style="Sign", effect="fx") for s in ("{\\pos(1,1)}ti", "{\\pos(9,1)}de")]
    subtitles = read(dialogue(r"{\k20}ti{\k20}de", style="Sign"), *effects)
    assert texts(subtitles) == [["tide"]]
    assert [(r.kind, r.before) for r in subtitles.repairs] == [
        ("karaoke", "2 lines of karaoke effects")
    ]


def test_effects_without_their_line_are_read_from_its_source() -> None:
    """Aegisub keeps the line it made effects of as a comment."""
    source = dialogue(r"{\k20}ti{\k20}de", style="Sign", effect="karaoke")
    subtitles = read(
        source.replace("Dialogue", "Comment"), dialogue("ti", style="Sign", effect="fx")
    )
    assert texts(subtitles) == [["tide"]]


def test_a_line_typeset_letter_by_letter_is_put_together() -> None:
    """With the spaces that the gaps between the letters show."""
    shown = "we sail on home"
    rows = [
        dialogue(rf"{{\pos({100 + 20 * at},40)\blur2}}{letter}", layer=layer)
        for at, letter in enumerate(shown)
        if letter != " "
        for layer in (0, 1)
    ]
    subtitles = read(*rows)
    assert texts(subtitles) == [[shown]]
    assert [repair.kind for repair in subtitles.repairs] == ["letters"]


def test_comments_and_notes_are_kept_apart() -> None:
    """A comment row and a note in braces are no text; the rows are counted."""
    subtitles = read(
        "Comment: 0,0:00:00.00,0:00:00.00,Default,,0,0,0,,check the sign", dialogue("Tide{sic}")
    )
    assert subtitles.notes == ("check the sign", "sic")
    assert [(r.kind, r.before) for r in subtitles.repairs] == [("comment", "1 comment rows")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (r"{\p1}m 0 0 l 9 9", "drawing"),
        (r"{\alpha&HFF&}Tide", "hidden"),
        (r"{\fad(1,1)}", "empty"),
        ("Ti\u200bde", "invisible"),
        ("<i>Tide", "markup"),
    ],
)
def test_what_is_left_out_is_listed(text: str, kind: str) -> None:
    """With the cue and the line."""
    subtitles = read(dialogue(text), dialogue("Oh."))
    assert [(r.kind, r.where) for r in subtitles.repairs] == [(kind, "cue 1, line 13")]


def test_fields_in_another_order_are_read() -> None:
    """The Format line says which field is which; Marked is of SSA."""
    text = (
        "[Events]\nFormat: Marked, End, Start, Style, Text\n"
        "Dialogue: Marked=0,0:00:02.00,0:00:01.00,Default,Tide, in\n"
    )
    (cue,) = ass.read(PATH, text).cues
    assert cue.span is not None
    assert cue.span.start_ms == 1000
    assert cue.lines[0].text == "Tide, in"


def test_ssa_numbers_alignment_its_own_way() -> None:
    """Version 4 without a plus: 6 is the top, colours are decimal numbers."""
    text = (
        "[Script Info]\nScriptType: v4.00\n[V4 Styles]\n"
        "Style: Default,Arial,20,255,0,0,0,-1,0,1,1,1,6,0,0,0,0,1\n"
        "[Events]\nDialogue: Marked=0,0:00:01.00,0:00:02.00,*Default,,0000,0000,0000,,Tide\n"
    )
    (cue,) = ass.read(Path("a.ssa"), text).cues
    assert cue.position is not None
    assert cue.position.alignment == 8
    assert cue.lines == (Line(text="Tide", bold=True, colour="#ff0000"),)


def test_broken_rows_are_mended_and_listed() -> None:
    """Bad numbers, stamps of other shapes, rows cut short, text broken in two."""
    subtitles = read(
        "Dialogue: x,0:00:01,0:00:02.5,Default,,a,0,0,,Tide",
        "in.",
        "Dialogue: 0,never,0:00:04.00,Default,,0,0,0,,Out.",
        "Dialogue: 0,0:00:05.00,0:0",
    )
    assert texts(subtitles) == [["Tide", "in."], ["Out."]]
    assert [(r.kind, r.where, r.before) for r in subtitles.repairs] == [
        ("stamp", "line 13", "0:00:01"),
        ("stamp", "line 13", "0:00:02.5"),
        ("field", "line 13", "marginl a"),
        ("field", "line 13", "layer x"),
        ("broken-line", "line 14", "in."),
        ("stamp", "line 15", "never"),
        ("truncated", "line 16", "0,0:00:05.00,0:0"),
        ("stamp", "cue 2, line 15", "no start"),
    ]


@pytest.mark.parametrize(
    "text", ["[Script Info]", "[Events]\nComment: 0,0:00:00.00,0:00:00.00,D,,0,0,0,,x"]
)
def test_a_file_without_text_is_refused(text: str) -> None:
    """Comments alone are nothing to show."""
    with pytest.raises(UnreadableInputError, match=r"a\.ass"):
        ass.read(PATH, text)
