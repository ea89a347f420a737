"""Lines to cues."""

from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.model import Line
from narrator.readers.transcript.sentences import Displayed, join_lines


def cues(*texts: str) -> list[list[str]]:
    """Return plain lines as joined."""
    displayed = [Displayed(number=n, line=Line(text=text)) for n, text in enumerate(texts, 1)]
    return [[d.line.text for d in cue] for cue in join_lines(displayed)]


def test_a_sentence_that_goes_on_is_one_cue() -> None:
    """No mark at the end, a small letter at the beginning."""
    assert cues("What have you drawn", "for eleven years?", "A tide.") == [
        ["What have you drawn", "for eleven years?"],
        ["A tide."],
    ]
    assert cues("Only the tide,", "“and the lamp.") == [["Only the tide,", "“and the lamp."]]


def test_a_long_sentence_takes_several_cues() -> None:
    """Two lines each."""
    assert cues("We took", "the boat", "and the lamp", "and left", "at night.") == [
        ["We took", "the boat"],
        ["and the lamp", "and left"],
        ["at night."],
    ]


def test_an_answer_stands_with_its_question() -> None:
    """Lines with a dash go in pairs, and not with one that has none."""
    assert cues("-Who?", "-Me.", "– When?", "– Now.", "Oh.", "-No.") == [
        ["-Who?", "-Me."],
        ["– When?", "– Now."],
        ["Oh."],
        ["-No."],
    ]


def test_capitals_stand_alone() -> None:
    """They are mostly cards; and a line after a card is not part of it."""
    assert cues("LISBON", "1756", "THE PIER", "at night") == [
        ["LISBON"],
        ["1756"],
        ["THE PIER"],
        ["at night"],
    ]


def test_a_finished_sentence_is_finished() -> None:
    """A small letter after a full stop begins another cue."""
    assert cues("Wait…", "what was that?") == [["Wait…"], ["what was that?"]]
    assert cues("He said “no.”", "and left") == [["He said “no.”"], ["and left"]]


def test_blank_lines_and_styles_part_cues() -> None:
    """A voice from elsewhere does not share a cue."""
    plain, other = Line(text="We took"), Line(text="the boat")
    parted = [Displayed(number=1, line=plain), Displayed(number=3, line=other, after_blank=True)]
    styled = [
        Displayed(number=1, line=plain),
        Displayed(number=2, line=Line(text="the boat", italic=True)),
    ]
    assert [len(cue) for cue in join_lines(parted)] == [1, 1]
    assert [len(cue) for cue in join_lines(styled)] == [1, 1]


def test_lines_of_one_tag_stay_together() -> None:
    """However many they are, and whatever they say."""
    held = [Displayed(number=n, line=Line(text="TIDE."), group=4) for n in (1, 2, 3)]
    other = Displayed(number=4, line=Line(text="so."), group=None)
    assert join_lines([*held, other]) == [tuple(held), (other,)]


@settings(deadline=None, max_examples=100)
@given(texts=st.lists(st.sampled_from(["We took", "the boat", "-Who?", "TIDE", "Oh.", "1756"])))
def test_every_line_is_in_one_cue_in_order(texts: list[str]) -> None:
    """Joining neither loses nor moves."""
    joined = cues(*texts)
    assert [text for cue in joined for text in cue] == texts
    assert all(1 <= len(cue) <= 2 for cue in joined)
