"""Ellipses lost from a transcript."""

import pytest

from narrator.readers.transcript.ellipses import Shown, unfinished

AROUND = [
    "Keep calm, my two friends.",
    "I told them that it was drowned.",
    "Look at your hands, look at the lamp, you.",
    "He said no, and then a tide came.",
    "Wait for Anna, not for me.",
    "We saw the river in Tavira.",
    "So it was.",
    "They said enough of it.",
]


def mended(*texts: str) -> list[str]:
    """Return those of `texts` that lost an ellipsis, in a script that writes its marks."""
    shown = [Shown(text=text) for text in (*texts, *AROUND)]
    return [shown[index].text for index in sorted(unfinished(shown))]


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("I", "I need a boat."),
        ("-My father's a", "My father kept the lamp."),
        ("-I told you I won't", "-Sign."),
        ("-I", "-Enough!"),
        ("You should be", "-Anna!"),
        ("there's a tide, they always", "That isn't a tide."),
        ("The tide should be", "Look at that."),
        ("But you", "You were there."),
        ("What he calls a lamp", "It was drowned."),
    ],
)
def test_a_line_broken_off_is_mended(line: str, following: str) -> None:
    """By what comes next and by how it ends."""
    assert mended(line, following) == [line]


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("He said it was", "the tide."),
        ("He's waiting for", "Anna and me."),
        ("They saw it in", "Tavira, at night."),
        ("And when he's not", "I need more time!"),
        ("The old harbour", "Look at that."),
        ("Dr. Anna Lind", "-Who is it?"),
        ("Book of Tides 4:19", "Look at that."),
        ("I CANNOT", "You must."),
        ("He was the", "PIER 9"),
        ("I know what you", "Zebedee did."),
        ("I was there.", "Look at that."),
        ("I was there,", "Look at that."),
        ('I said "there"', "-What?"),
    ],
)
def test_a_line_that_may_go_on_is_left_alone(line: str, following: str) -> None:
    """Names, cards, citations, titles, small letters, marks, and the word I."""
    assert mended(line, following) == []


def test_a_script_without_marks_is_left_alone() -> None:
    """Some transcripts have none at all."""
    shown = [Shown(text=text.rstrip(".")) for text in ("I", "I need a boat", *AROUND)]
    assert unfinished(shown) == frozenset()


def test_lines_that_a_blank_line_or_a_style_parts_are_left_alone() -> None:
    """A card in a style may well end without a mark."""
    rest = [Shown(text=text) for text in AROUND]
    assert (
        unfinished([Shown(text="But you"), Shown(text="You.", parted=True), *rest]) == frozenset()
    )
    assert (
        unfinished([Shown(text="But you", styled=True), Shown(text="You."), *rest]) == frozenset()
    )
    assert unfinished([Shown(text="But you"), Shown(text="You."), *rest]) == frozenset({0})


def test_nothing_comes_of_nothing() -> None:
    """No line, or one, has no line below."""
    assert unfinished([]) == frozenset()
    assert unfinished([Shown(text="I")]) == frozenset()
