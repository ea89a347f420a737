"""A whole untimed transcript."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.errors import UnreadableInputError
from narrator.model import Line, Subtitles
from narrator.readers import transcript

BODY = [
    'span style="style.default1""A lamp is a promise',
    'made to those at sea."',
    "Keeper's Book, II, 9/span",
    'span style="style.default1"THE KEEPER/span',
    "Hold the lamp lower, Zoë.",
    "-If I do, it will be in the water.",
    "-There is no water.",
    "Then what have you been rowing on",
    "for eleven years?",
    "iHe taught me to trim it first./i",
    "ANNA: Who is there?",
    "I",
    "I need time.",
    "THREE DAYS LATER",
    "iThey asked me where I learned/i",
    "ito leave it dark./i",
    'span style="style.default1"I think of it every day./span',
    "<i>So</i> it was.",
    "It's five &amp; late.",
    "We said so, and they knew.",
]
TITLE = "The Keeper - Season 1 Episode 6 - Transcript"


def read(*lines: str) -> Subtitles:
    """Read `lines` as a file."""
    return transcript.read(Path("keeper.txt"), "\n".join(lines))


def shown(subtitles: Subtitles) -> list[Line]:
    """Return every line of every cue."""
    return [line for cue in subtitles.cues for line in cue.lines]


def test_a_doubled_script_with_mangled_tags_is_read_whole() -> None:
    """Every line once and in order, styles read, the lost ellipsis back."""
    subtitles = read(TITLE, "", *BODY, *BODY)
    assert subtitles.title == TITLE
    assert subtitles.timing == "estimated"
    assert [line.text for line in shown(subtitles)] == [
        '"A lamp is a promise',
        'made to those at sea."',
        "Keeper's Book, II, 9",
        "THE KEEPER",
        "Hold the lamp lower, Zoë.",
        "-If I do, it will be in the water.",
        "-There is no water.",
        "Then what have you been rowing on",
        "for eleven years?",
        "He taught me to trim it first.",
        "ANNA: Who is there?",
        "I…",
        "I need time.",
        "THREE DAYS LATER",
        "They asked me where I learned",
        "to leave it dark.",
        "I think of it every day.",
        "So it was.",
        "It's five & late.",
        "We said so, and they knew.",
    ]


def test_lines_are_joined_to_cues_without_times() -> None:
    """The tag of three lines, the answer, the long sentence, the thought in italics."""
    subtitles = read(TITLE, "", *BODY, *BODY)
    assert [len(cue.lines) for cue in subtitles.cues] == [3, 1, 1, 2, 2] + [1] * 5 + [2] + [1] * 4
    assert [cue.id for cue in subtitles.cues] == [str(n) for n in range(1, 16)]
    assert all(cue.span is None for cue in subtitles.cues)


def test_styles_are_kept_for_the_segmenter() -> None:
    """Both a card and a voice may have one, and both are marked as from elsewhere."""
    lines = {line.text: line for line in shown(read(*BODY))}
    card = lines["THE KEEPER"]
    assert (card.classes, card.italic, card.off_screen) == (("style.default1",), False, True)
    voice = lines["He taught me to trim it first."]
    assert (voice.classes, voice.italic, voice.off_screen) == ((), True, True)
    assert not lines["So it was."].off_screen
    assert lines['made to those at sea."'].classes == ("style.default1",)


def test_every_change_is_listed() -> None:
    """Head, copy, tags, entity and ellipsis, each with its line in the file."""
    listed = [(repair.kind, repair.where) for repair in read(TITLE, "", *BODY, *BODY).repairs]
    assert listed == [
        ("header", "line 1"),
        ("pasted-twice", "lines 23-42"),
        *(("markup", f"line {n}") for n in (3, 5, 6, 12, 17, 18, 19)),
        ("entity", "line 21"),
        ("ellipsis", "line 14"),
    ]


def test_a_tag_without_an_end_holds_its_own_line() -> None:
    """It must not make half the script a voice from elsewhere."""
    subtitles = read('span style="s"PIER 9', "Hold it.", *(f"Line {n}." for n in range(9)))
    assert [line.off_screen for line in shown(subtitles)][:3] == [True, False, False]
    assert [repair.kind for repair in subtitles.repairs] == ["markup", "markup"]


@pytest.mark.parametrize("text", ["", "\n \n", "<i></i>\n", TITLE])
def test_a_transcript_without_lines_is_refused(text: str) -> None:
    """A title alone is no script."""
    with pytest.raises(UnreadableInputError, match=r"keeper\.txt"):
        transcript.read(Path("keeper.txt"), text)


WORDS = st.sampled_from(
    ["tide", "Zoë", "lamp", "Out!", "PIER", "1984", "-Who?", "5 < 6", "and", "."]
)


@settings(deadline=None, max_examples=100)
@given(
    lines=st.lists(st.lists(WORDS, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=30),
    blanks=st.sampled_from(["\n", "\n\n"]),
)
def test_no_line_is_lost(lines: list[str], blanks: str) -> None:
    """Every line is shown once, in order, but for an ellipsis added."""
    subtitles = transcript.read(Path("keeper.txt"), blanks.join(lines))
    repeats = [repair for repair in subtitles.repairs if repair.kind == "pasted-twice"]
    if not repeats:
        assert [line.text.rstrip("…") for line in shown(subtitles)] == lines


@settings(deadline=None, max_examples=150)
@given(text=st.text() | st.text(st.sampled_from("iI/ <>span=\"'.…-ab\n")))
def test_any_text_gives_lines_or_one_error(text: str) -> None:
    """Whatever it is, only UnreadableInputError may come out."""
    try:
        subtitles = transcript.read(Path("keeper.txt"), text)
    except UnreadableInputError:
        return
    assert all(line.text.strip() for line in shown(subtitles))
