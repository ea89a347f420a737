"""Renderings made up for the report's tests: a small one, and one of ten hours."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from narrator.model import (
    Clip,
    Delivery,
    Duck,
    Finding,
    Heard,
    Ledger,
    Loudness,
    MixPlan,
    Mode,
    Narration,
    Omission,
    Placement,
    Programme,
    Rendering,
    Repair,
    Script,
    Span,
    Tag,
    Unit,
    Voice,
)

VOICE = Voice(name="joe", engine="tone", language="en")
FILES = {name: name for name in ("narration.wav", "described.m4a", "report.html")}


def span(start_s: float, end_s: float) -> Span:
    """Return a span of seconds."""
    return Span(start_ms=round(1000 * start_s), end_ms=round(1000 * end_s))


def unit(number: int, text: str, when: Span | None, **more: object) -> Unit:
    """Return a unit: a sure caption, where nothing else is said of it."""
    plain = Unit(
        id=f"u{number}",
        cue_ids=(str(number),),
        span=when,
        tag="caption",
        lines=tuple(text.split("\n")),
        rule="shown: capitals",
        confidence=0.95,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def narration(of: Unit) -> Narration:
    """Return the narration of a unit with a span."""
    assert of.span is not None
    return Narration(
        id=f"n{of.id[1:]}",
        unit_ids=(of.id,),
        span=of.span,
        tag=of.tag,
        text="\n".join(of.lines),
        spoken=of.text.capitalize(),
        voice="joe",
        language=of.language or "en",
    )


def placement(of: Narration, **more: object) -> Placement:
    """Return a placement at the narration's own time."""
    plain = Placement(
        narration_id=of.id,
        span=of.span,
        rate=1.0,
        overlap_ms=0,
        decisions=("starts with its cue",),
        spoken=of.spoken,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def rendering(  # noqa: PLR0913 - whatever a test wants to tell
    units: Sequence[Unit],
    *,
    length_s: float = 60.0,
    placements: Sequence[Placement] | None = None,
    omissions: Sequence[Omission] = (),
    speech: Sequence[Span] = (),
    findings: Sequence[Finding] = (),
    repairs: Sequence[Repair] = (),
    lufs: Sequence[float] = (),
    title: str = "Slack water",
    language: str = "en",
    mode: Mode = "captions",
    files: dict[str, str] | None = None,
) -> Rendering:
    """Return a rendering whose captions are narrated at their own times, unless told otherwise."""
    said = [narration(each) for each in units if each.span and each.tag in NARRATED[mode]]
    left_out = {omission.narration_id for omission in omissions}
    placed = [placement(each) for each in said if each.id not in left_out]
    ducks = [Duck(span=each.span, gain_db=-9.0, fade_in_ms=300, fade_out_ms=500) for each in placed]
    return Rendering(
        script=Script(
            title=title,
            language=language,
            units=tuple(units),
            timing="cues",
            narrations=tuple(said),
            repairs=tuple(repairs),
        ),
        programme=Programme(
            path=Path("ep.mkv"),
            duration_ms=round(1000 * length_s),
            rate_hz=48_000,
            channels=2,
            layout="stereo",
            sample_format="s16",
            has_sound=True,
            has_video=True,
            loudness=Loudness(integrated_lufs=-23.0, true_peak_dbtp=-1.5),
        ),
        voices={"joe": VOICE},
        ledger=Ledger(placements=tuple(placements or placed), omissions=tuple(omissions)),
        clips=dict[str, Clip](),
        plan=MixPlan(
            voicings=(), ducks=tuple(ducks), length_samples=round(48_000 * length_s), rate_hz=48_000
        ),
        stem=Loudness(integrated_lufs=-22.0, true_peak_dbtp=-3.0),
        described=Loudness(integrated_lufs=-22.6, true_peak_dbtp=-1.5),
        findings=tuple(findings),
        heard=Heard(listened=True, windows=(span(0, length_s),), speech=tuple(speech)),
        momentary_lufs=lufs,
        delivery=Delivery(files=FILES if files is None else files),
    )


NARRATED: dict[Mode, tuple[Tag, ...]] = {
    "captions": ("caption", "intertitle"),
    "all": ("caption", "intertitle", "dialogue"),
}


@pytest.fixture(scope="session")
def unit_of() -> Callable[..., Unit]:
    """Return a function that makes a unit."""
    return unit


@pytest.fixture(scope="session")
def rendering_of() -> Callable[..., Rendering]:
    """Return a function that makes a rendering of units."""
    return rendering


@pytest.fixture(scope="session")
def long_episode() -> Callable[..., Rendering]:
    """Return a function that makes an episode of ten hours."""
    return ten_hours


@pytest.fixture(scope="session")
def busy() -> Rendering:
    """Return a rendering with something in every part of the page, in several languages."""
    units = [
        unit(1, "HARBOUR STREET\n1921", span(1, 4)),
        unit(2, "\u0634\u0627\u0631\u0639 \u0627\u0644\u0645\u064a\u0646\u0627\u0621", span(5, 8),
             language="ar"),
        unit(3, "RUE DU PORT", span(9, 12), language="fr", confidence=0.6, rule="letter"),
        unit(4, "TOO MUCH AT ONCE", span(9.5, 10)),
        unit(5, "An untimed line", None, tag="dialogue", speaker="Ada"),
        *(unit(n, f"Line {n} of the harbour", span(n, n + 0.9), tag="dialogue", rule="dash")
          for n in range(14, 150)),
    ]  # fmt: skip
    return rendering(
        units,
        length_s=180,
        omissions=[Omission(narration_id="n4", why="no time is left around its cue")],
        speech=[span(n, n + 0.9) for n in range(14, 150)],
        findings=[
            Finding(code="fast-speech", message="n1 is spoken fast.", span=span(1, 4)),
            Finding(code="omitted", message="n4 is not spoken.", span=span(9.5, 10), blocking=True),
        ],
        repairs=[Repair(kind="markup", where="cue 3", before="<b>RUE", after="RUE")],
        lufs=[-23.0 + n % 9 for n in range(1_800)],
    )


def ten_hours(*, mode: Mode = "captions") -> Rendering:
    """Return an episode of ten hours: 8,000 units, a fourth of them shown, and a full curve."""
    units = [
        unit(
            number,
            f"LINE {number} OF THE HARBOUR BOARD\nREAD AT {number % 24}:{number % 60:02}",
            span(4.5 * number, 4.5 * number + 3),
            tag="caption" if number % 4 == 0 else "dialogue",
            rule=f"shown: sign {number % 7}",
            confidence=0.5 if number % 10 == 0 else 0.97,
        )
        for number in range(8_000)
    ]
    return rendering(
        units,
        length_s=36_000,
        speech=[span(4.5 * n, 4.5 * n + 3) for n in range(8_000) if n % 4],
        findings=[
            Finding(code="fast-speech", message=f"n{n} is fast.", span=span(4.5 * n, 4.5 * n + 3))
            for n in range(0, 8_000, 20)
        ],
        lufs=[-23.0 + (n * 7919 % 200) / 10 - 10 for n in range(360_000)],
        mode=mode,
    )
