"""The tags table: every unit with what it was taken for, the doubtful ones first."""

from collections.abc import Sequence
from dataclasses import dataclass

from narrator.holds import OutputClock
from narrator.model import Script, Unit
from narrator.text.tag import is_language
from narrator.writers.report.times import shown_time

DOUBTFUL = 0.75  # as on the terminal


@dataclass(frozen=True, kw_only=True, slots=True)
class TagRow:
    """One unit; language is "" where the file names none that can be one."""

    when: str
    text: str
    language: str
    speaker: str
    tag: str
    rule: str
    percent: int
    doubtful: bool


def tag_rows(script: Script, clock: OutputClock) -> Sequence[TagRow]:
    """Return every unit, the doubtful ones first, otherwise in the order of the script."""
    about = "~" if script.timing == "estimated" else ""
    return [
        TagRow(
            when=about + shown_time(clock.heard_ms(unit.span.start_ms)) if unit.span else "untimed",
            text="\n".join(unit.lines),
            language=language_of(unit.language or script.language),
            speaker=unit.speaker or "",
            tag=unit.tag,
            rule=unit.rule,
            percent=round(100 * unit.confidence),
            doubtful=is_doubtful(unit),
        )
        for unit in sorted(script.units, key=lambda unit: not is_doubtful(unit))
    ]


def is_doubtful(unit: Unit) -> bool:
    """Whether a person should look at the unit's tag."""
    return unit.confidence < DOUBTFUL


def language_of(tag: str) -> str:
    """Return a language tag as it may stand in a `lang` attribute, "" for what is none."""
    return tag if is_language(tag) else ""
