"""Shorter forms: only what was said a moment ago in the same words is left out."""

from pathlib import Path

import pytest

from narrator.fit import place_script
from narrator.ground import Ground
from narrator.job import Job
from narrator.model import Narration, Span, Tag
from narrator.shorten import with_shorter_forms


def narrations_of(*said: tuple[int, str], tag: Tag = "caption") -> list[Narration]:
    """Return narrations of texts, each at a second, with their shorter forms."""
    narrations = [
        Narration(
            id=f"n{n}", unit_ids=(), span=Span(start_ms=s * 1000, end_ms=s * 1000 + 1), tag=tag,
            text=text, spoken=text, voice="",
        )
        for n, (s, text) in enumerate(said)
    ]  # fmt: skip
    return list(with_shorter_forms(narrations))


def shorter(*said: tuple[int, str], tag: Tag = "caption") -> list[str]:
    """Return the shorter forms of texts, each at a second."""
    return [narration.shorter for narration in narrations_of(*said, tag=tag)]


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


def test_what_is_left_out_is_not_said_anew() -> None:
    """Two minutes count from when it was said last, not from when it was left out."""
    told = ((0, "mill"), (110, "church"), (220, "quay"), (330, "pier"))
    said = [(second, f"Varnholm, the {name}") for second, name in told]
    assert shorter(*said) == ["", "The church", "", "The pier"]


def test_dialogue_is_never_shortened() -> None:
    """A person may repeat themselves."""
    assert shorter((0, "No, never."), (5, "No, not you."), tag="dialogue") == ["", ""]


@pytest.mark.parametrize(
    ("first_lasts_ms", "expected"), [(2_000, "The mill"), (90_000, "Varnholm, the mill")]
)
def test_nothing_is_shortened_by_what_was_never_said(
    first_lasts_ms: int, expected: str, tmp_path: Path
) -> None:
    """The first text is longer than the programme, and left out."""
    source = tmp_path / "ep.srt"
    source.touch()
    narrations = narrations_of((10, "Varnholm, nineteen twenty-one"), (40, "Varnholm, the mill"))
    lengths_ms = {
        narrations[0].spoken: first_lasts_ms,
        "Varnholm, the mill": 9_000,
        "The mill": 1_500,
    }
    speech = [Span(start_ms=0, end_ms=9_500), Span(start_ms=13_000, end_ms=39_500),
              Span(start_ms=42_000, end_ms=60_000)]  # fmt: skip
    ledger = place_script(
        narrations,
        Ground.of(length_ms=60_000, guard_ms=120, speech=speech),
        Job(source=source, output=tmp_path / "out"),
        lambda _, text, rate: round(lengths_ms[text] / rate),
    )
    assert ledger.placements[-1].spoken == expected
