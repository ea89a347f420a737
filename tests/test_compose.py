"""From units to narrations: pieces of a card, standing signs, the lexicon."""

from dataclasses import replace

import pytest

from narrator.compose import narrations_of
from narrator.model import Mode, Piece, Script, Span, Tag, Unit
from narrator.text.lexicon import Entry, Lexicon


def unit(
    number: int, *lines: str, start_s: float = 0, tag: Tag = "caption", pieces: tuple[int, ...] = ()
) -> Unit:
    """Return a unit of two seconds."""
    start_ms = round(start_s * 1000)
    return Unit(
        id=f"u{number}", cue_ids=(str(number),), tag=tag, lines=lines, rule="r", confidence=1.0,
        span=Span(start_ms=start_ms, end_ms=start_ms + 2000),
        pieces=tuple(Piece(line_count=count, span=None) for count in pieces),
    )  # fmt: skip


def spoken(*units: Unit, mode: Mode = "captions", lexicon: Lexicon | None = None) -> list[str]:
    """Return what is said for the units."""
    script = Script(title="", language="en", units=units, timing="cues")
    found = narrations_of(script, mode=mode, lexicon=lexicon or Lexicon())
    return [narration.spoken for narration in found]


def test_pieces_of_a_card_are_parted_by_a_full_stop() -> None:
    """Unless a piece goes on in small letters."""
    card = unit(1, "THE BELL FOUNDER", "PART TWO", "WINTER", pieces=(2, 1))
    assert spoken(card) == ["The bell founder, part two. Winter"]
    letter = unit(1, "Dear Anna, I have", "waited all winter.", pieces=(1, 1))
    assert spoken(letter) == ["Dear Anna, I have waited all winter."]


@pytest.mark.parametrize(("again_s", "count"), [(5, 1), (21, 1), (23, 2)])
def test_a_sign_that_stays_is_read_once(again_s: float, count: int) -> None:
    """Shown again within twenty seconds of its end, it is the same sign."""
    found = spoken(unit(1, "NO ENTRY"), unit(2, "No entry!", start_s=again_s))
    assert len(found) == count


def test_the_mode_decides_what_is_narrated() -> None:
    """Dialogue only when asked for, sound never."""
    units = (unit(1, "NO ENTRY"), unit(2, "Come in.", start_s=3, tag="dialogue"),
             unit(3, "[thud]", start_s=6, tag="sound"), unit(4, "?!", start_s=9))  # fmt: skip
    assert spoken(*units) == ["No entry"]
    assert spoken(*units, mode="all") == ["No entry", "Come in."]


def test_the_lexicon_is_asked() -> None:
    """Its word is what is said."""
    entry = Entry(grapheme="Veldris", language="en", alias="Vell-driss")
    assert spoken(unit(1, "VELDRIS"), lexicon=Lexicon((entry,))) == ["Vell-driss"]


def read(*texts: str, gap_s: float = 0.2, speakers: str = "") -> list[str]:
    """Return what is said of dialogue in cues of two seconds, a gap apart."""
    units = [
        replace(
            unit(n, *text.split("/"), start_s=n * (2 + gap_s), tag="dialogue"),
            speaker=speakers[n : n + 1] or None,
        )
        for n, text in enumerate(texts)
    ]
    return spoken(*units, mode="all")


def test_a_sentence_that_runs_over_cues_is_one_narration() -> None:
    """Of one speaker, without a pause, and no longer than four cues."""
    assert read("I told him that", "the boat was late.", "He left.") == [
        "I told him that the boat was late.", "He left.",
    ]  # fmt: skip
    assert len(read("I told him that", "the boat was late.", gap_s=1.5)) == 2
    assert len(read("I told him that", "the boat was late.", speakers="AB")) == 2
    assert len(read("I told him", "-Who?")) == 2
    assert len(read(*["and then"] * 9)) == 3


Cued = tuple[str, str | None, str | None]  # text, label and colour of a cue


@pytest.mark.parametrize(
    ("cues", "count"),
    [
        ((("The pilot never came", "TOM", None), ("back from the island.", None, None)), 1),
        ((("The pilot never", "TOM", None), ("came", None, None), ("back.", "Tom", None)), 1),
        ((("The pilot never", "TOM", None), ("came", None, None), ("back.", "IDA", None)), 2),
        ((("The pilot never came back.", "TOM", None), ("He left.", None, None)), 2),
        ((("The pilot never came", None, None), ("back.", "TOM", None)), 2),
        ((("The pilot never came", "TOM", "#ffff00"), ("back.", None, "#ffff00")), 1),
        ((("The pilot never came", "TOM", "#ffff00"), ("back.", None, "#00ffff")), 2),
        ((("The pilot never came", "TOM", "#ffff00"), ("back.", None, None)), 2),
        ((("The pilot never came", None, "#ffff00"), ("back.", None, None)), 2),
        ((("The pilot never came", None, None), ("back.", None, "#ffff00")), 2),
    ],
)
def test_a_label_stands_for_the_whole_sentence(cues: tuple[Cued, ...], count: int) -> None:
    """It leads the first cue alone; another label ends the sentence, and so does a colour."""
    units = [
        replace(unit(n, text, start_s=n * 2.2, tag="dialogue"), speaker=speaker, colour=colour)
        for n, (text, speaker, colour) in enumerate(cues)
    ]
    script = Script(title="", language="en", units=tuple(units), timing="cues")
    found = narrations_of(script, mode="all")
    assert len(found) == count
    assert found[0].speaker == (cues[0][1] or cues[0][2] or "")


def test_a_script_says_together_what_was_said_together() -> None:
    """Read again, a sentence is neither split nor said twice."""
    first = replace(unit(1, "I told him that", tag="dialogue"), spoken="I told him all.")
    second = replace(unit(2, "the boat was late.", start_s=9, tag="dialogue"), said_with="u1")
    assert spoken(first, second, mode="all") == ["I told him all."]
