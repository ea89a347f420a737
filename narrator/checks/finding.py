"""What a check says: a rule, and a departure from it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from narrator.checks.delivered import Delivered, Need
from narrator.model import Span


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckFinding:
    """One departure from a rule.

    file is the name of what departs, "" where it is the whole; span its place in time, on the
    output's clock; measured and wanted are values in `unit`, None where there is no such value.
    """

    message: str
    blocks: bool
    file: str = ""
    span: Span | None = None
    measured: float | str | None = None
    wanted: float | str | None = None
    tolerance: float | None = None
    unit: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A rule: its code, what it demands, and the clause or source that it comes from.

    blocks says in words when a finding blocks; needs is without what it cannot be checked.
    """

    code: str
    what: str
    source: str
    blocks: str
    find: Callable[[Delivered], Iterator[CheckFinding]]
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """What came of one rule: its findings, or why it could not be checked."""

    rule: Rule
    findings: tuple[CheckFinding, ...] = ()
    unmade: str = ""

    @property
    def blocks(self) -> bool:
        """Whether a finding of it blocks."""
        return any(finding.blocks for finding in self.findings)
