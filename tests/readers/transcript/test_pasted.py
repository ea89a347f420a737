"""The head of a transcript, and the script that was pasted twice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.readers.transcript.heads import count_titles
from narrator.readers.transcript.pasted import Script, Source, take_script


def script_of(*texts: str) -> Script:
    """Return what is taken of a transcript with these lines."""
    return take_script([Source(number=n, text=text) for n, text in enumerate(texts, 1)])


def kept(script: Script) -> list[str]:
    """Return the lines that are left."""
    return [line.text for line in script.lines]


def lines(count: int, word: str = "wave") -> list[str]:
    """Return lines that all differ."""
    return [f"The {word} number {n} came in." for n in range(count)]


HEAD = ["Tide (2031) s02e07 Episode Script", "Episode 7", "1"]


def test_a_doubled_script_is_taken_once() -> None:
    """The head stands once, and the second copy follows the first at once."""
    script = script_of(*HEAD, *lines(40), *lines(40))
    assert kept(script) == lines(40)
    assert script.title == HEAD[0]
    assert [(r.kind, r.where) for r in script.repairs] == [
        ("header", "line 1"),
        ("header", "line 2"),
        ("header", "line 3"),
        ("pasted-twice", "lines 44-83"),
    ]
    assert script.repairs[-1].after == "lines 4-43 kept"


def test_the_head_may_stand_twice_too() -> None:
    """It is part of what was pasted."""
    script = script_of(*HEAD, *lines(40), *HEAD, *lines(40))
    assert kept(script) == lines(40)
    assert script.repairs[-1].where == "lines 44-86"


def test_a_head_without_any_form_is_told_by_the_copy() -> None:
    """Whatever stands above a doubled script and is no speech."""
    script = script_of("Home > Tide > Seven", *lines(40), *lines(40))
    assert kept(script) == lines(40)
    assert script.title == "Home > Tide > Seven"


def test_speech_above_the_copies_is_kept() -> None:
    """The first line may differ between the copies; it is no head."""
    script = script_of("Tide Transcript", "Where were you?", *lines(120), *lines(120))
    assert kept(script) == ["Where were you?", *lines(120)]


def test_small_differences_are_borne_with_and_listed() -> None:
    """One line in a hundred may differ, be added or be missing; the first copy is kept."""
    again = lines(300)
    again[10] += " "
    again[50] = "The wave number fifty came in."
    del again[200]
    script = script_of(*HEAD, *lines(300), *again)
    assert kept(script) == lines(300)
    assert [(r.where, r.before, r.after) for r in script.repairs[4:]] == [
        ("line 354", "The wave number fifty came in.", "The wave number 50 came in."),
        ("line 504", "", "The wave number 200 came in."),
    ]


def test_too_many_differences_are_two_scripts() -> None:
    """Two parts that resemble each other are both kept."""
    again = lines(100)
    again[10] = again[20] = again[30] = "Another wave."
    script = script_of(*lines(100), *again)
    assert kept(script) == [*lines(100), *again]
    assert script.repairs == ()


def test_a_chorus_is_no_second_copy() -> None:
    """Only the whole of the script doubled counts."""
    song = lines(20, "song")
    texts = [*lines(30), *song, *song, "The end of it."]
    assert kept(script_of(*texts)) == texts
    texts = [*lines(30), *song, *song]
    assert kept(script_of(*texts)) == texts


def test_a_few_lines_above_a_chorus_are_no_head() -> None:
    """Lines that are no titles need a longer copy below them to be taken for a head."""
    texts = ["Listen", "they sing", *lines(10, "song"), *lines(10, "song")]
    assert kept(script_of(*texts)) == texts


def test_one_chant_over_and_over_is_no_second_copy() -> None:
    """A crowd may say the same line forty times."""
    assert kept(script_of(*["Down with the tide!"] * 40)) == ["Down with the tide!"] * 40


def test_a_short_exchange_repeated_is_kept() -> None:
    """Three lines twice may be how the scene goes."""
    texts = ["Who?", "Me.", "No."] * 2
    assert kept(script_of(*texts)) == texts


@pytest.mark.parametrize(
    ("head", "count"),
    [
        (["The Keeper - Season 1 Episode 6 - Transcript", "Hold it."], 1),
        (["The Keeper 1x06", "Hold it."], 1),
        (["The Keeper s01e06", "Episode 6", "6", "https://keeper.example/s1", "Hold it."], 4),
        (["Saison 1", "Épisode 6", "Tiens bon."], 2),
        (["1984", "Hold it."], 0),
        (["EPISODE 6", "Hold it."], 0),
        (["Episode 6 is the one I like.", "Hold it."], 0),
        (["Season of mist", "Hold it."], 0),
        (["I wrote the script", "Hold it."], 1),
        ([], 0),
    ],
)
def test_titles_are_told_by_their_form(head: list[str], count: int) -> None:
    """A number counts under a title only, and a card in capitals never."""
    assert count_titles(head) == count


@settings(deadline=None, max_examples=60)
@given(
    body=st.lists(
        st.text(st.characters(categories=["L", "N"]), min_size=1), unique=True, min_size=8
    )
)
def test_doubling_is_always_undone_and_single_scripts_never_cut(body: list[str]) -> None:
    """Whatever the lines, so long as they differ."""
    doubled = script_of(*body, *body)
    assert kept(doubled) + [r.before for r in doubled.repairs if r.kind == "header"] == (
        body if count_titles(body) == 0 else kept(doubled) + body[: count_titles(body)]
    )
    single = script_of(*body)
    assert len(single.lines) + sum(r.kind == "header" for r in single.repairs) == len(body)
