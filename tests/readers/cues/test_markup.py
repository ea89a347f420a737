"""Tags, overrides, entities and invisible characters of displayed lines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.model import Line, Position
from narrator.readers.cues.markup import Marked, parse_lines


def parse(*raw: str) -> Marked:
    """Return the lines as parsed, with places such as "line 0"."""
    return parse_lines(raw, lambda index: f"line {index}")


def only(raw: str) -> Line:
    """Return the single line of `raw`."""
    (line,) = parse(raw).lines
    return line


def test_a_tag_holds_across_the_lines_of_a_cue() -> None:
    """Opened on the first line and closed on the second, both are italic."""
    marked = parse("<i>The tide was out,", "and so was Zoë.</i>", "Who?")
    assert [line.italic for line in marked.lines] == [True, True, False]
    assert marked.repairs == ()


def test_nested_tags_add_up() -> None:
    """A line can be bold, italic and coloured at once."""
    line = only('<b><i><font color="#FFFF00">PIER 9</font></i></b>')
    assert line == Line(text="PIER 9", bold=True, italic=True, colour="#ffff00")


def test_tags_that_cross_each_other_end_each_their_own() -> None:
    """The end of italics does not end what was opened inside it."""
    first, second, third = parse("<i><b>One</i>", "two</b>", "three").lines
    assert (first.italic, first.bold) == (True, True)
    assert (second.italic, second.bold) == (False, True)
    assert (third.italic, third.bold) == (False, False)


@pytest.mark.parametrize(
    ("value", "colour"),
    [
        ('"#00ffff"', "#00ffff"),
        ('"00FFFF"', "#00ffff"),
        ("'#0ff'", "#00ffff"),
        ("Red", "#ff0000"),
        ("CYAN", "#00ffff"),
        ('"rgb(0, 255, 255)"', "#00ffff"),
        ("Salmon", "salmon"),
        ("transparent", "transparent"),
        ('"#00ffff80"', "#00ffff"),
        ('"12 34"', None),
    ],
)
def test_colours_come_in_many_spellings(value: str, colour: str | None) -> None:
    """Each is #rrggbb, a name that is not known in lower case, or nothing where it is none."""
    assert only(f"<font color={value}>Ho.</font>").colour == colour


def test_a_style_counts_only_where_all_the_words_have_it() -> None:
    """One italic word does not make a line italic; a dash outside the tag does not unmake it."""
    assert not only("I said <i>no</i>.").italic
    assert only("- <i>No.</i>").italic
    assert only("<font color=red>ANNA:</font> no").colour is None


def test_an_unclosed_tag_ends_with_the_cue_and_is_listed() -> None:
    """The text is italic all the same."""
    marked = parse("<i>TWO WEEKS LATER")
    assert marked.lines == (Line(text="TWO WEEKS LATER", italic=True),)
    assert [(repair.kind, repair.where) for repair in marked.repairs] == [("markup", "line 0")]


@pytest.mark.parametrize("raw", ["Out.</i>", "</font>Out.", "Out.</i"])
def test_a_stray_end_is_dropped_and_listed(raw: str) -> None:
    """What closes nothing goes."""
    marked = parse(raw)
    assert marked.lines == (Line(text="Out."),)
    assert marked.repairs[0].kind == "markup"


@pytest.mark.parametrize(
    "text",
    [
        "5 < 6",
        "<3",
        "I <3 you",
        "a<b",
        "x > y",
        "<laughs>",
        "{note}",
        "-> here",
        "C:\\New",
        "AT&T",
        "R&D; no",
    ],
)
def test_text_that_is_no_markup_stays(text: str) -> None:
    """Angle brackets, braces and ampersands are text too."""
    assert parse(text) == Marked(lines=(Line(text=text),), sources=(0,), position=None, repairs=())


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Salt &amp; tar", "Salt & tar"),
        ("Salt &amp;amp; tar", "Salt & tar"),
        ("It&#39;s Zo&#xEB;", "It's Zoë"),
        ("&lt;3 tide &lt;3", "<3 tide <3"),
        ("Non&nbsp;!", "Non\u00a0!"),
    ],
)
def test_entities_are_read_and_listed(raw: str, text: str) -> None:
    """Those that were escaped twice are read twice."""
    marked = parse(raw)
    assert [line.text for line in marked.lines] == [text]
    assert [(repair.kind, repair.before) for repair in marked.repairs] == [("entity", raw)]


def test_escaped_tags_are_tags() -> None:
    """Some programs escape the markup along with the text."""
    assert only("&lt;i&gt;Out.&lt;/i&gt;") == Line(text="Out.", italic=True)


def test_invisible_characters_go_and_are_listed() -> None:
    """Zero-width, text-direction and control characters are not spoken."""
    marked = parse("\u202bZo\u200bë\u202c\x07")
    assert [line.text for line in marked.lines] == ["Zoë"]
    assert [repair.kind for repair in marked.repairs] == ["invisible"]


def test_a_joiner_that_spells_a_word_stays() -> None:
    """Persian writes with the zero-width non-joiner, and emoji with the joiner."""
    assert only("می\u200cروم").text == "می\u200cروم"
    assert only("👩\u200d🚒").text == "👩\u200d🚒"
    assert only("ti\u200cde").text == "tide"


@pytest.mark.parametrize(
    ("raw", "position"),
    [
        ("{\\an8}Out.", Position(alignment=8)),
        ("{\\a6}Out.", Position(alignment=8)),
        ("{\\pos(192,28.8)}Out.", Position(x_percent=50.0, y_percent=10.0)),
        ("{\\an7\\pos(0,0)}Out.", Position(alignment=7, x_percent=0.0, y_percent=0.0)),
        ("{\\pos(1280,700)}Out.", Position()),
        ("{\\pos(x)}Out.", Position()),
        ("{\\an0}Out.", Position()),
        ("{\\fad(200,200)}Out.", None),
    ],
)
def test_overrides_place_a_cue(raw: str, position: Position | None) -> None:
    """A place that cannot be read, or in a picture of unknown size, is none."""
    marked = parse(raw)
    assert marked.position == position
    assert [line.text for line in marked.lines] == ["Out."]


def test_overrides_set_style() -> None:
    """SSA writes italics, bold and colours its own way; blue comes first."""
    assert only("{\\i1\\b1\\c&H00FFFF&}Out.") == Line(
        text="Out.", italic=True, bold=True, colour="#ffff00"
    )
    assert only("{\\c&HFFFF&}Out.").colour == only("{\\c&H8000FFFF&}Out.").colour == "#ffff00"
    assert not only("{\\i1}{\\i0}Out.").italic
    assert not only("{\\i1}{\\r}Out.").italic


def test_breaks_inside_a_line_make_lines() -> None:
    """Both spellings, and both come from the same source line."""
    marked = parse("One<br/>two\\Nthree", "four")
    assert [line.text for line in marked.lines] == ["One", "two", "three", "four"]
    assert marked.sources == (0, 0, 0, 1)


def test_microdvd_styles_are_read() -> None:
    """They are left over where a file was converted by hand."""
    assert only("{y:i}Out.") == Line(text="Out.", italic=True)


def test_span_styles_are_classes() -> None:
    """Named styles are kept for the segmenter; CSS is no name."""
    assert only('<span style="style.sign">PIER</span>').classes == ("style.sign",)
    assert only('<span class="a b">PIER</span>').classes == ("a", "b")
    assert only('<span style="color: red">PIER</span>').classes == ()


def test_spaces_are_tidied() -> None:
    """Tabs and runs of spaces are one space, and a line of markup alone is no line."""
    assert only("\t Out \u2028  there. ").text == "Out there."
    assert parse("<i></i>", " ").lines == ()


@settings(deadline=None, max_examples=150)
@given(
    raw=st.lists(
        st.text(st.sampled_from("<>/ibfont{}\\an8&;#39ltamp \"='é")) | st.text(), max_size=4
    )
)
def test_anything_gives_clean_lines(raw: list[str]) -> None:
    """No exception, no empty line, no line end in a line, a source for each."""
    marked = parse(*raw)
    assert len(marked.sources) == len(marked.lines)
    assert all(0 <= source < len(raw) for source in marked.sources)
    assert all(line.text == line.text.strip() != "" for line in marked.lines)
    assert not any("\n" in line.text for line in marked.lines)


@settings(deadline=None, max_examples=100)
@given(words=st.lists(st.from_regex(r"[A-Za-z0-9é',.!?-]{1,8}", fullmatch=True), min_size=1))
def test_plain_words_come_back(words: list[str]) -> None:
    """Text without markup is untouched and needs no repair."""
    text = " ".join(words)
    assert parse(text) == Marked(lines=(Line(text=text),), sources=(0,), position=None, repairs=())
