"""Renderings made by hand, for the tests of text products."""

from collections.abc import Callable, Sequence

import pytest

from narrator.model import (
    Delivery,
    Ledger,
    MixPlan,
    Narration,
    Omission,
    Placement,
    Rendering,
    Script,
    Span,
    Unit,
    Voice,
)

Said = tuple[str, int, int, int]  # the words, from when to when, and for how long held
Build = Callable[..., Rendering]


def build(
    said: Sequence[Said],
    *,
    omitted: Sequence[str] = (),
    delivery: Delivery | None = None,
    length_ms: int = 60_000,
    language: str = "en",
) -> Rendering:
    """Return a rendering in which each text is said at its time, and others are not said."""
    shown = [Span(start_ms=start, end_ms=end) for _, start, end, _ in said]
    later = [Span(start_ms=length_ms - 1_000, end_ms=length_ms) for _ in omitted]
    texts = [*(words for words, *_ in said), *omitted]
    units = tuple(
        Unit(id=f"u{n}", cue_ids=(str(n),), span=span, tag="caption", lines=(text.upper(),),
             rule="capitals", confidence=0.9)
        for n, (text, span) in enumerate(zip(texts, [*shown, *later], strict=True), 1)
    )  # fmt: skip
    narrations = tuple(
        Narration(id=f"n{n}", unit_ids=(unit.id,), span=unit.span or shown[0], tag="caption",
                  text="\n".join(unit.lines), spoken=text, voice="joe", language=language)
        for n, (unit, text) in enumerate(zip(units, texts, strict=True), 1)
    )  # fmt: skip
    placements = tuple(
        Placement(narration_id=f"n{n}", span=Span(start_ms=start, end_ms=end), rate=1.1,
                  overlap_ms=0, decisions=("starts with its cue", "faster"), spoken=words,
                  hold_ms=hold)
        for n, (words, start, end, hold) in enumerate(said, 1)
    )  # fmt: skip
    return Rendering(
        script=Script(title="Tide & Rope", language=language, units=units, narrations=narrations,
                      timing="cues"),
        programme=None,
        voices={"joe": Voice(name="joe", engine="tone", language=language)},
        ledger=Ledger(
            placements=placements,
            omissions=tuple(
                Omission(narration_id=f"n{n}", why="no time for it")
                for n in range(len(said) + 1, len(texts) + 1)
            ),
        ),
        clips={},
        plan=MixPlan(voicings=(), ducks=(), length_samples=length_ms * 48, rate_hz=48_000),
        delivery=delivery or Delivery(),
    )  # fmt: skip


@pytest.fixture(scope="session")
def rendering_of() -> Build:
    """Return the maker of renderings."""
    return build
