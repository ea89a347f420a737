"""Tags without their angle brackets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.readers.transcript.mangled import restore_tags
from narrator.readers.transcript.pasted import Source


def restored(*texts: str) -> list[str]:
    """Return the lines with whole tags."""
    sources, _ = restore_tags([Source(number=n, text=text) for n, text in enumerate(texts, 1)])
    return [source.text for source in sources]


@pytest.mark.parametrize(
    ("mangled", "whole"),
    [
        ('span style="style.sign"PIER 9/span', '<span style="style.sign">PIER 9</span>'),
        ('span style="style.sign"-Good day./span', '<span style="style.sign">-Good day.</span>'),
        ('span style="s""A tide/span', '<span style="s">"A tide</span>'),
        ('font color="#ff0000"NO!/font', '<font color="#ff0000">NO!</font>'),
        ("iHe lit the lamp./i", "<i>He lit the lamp.</i>"),
        ('i"From memory."/i', '<i>"From memory."</i>'),
        ("-iHe lit it./i", "-<i>He lit it.</i>"),
        ("bNO ENTRY/b", "<b>NO ENTRY</b>"),
        ("emWhy?/em", "<em>Why?</em>"),
        ("He said iNever/i and left.", "He said <i>Never</i> and left."),
        ("iOne./i iTwo./i", "<i>One.</i> <i>Two.</i>"),
    ],
)
def test_brackets_come_back(mangled: str, whole: str) -> None:
    """On one line, where both ends are there."""
    assert restored(mangled) == [whole]


def test_a_tag_may_end_lines_below() -> None:
    """The first line has its beginning, a later one its end."""
    assert restored("iWe rowed", "all night", "and the day./i") == [
        "<i>We rowed",
        "all night",
        "and the day.</i>",
    ]
    assert restored('span style="s"We rowed', "all night./span") == [
        '<span style="s">We rowed',
        "all night.</span>",
    ]


def test_a_small_letter_after_the_tag_needs_a_word() -> None:
    """As "ito" is "to" in italics if the script has "to" elsewhere."""
    assert restored("I want to go.", "ito leave./i")[1] == "<i>to leave.</i>"
    assert restored("Is it late?", "it was late./i")[1] == "it was late./i"


def test_the_tag_of_a_line_above_is_not_found_past_its_end() -> None:
    """Each end has its own beginning."""
    assert restored("iOne./i", "and/i") == ["<i>One.</i>", "and/i"]


@pytest.mark.parametrize(
    "text",
    [
        "in the bay",
        "be there and/or here",
        "I own it.",
        "<i>Whole.</i>",
        '<span style="s">Whole.</span>',
        "a span of years",
        "The ratio is a/b.",
        "24/i",
        "iPhone",
    ],
)
def test_words_are_no_tags(text: str) -> None:
    """Text without a pair stays as it is."""
    assert restored(text) == [text]


def test_each_changed_line_is_listed() -> None:
    """With its number, before and after."""
    _, repairs = restore_tags(
        [Source(number=7, text="Hm."), Source(number=8, text="iHe lit it./i")]
    )
    assert [(r.kind, r.where, r.before, r.after) for r in repairs] == [
        ("markup", "line 8", "iHe lit it./i", "<i>He lit it.</i>")
    ]


@settings(deadline=None, max_examples=150)
@given(texts=st.lists(st.text(st.sampled_from("ib/span =\"ABem<>'. ")) | st.text(), max_size=5))
def test_only_brackets_are_ever_added(texts: list[str]) -> None:
    """Nothing else of the text is touched, and no line comes or goes."""
    bare = [text.replace("<", "").replace(">", "") for text in texts]
    assert [text.replace("<", "").replace(">", "") for text in restored(*texts)] == bare
