"""A narration of several texts, spoken in parts where it finds no good place as one.

Cards that follow each other at once, such as the names at an end, are one narration; so are the
units that a sentence runs over. Each of their texts can be spoken by itself, in its own time.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from narrator.model import Ledger, Narration, Piece, Script, Unit, span_over
from narrator.text.pauses import runs_on
from narrator.text.tables import table_of


def mark_of(units: Iterable[Unit]) -> str:
    """Return what stands between the id of a unit and the number of a piece of it.

    A hyphen, or as many as it takes: a person may have given a unit of a script any id, and no
    piece may be called as a unit is, or as a piece of another.
    """
    ids, mark = {unit.id for unit in units}, "-"
    while any(is_as_of_piece(each, mark, ids) for each in ids):
        mark += "-"
    return mark


def is_as_of_piece(unit_id: str, mark: str, ids: Container[str]) -> bool:
    """Whether an id is what a piece of one of the units would be called."""
    of, marked, number = unit_id.rpartition(mark)
    return bool(marked) and number.isdecimal() and of in ids


def units_apart(unit: Unit, language: str, mark: str) -> tuple[Unit, ...]:
    """Return the pieces of a card as units of their own; those that plainly run on stay together.

    A unit of one piece, or of pieces without times, is returned as it is. The mark is that of all
    units of the script.
    """
    runs = runs_of(unit, unit.language or language)
    if len(runs) < 2 or any(piece.span is None for piece in unit.pieces):
        return (unit,)
    first, *rest = (
        replace(cut(unit, run), id=f"{unit.id}{mark}{number}") for number, run in enumerate(runs, 1)
    )
    return (replace(first, kept=unit.kept), *rest)


def runs_of(unit: Unit, language: str) -> list[range]:
    """Return the pieces of a card, by their places, in runs between which a voice stops."""
    runs: list[range] = []
    for place in range(len(unit.pieces)):
        before = said_in(unit, runs[-1]) if runs else []
        after = said_in(unit, range(place, place + 1))
        if runs and goes_on(before, after, language):
            runs[-1] = range(runs[-1].start, place + 1)
        else:
            runs.append(range(place, place + 1))
    return runs


def goes_on(before: Sequence[str], after: Sequence[str], language: str) -> bool:
    """Whether a voice goes on from lines to the next without a stop; so it does from nothing."""
    if not before or not after:
        return True
    return runs_on(before[-1], after[0], table_of(language))


def said_in(unit: Unit, run: range) -> list[str]:
    """Return the lines of a run of pieces in which there is anything to say."""
    return [line.strip() for line in lines_of(unit, run) if any(map(str.isalnum, line))]


def lines_of(unit: Unit, run: range) -> tuple[str, ...]:
    """Return the lines of a run of a card's pieces."""
    first = sum(piece.line_count for piece in unit.pieces[: run.start])
    return unit.lines[first : first + sum(piece.line_count for piece in pieces_in(unit, run))]


def pieces_in(unit: Unit, run: range) -> tuple[Piece, ...]:
    """Return the pieces of a run."""
    return unit.pieces[run.start : run.stop]


def cut(unit: Unit, run: range) -> Unit:
    """Return a run of a card's pieces as a unit, without what else a script keeps of the card."""
    pieces = pieces_in(unit, run)
    return replace(
        unit,
        cue_ids=unit.cue_ids[run.start : run.stop],
        span=span_over(piece.span for piece in pieces),
        lines=lines_of(unit, run),
        pieces=pieces if len(pieces) > 1 else (),
        spoken=None,
        kept="",
    )


def as_placed(script: Script, ledger: Ledger) -> Script:
    """Return the script with the parts of each narration that the ledger deals with in parts."""
    told = {placement.narration_id for placement in ledger.placements}
    told |= {omission.narration_id for omission in ledger.omissions}
    narrations = tuple(n for whole in script.narrations for n in dealt_with(whole, told))
    said = {unit_id for narration in narrations for unit_id in narration.unit_ids}
    mark = mark_of(script.units)
    apart = ((unit, units_apart(unit, script.language, mark)) for unit in script.units)
    units = tuple(each for unit, pieces in apart for each in as_said(unit, pieces, said))
    return replace(script, units=units, narrations=narrations)


def dealt_with(whole: Narration, told: Container[str]) -> tuple[Narration, ...]:
    """Return a narration, or its parts where it is they that were dealt with."""
    return whole.parts if any(part.id in told for part in whole.parts) else (whole,)


def as_said(unit: Unit, apart: tuple[Unit, ...], said: Container[str]) -> tuple[Unit, ...]:
    """Return a unit, or its pieces as units where it is they that narrations are made of."""
    return apart if apart[0].id in said else (unit,)
