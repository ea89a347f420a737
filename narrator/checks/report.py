"""A check as JSON and as JUnit XML, for other programs.

JUnit: the form that build servers read (testsuites, testsuite, testcase, failure, skipped), a test
case a rule; what does not block goes to system-out.
"""

from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from narrator.checks import exit_code_of
from narrator.checks.delivered import Delivered
from narrator.checks.finding import Checked, CheckFinding
from narrator.model import Span
from narrator.timecode import format_stamp
from narrator.writers.dapt import clean

Json = dict[str, object]


def as_json(delivered: Delivered, checked: Sequence[Checked]) -> Json:
    """Return what came of a check as plain values; times are seconds of the output."""
    return {
        "folder": str(delivered.folder),
        "profile": delivered.profile.name if delivered.profile else None,
        "passed": exit_code_of(checked) == 0,
        "rules": [
            {
                "code": each.rule.code,
                "what": each.rule.what,
                "source": each.rule.source,
                "state": state_of(each),
                "unmade": each.unmade or None,
            }
            for each in checked
        ],
        "findings": [
            _finding(each.rule.code, each.rule.source, finding)
            for each in checked
            for finding in each.findings
        ],
    }


def state_of(checked: Checked) -> str:
    """Return "failed", "noted", "unmade" or "passed"."""
    if checked.unmade:
        return "unmade"
    if checked.blocks:
        return "failed"
    return "noted" if checked.findings else "passed"


def as_junit(delivered: Delivered, checked: Sequence[Checked]) -> bytes:
    """Return what came of a check as JUnit XML, UTF-8."""
    counts = {
        "tests": str(len(checked)),
        "failures": str(sum(each.blocks for each in checked)),
        "errors": "0",
        "skipped": str(sum(bool(each.unmade) for each in checked)),
    }
    root = etree.Element("testsuites", {"name": "narrator check", **counts})
    name = clean(delivered.folder.name)
    suite = etree.SubElement(root, "testsuite", {"name": name, **counts})
    for each in checked:
        _case(suite, each, delivered.folder)
    etree.indent(root)
    raw: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return raw + b"\n"


def told(finding: CheckFinding) -> str:
    """Return a finding in one line of words."""
    place = f"{place_of(finding.span)}: " if finding.span else ""
    values = f" Measured {measured_of(finding)}; wanted {wanted_of(finding)}."
    return place + finding.message + (values if finding.measured is not None else "")


def place_of(span: Span | None) -> str:
    """Return where a finding is, as start and end stamps, "" for nowhere in particular."""
    if span is None:
        return ""
    start_ms = max(0, span.start_ms)
    return f"{format_stamp(start_ms)} to {format_stamp(max(start_ms, span.end_ms))}"


def measured_of(finding: CheckFinding) -> str:
    """Return the measured value with its unit, "" for none."""
    if finding.measured is None:
        return ""
    return f"{finding.measured} {finding.unit}".strip()


def wanted_of(finding: CheckFinding) -> str:
    """Return the wanted value with its unit and tolerance, "" for none."""
    if finding.wanted is None:
        return ""
    within = f" ±{finding.tolerance:g}" if finding.tolerance else ""
    return f"{finding.wanted}{within} {finding.unit}".strip()


def _finding(code: str, source: str, finding: CheckFinding) -> Json:
    span = finding.span
    return {
        "code": code,
        "source": source,
        "message": finding.message,
        "blocks": finding.blocks,
        "file": finding.file or None,
        "start": span.start_ms / 1000 if span else None,
        "end": span.end_ms / 1000 if span else None,
        "measured": finding.measured,
        "wanted": finding.wanted,
        "tolerance": finding.tolerance,
        "unit": finding.unit or None,
    }


def _case(suite: etree._Element, checked: Checked, folder: Path) -> None:
    case = etree.SubElement(
        suite, "testcase", name=checked.rule.code, classname=clean(f"narrator.check.{folder.name}")
    )
    blocking = [finding for finding in checked.findings if finding.blocks]
    others = [finding for finding in checked.findings if not finding.blocks]
    if checked.unmade:
        etree.SubElement(case, "skipped", message=clean(checked.unmade))
    if blocking:
        failure = etree.SubElement(
            case, "failure", type=checked.rule.code, message=clean(blocking[0].message)
        )
        failure.text = clean("\n".join([f"Rule: {checked.rule.what} ({checked.rule.source}).",
                                        *map(told, blocking)]))  # fmt: skip
    if others:
        etree.SubElement(case, "system-out").text = clean("\n".join(map(told, others)))
