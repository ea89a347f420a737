"""The findings, those that block delivery first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from narrator.holds import OutputClock
from narrator.model import Finding
from narrator.writers.report.sounds import Sounds
from narrator.writers.report.times import shown_time


@dataclass(frozen=True, kw_only=True, slots=True)
class FindingRow:
    """One finding; when is "" where it has no place in time, listen where none can be played."""

    blocking: bool
    when: str
    message: str
    code: str
    listen: str


def finding_rows(
    findings: Iterable[Finding], clock: OutputClock, sounds: Sounds
) -> Sequence[FindingRow]:
    """Return the findings, the blocking ones first, otherwise in the order given."""
    return [
        finding_row(finding, clock, sounds)
        for finding in sorted(findings, key=lambda finding: not finding.blocking)
    ]


def finding_row(finding: Finding, clock: OutputClock, sounds: Sounds) -> FindingRow:
    """Return one finding in words."""
    heard = clock.heard(finding.span) if finding.span else None
    return FindingRow(
        blocking=finding.blocking,
        when=shown_time(heard.start_ms) if heard else "",
        message=finding.message,
        code=finding.code,
        listen=sounds.in_mix(heard) if heard else "",
    )
