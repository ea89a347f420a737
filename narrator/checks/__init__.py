"""A quality gate over what was really written: the files measured anew, held against the rules."""

from collections.abc import Iterable

from narrator.checks.delivered import NEEDS, Delivered
from narrator.checks.finding import Checked, Rule
from narrator.checks.rules import RULES
from narrator.errors import CheckFailedError


def check(delivered: Delivered, rules: Iterable[Rule] = RULES) -> tuple[Checked, ...]:
    """Return what came of each rule, in order; one that could not be checked says why."""
    return tuple(_checked(rule, delivered) for rule in rules)


def exit_code_of(checked: Iterable[Checked]) -> int:
    """Return 0, or the exit code of a failed check where a finding blocks."""
    return CheckFailedError.exit_code if any(each.blocks for each in checked) else 0


def _checked(rule: Rule, delivered: Delivered) -> Checked:
    lacking = [need for need in rule.needs if need in delivered.lacks]
    if lacking:
        why = f"without {NEEDS[lacking[0]]}: {delivered.lacks[lacking[0]]}"
        return Checked(rule=rule, unmade=why)
    return Checked(rule=rule, findings=tuple(rule.find(delivered)))
