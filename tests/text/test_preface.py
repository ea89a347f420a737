"""The preface: off, at the first text of a scene, or always."""

import pytest

from narrator.model import Narration, PrefaceMode, Span, Tag, Voice
from narrator.text.preface import with_preface


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


def voice(mode: PrefaceMode, words: str | None = None, language: str = "en") -> Voice:
    """Return a voice with a preface."""
    return Voice(name="v", engine="tone", language=language, preface=mode, preface_words=words)


def prefaced(narrations: list[Narration], mode: PrefaceMode) -> list[bool]:
    """Return for each narration whether it takes a preface."""
    return [n.spoken != "No entry" for n in with_preface(narrations, {"": voice(mode)})]


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("off", [False, False, False, False]),
        ("scene", [True, False, True, False]),
        ("always", [True, True, True, True]),
    ],
)
def test_the_mode_decides_when(mode: PrefaceMode, expected: list[bool]) -> None:
    """In a scene again only when the last one is a minute ago."""
    assert prefaced(read(0, 59, 60, 119), mode) == expected


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en-GB", "On screen: No entry"),
        ("fr", "À l'écran : No entry"),
        ("de", "Im Bild: No entry"),
        ("xx", "No entry"),
    ],
)
def test_each_language_has_its_words(language: str, said: str) -> None:
    """A language without words of its own has no preface."""
    assert with_preface(read(0), {"": voice("always", language=language)})[0].spoken == said


def test_a_voice_may_have_words_of_its_own() -> None:
    """They win over the language's."""
    assert with_preface(read(0), {"": voice("always", "Sign:", "xx")})[0].spoken == "Sign: No entry"


def test_dialogue_takes_none_and_none_is_taken_twice() -> None:
    """Only on-screen text is marked, and once."""
    assert prefaced(read(0, tag="dialogue"), "always") == [False]
    once = with_preface(read(0), {"": voice("always")})
    assert with_preface(once, {"": voice("always")}) == once
    assert with_preface(once, {"": voice("off")}) == once
