"""Shorter forms: only what was said a moment ago in the same words is left out."""

import pytest

from narrator.model import Narration, Span, Tag
from narrator.shorten import with_shorter_forms


def shorter(*said: tuple[int, str], tag: Tag = "caption") -> list[str]:
    """Return the shorter forms of texts, each at a second."""
    narrations = [
        Narration(
            id=f"n{n}", unit_ids=(), span=Span(start_ms=s * 1000, end_ms=s * 1000 + 1), tag=tag,
            text=text, spoken=text, voice="",
        )
        for n, (s, text) in enumerate(said)
    ]  # fmt: skip
    return [narration.shorter for narration in with_shorter_forms(narrations)]


@pytest.mark.parametrize(
    ("again_s", "text", "expected"),
    [
        (60, "Varnholm, the harbour. Nineteen twenty-one", "The harbour."),
        (60, "Varnholm, nineteen twenty-one", ""),
        (60, "varnholm, nineteen twenty-two", "Nineteen twenty-two"),
        (60, "A ship", ""),
        (60, "Varnholm, nineteen twenty-one. »", ""),
        (200, "Varnholm, the harbour", ""),
    ],
)
def test_what_was_said_a_moment_ago_is_left_out(again_s: int, text: str, expected: str) -> None:
    """All of it said: the full form stands, since something was shown."""
    assert shorter((0, "Varnholm, nineteen twenty-one"), (again_s, text)) == ["", expected]


def test_dialogue_is_never_shortened() -> None:
    """A person may repeat themselves."""
    assert shorter((0, "No, never."), (5, "No, not you."), tag="dialogue") == ["", ""]
