"""All that the page shows, in the order shown, ready to be written down."""

from collections.abc import Sequence
from dataclasses import dataclass

from narrator.holds import OutputClock, held_ms
from narrator.model import TAGS, Rendering, Tag
from narrator.timecode import FRAME_RATES, format_smpte
from narrator.writers.report.drawing import Levels, bars, dips, levels_of, wave
from narrator.writers.report.facts import Fact, LevelRow, facts_of, level_rows
from narrator.writers.report.findings import FindingRow, finding_rows
from narrator.writers.report.ledger import NarrationRow, OmissionRow, narration_rows, omission_rows
from narrator.writers.report.marks import Marks, marks_of
from narrator.writers.report.outcome import Verdict, verdict_of
from narrator.writers.report.sounds import Sounds, address, sounds_of, why_no_mix
from narrator.writers.report.stretches import (
    DipRow,
    LoudRow,
    Stretch,
    dip_rows,
    fades_in_words,
    loud_rows,
    stretches_of,
)
from narrator.writers.report.tags import TagRow, language_of, tag_rows
from narrator.writers.report.times import shown_length, shown_time


@dataclass(frozen=True, kw_only=True, slots=True)
class Lane:
    """One row of the time line: its key, its name, its path."""

    key: str
    name: str
    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """What stands on the page; a table without rows is told of in words."""

    title: str
    language: str
    verdict: Verdict
    facts: Sequence[Fact]
    clock_note: str
    sounds: Sounds
    no_mix: str
    findings: Sequence[FindingRow]
    marks: Marks
    lanes: Sequence[Lane]
    ticks: Sequence[str]
    levels: Levels
    narrations: Sequence[NarrationRow]
    omissions: Sequence[OmissionRow]
    tags: Sequence[TagRow]
    tag_names: Sequence[Tag]
    loudness: Sequence[LevelRow]
    repairs: Sequence[tuple[str, str, str, str]]
    stretches: Sequence[Stretch]
    dips: Sequence[DipRow]
    fades: str
    louds: Sequence[LoudRow]
    files: Sequence[tuple[str, str]]


def page_of(rendering: Rendering) -> Page:
    """Gather everything the page shows of a rendering."""
    script, delivery = rendering.script, rendering.delivery
    clock = OutputClock.of(rendering.ledger.placements)
    marks, sounds = marks_of(rendering, clock), sounds_of(delivery)
    start_ms = rendering.programme.sound_start_ms if rendering.programme else 0
    levels = levels_of(rendering.momentary_lufs, clock.holds, marks.length_ms, start_ms)
    return Page(
        title=script.title,
        language=language_of(script.language),
        verdict=verdict_of(rendering),
        facts=facts_of(rendering, marks),
        clock_note=clock_note(rendering, clock),
        sounds=sounds,
        no_mix=why_no_mix(delivery, has_programme=rendering.programme is not None),
        findings=finding_rows(rendering.findings, clock, sounds),
        marks=marks,
        lanes=lanes_of(marks, levels),
        ticks=[shown_time(marks.length_ms * part // 4)[:-2] for part in range(5)],
        levels=levels,
        narrations=narration_rows(rendering, marks, sounds),
        omissions=omission_rows(rendering, clock),
        tags=tag_rows(script, clock),
        tag_names=[tag for tag in TAGS if any(unit.tag == tag for unit in script.units)],
        loudness=level_rows(rendering),
        repairs=[(r.kind, r.where, r.before, r.after) for r in script.repairs],
        stretches=stretches_of(marks),
        dips=dip_rows(marks.ducks),
        fades=fades_in_words(marks.ducks),
        louds=loud_rows(levels),
        files=[(name, address(name)) for name in delivery.files.values()],
    )


def lanes_of(marks: Marks, levels: Levels) -> tuple[Lane, ...]:
    """Return the rows of the time line from top to bottom; the waveform's is drawn by halves."""
    speech = "Speech heard" if marks.listened else "Dialogue subtitles"
    return (
        Lane(key="wave", name="Programme", path=wave(levels)),
        Lane(key="speech", name=speech, path=bars(marks.speech)),
        Lane(key="slots", name="Free slots", path=bars(marks.slots)),
        Lane(key="narrations", name="Narrations", path=bars(marks.narrations)),
        Lane(key="dips", name="Dips", path=dips(marks.ducks)),
        *([Lane(key="holds", name="Holds", path=bars(marks.holds))] if marks.holds else []),
    )


def clock_note(rendering: Rendering, clock: OutputClock) -> str:
    """Say what the times on the page count from."""
    start_ms = rendering.delivery.start_ms
    notes = ["All times count from the start of the sound files."]
    if start_ms:
        notes.append(f"Their first sample has the timecode {timecode(rendering)}.")
    if clock.holds:
        longer = shown_length(held_ms(clock.holds))
        notes.append(
            f"The programme is held {times_in_words(len(clock.holds))}, so the described mix is "
            f"{longer} longer than the programme."
        )
    if rendering.script.timing == "estimated":
        notes.append("The subtitles have no times: those of texts are estimated.")
    return " ".join(notes)


def timecode(rendering: Rendering) -> str:
    """Return the timecode of the first sample as hh:mm:ss:ff."""
    delivery = rendering.delivery
    return format_smpte(delivery.start_ms, FRAME_RATES[delivery.frame_rate])


def times_in_words(count: int) -> str:
    """Say how often."""
    return "once" if count == 1 else f"{count} times"
