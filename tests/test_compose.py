"""From units to narrations: pieces of a card, standing signs, the lexicon."""

import pytest

from narrator.compose import narrations_of
from narrator.model import Mode, Script, Span, Tag, Unit
from narrator.text.lexicon import Entry, Lexicon


def unit(
    number: int, *lines: str, start_s: float = 0, tag: Tag = "caption", pieces: tuple[int, ...] = ()
) -> Unit:
    """Return a unit of two seconds."""
    start_ms = round(start_s * 1000)
    return Unit(
        id=f"u{number}", cue_ids=(str(number),), tag=tag, lines=lines, rule="r", confidence=1.0,
        span=Span(start_ms=start_ms, end_ms=start_ms + 2000), pieces=pieces,
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
