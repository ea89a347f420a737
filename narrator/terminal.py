"""What a person sees: tables and what is told. Everything but results goes to stderr.

Nothing is told by colour or position alone, and no box is drawn: a screen reader reads every
table as plain rows.
"""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from narrator.escaping import escaped
from narrator.holds import OutputClock, held_ms
from narrator.model import Finding, Forecast, Outcome, Repair, Script, Span, Unit
from narrator.over import count_over, is_over
from narrator.profiles import Profile
from narrator.text.phonemes import without_phonemes
from narrator.timecode import format_stamp

DOUBTFUL = 0.75

errors = Console(stderr=True, highlight=False, soft_wrap=True)
results = Console(highlight=False, soft_wrap=True)


def tell(text: str) -> None:
    """Print a line that is no result: whatever it holds, it stays one and steers nothing."""
    errors.print(Text(escaped(text)))


def print_json(value: object) -> None:
    """Print one JSON value to standard output."""
    unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    sys.stdout.write(json.dumps(value, ensure_ascii=not unicode, indent=2) + "\n")


def show_problems(outcome: Outcome) -> None:
    """Print the blocking findings: they make the exit code, so not even --quiet hides them."""
    for finding in outcome.rendering.findings:
        if finding.blocking:
            tell(f"problem{where(finding)}: {finding.message} [{finding.code}]")


def where(finding: Finding) -> str:
    """Return where in the programme a finding is, as words."""
    return f" at {format_stamp(finding.span.start_ms)}" if finding.span else ""


def show_outcome(outcome: Outcome) -> None:
    """Print the closing table, the notes and the files."""
    rendering = outcome.rendering
    placements = rendering.ledger.placements
    rows = (
        ("narrated", str(len(placements))),
        ("omitted", str(len(rendering.ledger.omissions))),
        ("over dialogue", str(count_over(placements))),
        ("spoken anew", str(outcome.spoken_count)),
        ("repairs", str(len(rendering.script.repairs))),
        ("voices", ", ".join(f"{v.name} ({v.engine})" for v in rendering.voices.values())),
        ("times", rendering.script.timing),
        ("seconds", f"{outcome.seconds:.1f}"),
    )
    errors.print(plain_table(("", ""), rows))
    show_notes(finding for finding in rendering.findings if not finding.blocking)
    for path in outcome.files:
        show_written(path)


def show_notes(findings: Iterable[Finding]) -> None:
    """Print findings that do not block, a line each."""
    for finding in findings:
        tell(f"note{where(finding)}: {finding.message} [{finding.code}]")


def show_written(path: Path) -> None:
    """Say that a file was written."""
    tell(f"wrote {path}")


def show_units(script: Script, repairs: Sequence[Repair]) -> None:
    """Print every unit with its tag, confidence, rule and text, then a summary."""
    rows = [unit_row(unit, script) for unit in script.units]
    header = ("cue", "start", "tag", "sure", "rule", "text")
    show_rows(header, rows, doubtful=[u.confidence < DOUBTFUL for u in script.units])
    counts = {tag: sum(u.tag == tag for u in script.units) for tag in dict.fromkeys(
        unit.tag for unit in script.units)}  # fmt: skip
    summary = ", ".join(f"{count} {tag}" for tag, count in counts.items())
    doubtful = sum(u.confidence < DOUBTFUL for u in script.units)
    tell(
        f"{len(script.units)} units: {summary}; {doubtful} doubtful; "
        f"{len(repairs)} repairs; language {script.language}"
    )


def unit_row(unit: Unit, script: Script) -> tuple[str, ...]:
    """Return the cells of one unit; an estimated time carries a tilde, a doubt a question mark."""
    start = start_of(unit.span, script)
    sure = f"{unit.confidence:.2f}" + ("?" if unit.confidence < DOUBTFUL else "")
    return (cues_of(unit), start, unit.tag, sure, unit.rule, " / ".join(unit.lines))


def cues_of(unit: Unit) -> str:
    """Return the cues of a unit: the first and the last, as a file of rules names them."""
    if not unit.cue_ids:
        return unit.id
    first, last = unit.cue_ids[0], unit.cue_ids[-1]
    return first if first == last else f"{first}-{last}"


def start_of(span: Span | None, script: Script) -> str:
    """Return a start; an estimated one carries a tilde."""
    if span is None:
        return "untimed"
    return ("~" if script.timing == "estimated" else "") + format_stamp(span.start_ms)


def show_forecast(forecast: Forecast) -> None:
    """Print where each narration would be spoken, how it would fit, and what would be left out."""
    script, ledger = forecast.script, forecast.ledger
    said = {n.id: n for n in script.narrations}
    clock = OutputClock.of(ledger.placements)
    rows = [
        (
            start_of(clock.said(p), script),
            f"{p.said.duration_ms / 1000:.1f} s",
            without_phonemes(said[p.narration_id].spoken),
            "; ".join(p.decisions),
        )
        for p in ledger.placements
    ]
    rows += [
        ("omitted", "", without_phonemes(said[o.narration_id].spoken), o.why)
        for o in ledger.omissions
    ]
    over = [is_over(p.overlap_ms) for p in ledger.placements] + [True] * len(ledger.omissions)
    show_rows(("start", "length", "spoken", "fit"), rows, doubtful=over)
    tell(
        f"{len(ledger.placements)} narrations, {sum(over)} of them over dialogue or omitted; "
        f"lengths are forecast, so starts may move; times are {script.timing}"
    )
    if clock.holds:
        tell(
            f"the programme is held for {held_ms(clock.holds) / 1000:.1f} s in all; "
            "starts are those of the longer output"
        )
    show_notes(forecast.findings)


def show_voices(rows: Iterable[Mapping[str, str | None]]) -> None:
    """Print the voices and what each lacks."""
    cells = [
        (
            str(r["name"]),
            str(r["engine"]),
            str(r["language"]),
            str(r["licence"]),
            r["missing"] or "ready",
        )
        for r in rows
    ]
    header = ("voice", "engine", "language", "licence", "state")
    show_rows(header, cells, doubtful=[row[-1] != "ready" for row in cells])


def show_profiles(profiles: Iterable[Profile]) -> None:
    """Print the profiles, what each is for and which formats it makes."""
    cells = [(p.name, " ".join(p.deliver.formats), p.description) for p in profiles]
    show_rows(("profile", "formats", "what"), cells, doubtful=[False] * len(cells))


def show_rows(
    header: Sequence[str], rows: Iterable[Sequence[str]], doubtful: Sequence[bool]
) -> None:
    """Print a table on a terminal, tab-separated lines elsewhere; the doubtful rows coloured."""
    if not results.is_terminal:
        for row in (header, *rows):
            sys.stdout.write("\t".join(map(escaped, row)) + "\n")
        return
    styles = ["yellow" if doubt else "" for doubt in doubtful]
    results.print(plain_table(header, rows, styles))


def plain_table(
    header: Sequence[str], rows: Iterable[Sequence[str]], styles: Sequence[str] = ()
) -> Table:
    """Return a table without box characters."""
    table = Table(box=None, show_header=any(header), pad_edge=False)
    for name in header:
        table.add_column(name, overflow="fold")
    for number, row in enumerate(rows):
        table.add_row(
            *(Text(escaped(cell)) for cell in row), style=styles[number] if styles else ""
        )
    return table
