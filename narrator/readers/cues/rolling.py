"""Cues that carry over lines of the cue before: text that rolls up, and text painted on."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from narrator.model import Cue, Line, Repair
from narrator.readers.repairs import repaired

NEAR_MS = 100  # three frames: a line that is carried over is not gone for longer
# From the lines that stood before and those that stand now: which of these are no news.
Carried = Callable[[Sequence[str], Sequence[str]], set[int]]


def rolled_up(old: Sequence[str], new: Sequence[str]) -> set[int]:
    """Return the lines at the top of `new` that stood at the bottom of `old`."""
    most = min(len(old), len(new))
    count = next((n for n in range(most, 0, -1) if old[-n:] == new[:n]), 0)
    return set(range(count))


def painted_on(old: Sequence[str], new: Sequence[str]) -> set[int]:
    """Return the lines of `new` that stood in `old`, at whatever height."""
    return {index for index, text in enumerate(new) if text in old}


def without_carried(
    cues: Sequence[Cue], carried: Callable[[Cue], Carried | None]
) -> tuple[tuple[Cue, ...], tuple[Repair, ...]]:
    """Return the cues less the lines they carry over, and one repair that counts those.

    `carried` says how a cue carries lines over, None where it does not. A cue that holds nothing
    new goes whole. `cues` are in order, each with a span.
    """
    kept: list[Cue] = []
    before: Cue | None = None
    count = 0
    for cue in cues:
        known = _known(before, cue, carried(cue))
        lines = tuple(line for index, line in enumerate(cue.lines) if index not in known)
        count += len(known)
        before = cue
        if lines:
            kept.append(replace(cue, lines=lines))
    if not count:
        return tuple(cues), ()
    text = f"{count} lines that stay in the picture with the next cue"
    return tuple(kept), (repaired("carried", "file", text, "shown once"),)


def _known(before: Cue | None, cue: Cue, carried: Carried | None) -> set[int]:
    if carried is None or before is None or before.span is None or cue.span is None:
        return set()
    if cue.span.start_ms - before.span.end_ms > NEAR_MS:
        return set()
    return carried(_texts(before.lines), _texts(cue.lines))


def _texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]
