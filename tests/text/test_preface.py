"""The preface: off, at the first text of a scene, or always."""

from typing import get_args

import pytest

from narrator.model import Narration, Span, Tag
from narrator.text.preface import OFF, PREFACE_MODES, Preface, PrefaceMode, with_preface


def read(*starts_s: int, tag: Tag = "caption") -> list[Narration]:
    """Return narrations that begin at the given seconds."""
    return [
        Narration(
            id=f"n{start_s}",
            unit_ids=(),
            span=Span(start_ms=start_s * 1000, end_ms=start_s * 1000 + 2000),
            tag=tag,
            text="NO ENTRY",
            spoken="No entry",
            voice="",
        )
        for start_s in starts_s
    ]


def spoken(narrations: list[Narration], preface: Preface, language: str = "en") -> list[bool]:
    """Return for each narration whether it takes a preface."""
    return [n.spoken != "No entry" for n in with_preface(narrations, preface, language)]


@pytest.mark.parametrize(
    ("mode", "prefaced"),
    [
        ("off", [False, False, False, False]),
        ("scene", [True, False, True, False]),
        ("always", [True, True, True, True]),
    ],
)
def test_the_mode_decides_when(mode: PrefaceMode, prefaced: list[bool]) -> None:
    """In a scene again only when the last one is more than the gap ago."""
    preface = Preface(mode=mode, gap_ms=30_000)
    assert spoken(read(0, 30, 31, 61), preface) == prefaced


def test_each_language_has_its_words_and_others_may_be_given() -> None:
    """Words given win; a language without words of its own has no preface."""
    always = Preface(mode="always")
    texts = [with_preface(read(0), always, tag)[0].spoken for tag in ("en-GB", "fr", "de", "xx")]
    assert texts == ["On screen: No entry", "À l'écran : No entry", "Im Bild: No entry", "No entry"]
    given = Preface(mode="always", words="Sign:")
    assert with_preface(read(0), given, "xx")[0].spoken == "Sign: No entry"


def test_dialogue_takes_none_and_none_is_taken_twice() -> None:
    """Only on-screen text is marked, and once."""
    always = Preface(mode="always")
    assert spoken(read(0, tag="dialogue"), always) == [False]
    once = with_preface(read(0), always, "en")
    assert with_preface(once, always, "en") == once
    assert with_preface(once, OFF, "en") == once


def test_the_modes_are_listed() -> None:
    """A reader of voice files can check against them."""
    assert get_args(PrefaceMode) == PREFACE_MODES
