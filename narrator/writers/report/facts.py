"""The figures at the head of the page, and how loud everything is."""

from collections.abc import Sequence
from dataclasses import dataclass

from narrator.model import Loudness, Mode, Rendering, Timing
from narrator.over import count_over
from narrator.writers.report.marks import Marks
from narrator.writers.report.tags import is_doubtful
from narrator.writers.report.times import shown_length

MODES: dict[Mode, str] = {"captions": "on-screen text", "all": "on-screen text and dialogue"}
TIMINGS: dict[Timing, str] = {
    "cues": "from the subtitles",
    "estimated": "estimated from reading speed",
    "aligned": "aligned with the sound",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """A name and its value, both in words."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelRow:
    """How loud one sound is, in words."""

    name: str
    loudness: str
    peak: str


def facts_of(rendering: Rendering, marks: Marks) -> Sequence[Fact]:
    """Return the figures of an episode."""
    ledger, units = rendering.ledger, rendering.script.units
    total = len(ledger.placements) + len(ledger.omissions)
    over = count_over(ledger.placements)
    doubtful = sum(map(is_doubtful, units))
    voices = ", ".join(f"{v.name} ({v.engine})" for v in rendering.voices.values())
    facts = {
        "Spoken": f"{len(ledger.placements)} of {total}",
        "Over dialogue": str(over),
        "Left out": str(len(ledger.omissions)),
        "Doubtful tags": f"{doubtful} of {len(units)}",
        "Length": shown_length(marks.length_ms),
        "Narrated": MODES[rendering.delivery.mode],
        "Voice" if len(rendering.voices) == 1 else "Voices": voices or "none",
        "Profile": rendering.delivery.profile,
        "Times": TIMINGS[rendering.script.timing],
    }
    return [Fact(name=name, value=value) for name, value in facts.items()]


def level_rows(rendering: Rendering) -> Sequence[LevelRow]:
    """Return the loudness of the programme, the stem and the described mix."""
    programme = rendering.programme
    rows = {
        "Programme": programme.loudness if programme else None,
        "Narration alone": rendering.stem,
        "Described mix": rendering.described,
    }
    return [level_row(name, loudness) for name, loudness in rows.items()]


def level_row(name: str, measured: Loudness | None) -> LevelRow:
    """Return one measurement; what was not measured, and silence, in words."""
    if measured is None:
        return LevelRow(name=name, loudness="not measured", peak="not measured")
    lufs, peak = measured.integrated_lufs, measured.true_peak_dbtp
    return LevelRow(
        name=name,
        loudness="silent" if lufs is None else f"{signed(lufs)} LUFS",
        peak="silent" if peak is None else f"{signed(peak)} dBTP",
    )


def signed(level: float) -> str:
    """Return a level with one decimal and a true minus sign."""
    rounded = round(level, 1) + 0.0  # never a minus zero
    return f"{rounded:.1f}".replace("-", "\N{MINUS SIGN}")
