"""The findings, those that block delivery first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from narrator.model import Finding
from narrator.writers.report.clock import Clock, shown_time
from narrator.writers.report.sounds import Sounds


@dataclass(frozen=True, kw_only=True, slots=True)
class FindingRow:
    """One finding; when is "" where it has no place in time, listen where none can be played."""

    blocking: bool
    when: str
    message: str
    code: str
    listen: str


def finding_rows(findings: Iterable[Finding], clock: Clock, sounds: Sounds) -> Sequence[FindingRow]:
    """Return the findings, the blocking ones first, otherwise in the order given."""
    return [
        finding_row(finding, clock, sounds)
        for finding in sorted(findings, key=lambda finding: not finding.blocking)
    ]


def finding_row(finding: Finding, clock: Clock, sounds: Sounds) -> FindingRow:
    """Return one finding in words."""
    heard = clock.heard(finding.span) if finding.span else None
    return FindingRow(
        blocking=finding.blocking,
        when=shown_time(heard.start_ms) if heard else "",
        message=finding.message,
        code=finding.code,
        listen=sounds.in_mix(heard) if heard else "",
    )
