"""Scenarist SCC: pop-on, roll-up and paint-on captions, drop-frame labels, and broken words."""

from collections.abc import Callable
from pathlib import Path

import pytest

from narrator.errors import UnreadableInputError
from narrator.model import Span, Subtitles
from narrator.readers import scc

PATH = Path("a.scc")
Words = Callable[[str], str]
# CEA-608 control codes, twice as they are sent: captions are loaded, shown, erased, rolled up.
POP, SHOW, ERASE = "9420 9420", "942f 942f", "942c 942c"
CLEAR = "94ae 94ae"
BOTTOM, TOP = "9470 9470", "91d0 91d0"
ROLL_TWO, RETURN = "9425 9425", "94ad 94ad"
PAINT = "9429 9429"
ITALIC = "91ae 91ae"


def read(*captions: str) -> Subtitles:
    """Return the subtitles of a file with these lines, a label before each."""
    return scc.read(PATH, "\n\n".join(("Scenarist_SCC V1.0", *captions)) + "\n")


def test_a_pop_on_caption_stands_until_it_is_erased(words: Words) -> None:
    """Loaded unseen, then shown at the frame after the last word."""
    loaded = f"00:00:01;00\t{CLEAR} {POP} {BOTTOM} {words('LOW TIDE')} {SHOW}"
    subtitles = read(loaded, f"00:00:03;00\t{ERASE}")
    (cue,) = subtitles.cues
    assert [line.text for line in cue.lines] == ["LOW TIDE"]
    assert cue.span == Span(start_ms=1335, end_ms=3003)
    assert subtitles.repairs == ()


def test_rows_and_italics_are_kept(words: Words) -> None:
    """A caption at the top of the picture stands there."""
    text = f"{POP} {TOP} {ITALIC} {words('HARBOUR')} {SHOW}"
    (cue,) = read(f"00:00:01;00\t{text}", f"00:00:02;00\t{ERASE}").cues
    assert cue.lines[0].italic
    assert cue.position is not None
    assert cue.position.y_percent is not None
    assert cue.position.y_percent < 25


def test_a_line_that_rolls_up_is_shown_once(words: Words) -> None:
    """Each line is a cue when it comes."""
    lines = ("LOW TIDE", "AT TEN", "BRING ROPE")
    captions = [
        f"00:00:0{at};00\t{ROLL_TWO} {RETURN} {BOTTOM} {words(line)}"
        for at, line in enumerate(lines, 1)
    ]
    subtitles = read(*captions, f"00:00:09;00\t{ERASE}")
    assert [[line.text for line in cue.lines] for cue in subtitles.cues] == [[t] for t in lines]
    assert [repair.kind for repair in subtitles.repairs] == ["carried"]


def test_what_is_painted_on_is_shown_once(words: Words) -> None:
    """A second row does not say the first one again."""
    subtitles = read(
        f"00:00:01;00\t{PAINT} {TOP} {words('LOW TIDE')}",
        f"00:00:02;00\t{PAINT} {BOTTOM} {words('AT TEN')}",
        f"00:00:03;00\t{ERASE}",
    )
    assert [[line.text for line in cue.lines] for cue in subtitles.cues] == [
        ["LOW TIDE"],
        ["AT TEN"],
    ]


@pytest.mark.parametrize(
    ("first", "second", "start_ms", "shown_ms"),
    [
        ("01:00:01;00", "01:00:03;00", 3_599_996, 3_601_198),
        ("01:00:01:00", "01:00:03:00", 3_603_600, 3_604_801),
        ("00:00:01;00", "00:00:03;00", 0, 1201),
    ],
)
def test_labels_drop_where_they_have_a_semicolon(
    first: str, second: str, start_ms: int, shown_ms: int, words: Words
) -> None:
    """And the programme start is counted the same way."""
    subtitles = read(f"{first}\t{POP} {BOTTOM} {words('TIDE')} {SHOW}", f"{second}\t{ERASE}")
    assert subtitles.start_ms == start_ms
    assert subtitles.cues[0].span is not None
    assert subtitles.cues[0].span.start_ms == shown_ms


def test_what_is_wrong_is_left_out_and_listed(words: Words) -> None:
    """Broken words, lines that are none, labels that there are not, a caption that never ends."""
    subtitles = read(
        f"00:00:01;00\t{POP} {BOTTOM} 94 {words('TIDE')} {SHOW}",
        "What is this?",
        f"00:01:00;00 {POP} {BOTTOM} {words('OUT')} {SHOW}",
    )
    assert [cue.lines[0].text for cue in subtitles.cues] == ["TIDE", "OUT"]
    assert [(r.kind, r.where) for r in subtitles.repairs] == [
        ("caption-code", "line 3"),
        ("stray", "line 5"),
        ("stamp", "line 7"),
        ("duration", "cue 2"),
    ]


def test_a_line_that_the_decoder_fails_on_is_left_out(words: Words) -> None:
    """A tab offset before any style is set; the rest is read."""
    good = f"00:00:03;00\t{POP} {BOTTOM} {words('TIDE')} {SHOW}"
    subtitles = read(
        "00:00:01;00\t9425 9425 94ad 97a1 97a1 9421 9421", good, f"00:00:05;00\t{ERASE}"
    )
    assert subtitles.cues[-1].lines[0].text == "TIDE"


@pytest.mark.parametrize("caption", ["", "00:00:01;00\t942c 942c", "00:00:01;00\tzzzz"])
def test_a_file_without_text_is_refused(caption: str) -> None:
    """Control codes alone show nothing."""
    with pytest.raises(UnreadableInputError, match=r"a\.scc"):
        read(caption)
