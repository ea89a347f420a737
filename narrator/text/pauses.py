"""Pauses: how shown lines are joined, and punctuation that a voice cannot say."""

import re
from collections.abc import Sequence

from narrator.text.tables import Table

CLOSING = ".!?…:;,。！？、"
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]*)?")
LAST_WORD = re.compile(rf"(?<![^\W\d_]){WORD.pattern}$")
BULLET = re.compile(r"^[-\u2010-\u2015•*]+\s*(?=\S)(?!\d)")
BYLINE = re.compile(r"(?:de n(?:otre|os|uestr)|from our|von unser|от наш)", re.IGNORECASE)
BROKEN_WORD = re.compile(r"[^\W\d_][-\u2010]$")


def with_pauses(lines: Sequence[str], table: Table) -> str:
    """Join lines: by a pause, or by a space where a line runs on.

    An empty line parts two pieces of a card: there the voice makes a full stop, unless the
    next piece plainly runs on.
    """
    pieces: list[str] = []
    stop = False
    for line in (BULLET.sub("", line.strip()) for line in lines):
        if not line:
            stop = bool(pieces)
            continue
        if pieces:
            parted = stop and not runs_on(pieces[-1], line, table)
            pieces.append(full_stop(pieces[-1]) if parted else between(pieces[-1], line, table))
        pieces.append(line)
        stop = False
    return "".join(pieces)


def full_stop(before: str) -> str:
    """Return what ends a piece of a card."""
    ended = before.rstrip("\"'”’»)]")[-1:] in {".", "!", "?", "…", ":", "。", "！", "？"}
    return " " if ended else ". "


def between(before: str, line: str, table: Table) -> str:
    """Return what stands between two lines: a comma where nothing else marks the break."""
    if BROKEN_WORD.search(before) and line[0].isalpha():
        return ""
    closed = before[-1] in CLOSING and not ends_short(before, table)
    return " " if closed or runs_on(before, line, table) else ", "


def ends_short(before: str, table: Table) -> bool:
    """Whether the last dot is that of an abbreviation, which closes nothing."""
    last = before.rsplit(maxsplit=1)[-1].lower()
    return last.endswith(".") and last in {short.lower() for short in table.abbreviations}


def runs_on(before: str, line: str, table: Table) -> bool:
    """Whether a line plainly continues the one before: by its case, or by a function word."""
    last, first = LAST_WORD.search(before), WORD.match(line)
    if BYLINE.match(line):
        return False
    return (
        line[0].islower()
        or line[0] in "([&"
        or before[-1] in "([&"
        or bool(last and last.group().lower() in table.ends_open)
        or bool(first and first.group().lower() in table.begins_open)
    )


DASH_PAUSE = re.compile(r"\s*(?:-{2,}|[—―])\s*|\s+[-–]\s+")
COMMAS = re.compile(r"\s*,(?:\s*,)*\s*")
COMMA_BY_STOP = re.compile(r"([.!?…:;(\[«“])\s*,\s*|\s*,\s*(?=[.!?…;:)\]»”])")
REPEATED = re.compile(r"([!?])\1+")
DOTS = re.compile(r"\.{3,}")


def tidy_pauses(text: str) -> str:
    """Turn dashes between words into pauses, and leave one mark where several stand."""
    text = DOTS.sub("…", REPEATED.sub(r"\1", text))
    text = COMMAS.sub(", ", DASH_PAUSE.sub(", ", text))
    text = COMMA_BY_STOP.sub(lambda m: f"{m.group(1)} " if m.group(1) else "", text)
    return " ".join(text.split()).strip(" ,")
