"""What the commands do that look at a finished result; a render starts without what they need."""

from collections.abc import Sequence
from pathlib import Path

from narrator import checks, terminal
from narrator import preview as previewing
from narrator.checks import report
from narrator.checks.finding import Checked
from narrator.checks.gather import gather
from narrator.kit import usual_kit
from narrator.media.files import must_spare, write_whole


def check(
    folder: Path, *, profile: str | None, programme: Path | None, as_json: bool, junit: Path | None
) -> int:
    """Check the result in a folder, print what was found, and return the exit code."""
    delivered = gather(folder, profile, usual_kit().heard_folder, programme=programme)
    checked = checks.check(delivered)
    if junit:
        must_spare(junit, (folder / name for name in delivered.present))
        write_whole(junit, report.as_junit(delivered, checked))
    if as_json:
        terminal.print_json(report.as_json(delivered, checked))
    else:
        show_checked(checked)
    return checks.exit_code_of(checked)


def preview(folder: Path, output: Path, *, programme: Path | None, control: Path | None) -> int:
    """Write what a receiver would mix, and say what is to be said of it."""
    findings = previewing.preview(folder, output, programme=programme, control=control)
    terminal.show_notes(findings)
    terminal.show_written(output)
    return 0


def show_checked(checked: Sequence[Checked]) -> None:
    """Print every finding of a check, then what could not be checked, and a summary."""
    found = [(each.rule, finding) for each in checked for finding in each.findings]
    rows = [
        (
            "blocks" if finding.blocks else "note",
            rule.code,
            report.place_of(finding.span),
            finding.file,
            report.measured_of(finding),
            report.wanted_of(finding),
            finding.message,
            rule.source,
        )
        for rule, finding in found
    ]
    header = ("state", "code", "place", "file", "measured", "wanted", "what", "source")
    terminal.show_rows(header, rows, doubtful=[finding.blocks for _, finding in found])
    unmade = [each for each in checked if each.unmade]
    for why in dict.fromkeys(each.unmade for each in unmade):
        codes = ", ".join(each.rule.code for each in unmade if each.unmade == why)
        terminal.tell(f"not checked {why} [{codes}]")
    blocking = sum(finding.blocks for _, finding in found)
    terminal.tell(
        f"{len(checked) - len(unmade)} rules checked, {len(unmade)} not; "
        f"{blocking} blocking findings, {len(found) - blocking} notes"
    )
