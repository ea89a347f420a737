"""Runs of text that each have one style, joined into displayed lines."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from narrator.model import Line, Repair
from narrator.readers.cues.clean import tidy_spaces, without_invisible
from narrator.readers.cues.styles import Style
from narrator.readers.repairs import repaired


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    r"""A stretch of displayed text in one style and voice; each \n in it ends a line."""

    text: str
    style: Style = field(default_factory=Style)
    speaker: str | None = None


def displayed(runs: Iterable[Run], where: str) -> tuple[tuple[Line, ...], tuple[Repair, ...]]:
    """Return the lines of one cue that show anything, and the repair of invisible characters."""
    runs = tuple(runs)
    raw = "".join(run.text for run in runs)
    clean = without_invisible(raw)
    repairs: tuple[Repair, ...] = ()
    if clean != raw:
        repairs = (repaired("invisible", where, raw, clean),)
    lines = tuple(line_of(line) for line in _split(runs))
    return tuple(line for line in lines if line.text), repairs


def _split(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Yield the runs of each line."""
    line: list[Run] = []
    for run in runs:
        first, *rest = run.text.split("\n")
        line.append(Run(text=first, style=run.style, speaker=run.speaker))
        for text in rest:
            yield line
            line = [Run(text=text, style=run.style, speaker=run.speaker)]
    yield line


def line_of(runs: Sequence[Run]) -> Line:
    """Join runs into a line; it has a style or a voice where all its letters and digits have it."""
    if len(runs) == 1:
        return _styled(runs[0])
    text = tidy_spaces(without_invisible("".join(run.text for run in runs)))
    telling = [run for run in runs if any(map(str.isalnum, run.text))]
    telling = telling or [run for run in runs if run.text.strip()] or [Run(text="")]
    styles = [run.style for run in telling]
    first = styles[0]
    return Line(
        text=text,
        italic=all(style.italic for style in styles),
        bold=all(style.bold for style in styles),
        colour=first.colour if all(style.colour == first.colour for style in styles) else None,
        speaker=telling[0].speaker if len({run.speaker for run in telling}) == 1 else None,
        classes=tuple(name for name in first.classes if all(name in s.classes for s in styles)),
    )


def _styled(run: Run) -> Line:
    """Return the line of a single run."""
    return Line(
        text=tidy_spaces(without_invisible(run.text)),
        italic=run.style.italic,
        bold=run.style.bold,
        colour=run.style.colour,
        speaker=run.speaker,
        classes=run.style.classes,
    )
