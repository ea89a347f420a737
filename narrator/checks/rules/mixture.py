"""Whether each described mix is the programme, dipped as the cue sheet says, plus the stem.

Gains are recovered from the sound alone (media/compare/gains.py). Where a codec loses something
they come out less exactly, and only what is loud enough is judged.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from narrator.checks.delivered import Delivered, Mix
from narrator.checks.finding import CheckFinding
from narrator.media.compare.cells import Cells, grain_of, stretches
from narrator.media.compare.comparison import Compared
from narrator.media.compare.gains import Gains, decibels, gains_of
from narrator.model import Programme

Flags = NDArray[np.bool_]

_SHORTEST_S = 0.02  # of a cell that is judged by itself
_SILENT_POWER = 1e-9  # -90 dBFS
_HEARD_POWER = 3e-6  # -55 dBFS
_WHOLE_DB = 120.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Judging:
    """How closely a mix is judged: gains within gain_db where the programme has this power."""

    gain_db: float
    narration_db: float
    power: float
    unexplained: float


EXACT = Judging(gain_db=0.2, narration_db=0.5, power=1e-7, unexplained=1e-3)
PACKED = Judging(gain_db=2.0, narration_db=2.0, power=1e-5, unexplained=0.3)
_ROUNDED = 1.01  # steps
_WIDE = frozenset({"s32", "f32"})
_STEP = {"s16": 2.0**-15, "s24": 2.0**-23, "s32": 2.0**-23, "f32": 2.0**-23}


def dip_differs(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the stretches of dips and fades in which the programme has another gain."""
    for mix, done, gains in _compared(delivered):
        wrong = _wrong_gain(mix, done, gains, delivered.gain_db) & (done.cells.low_db < 0)
        yield from _other_gains(mix, done, delivered.gain_db, wrong, f"in a dip of {mix.name}")


def programme_changed(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the stretches outside the dips in which the programme is not as it should be.

    A mix without loss that keeps the programme's level has its very samples there.
    """
    for mix, done, gains in _compared(delivered):
        outside = (done.cells.low_db == 0) & (done.cells.high_db == 0)
        wrong = _wrong_gain(mix, done, gains, delivered.gain_db) & outside
        where = f"outside the dips in {mix.name}"
        yield from _other_gains(mix, done, delivered.gain_db, wrong, where)
        if not mix.loses and delivered.gain_db == 0:
            allowed = _allowed(mix, delivered.programme)
            yield from _departures(mix, done, outside & ~_silenced(done) & ~wrong, allowed)


def foreign_sound(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the stretches with sound in them that is neither programme nor narration."""
    for mix, done, gains in _compared(delivered):
        judging, power = _judging(mix), _power(done, 5)
        held = np.isnan(done.cells.low_db) & (done.sums[:, 0] == 0)  # and not a fade beside it
        steady = done.cells.is_steady | held
        loud = (power > judging.power) & _long(done.cells)
        odd = steady & loud & ~done.is_same & (gains.unexplained > judging.unexplained)
        exact = not mix.loses and delivered.gain_db == 0
        if exact:  # outside the dips the samples themselves have been compared
            odd &= done.cells.low_db != 0
        for first, last in stretches(odd):
            share = float(gains.unexplained[first : last + 1].max())
            yield CheckFinding(
                message=f"{mix.name} holds sound that is neither programme nor narration.",
                blocks=True,
                file=mix.name,
                span=done.cells.span(first, last),
                measured=round(10 * float(np.log10(share)), 1),
                wanted=f"below {10 * np.log10(judging.unexplained):.0f}",
                unit="dB of the mix",
            )


def silent_mix(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the stretches in which a mix is silent where the programme is not."""
    for mix, done, _ in _compared(delivered):
        for first, last in stretches(_silenced(done)):
            yield CheckFinding(
                message=f"{mix.name} is silent where the programme is not.",
                blocks=True,
                file=mix.name,
                span=done.cells.span(first, last),
                measured="silence",
                wanted="the programme",
            )


def narration_not_mixed(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the narrations that do not stand in a mix as they do in the stem."""
    for mix, done, _ in _compared(delivered):
        for narration in delivered.sheet.narrations:
            part = done.cells.within(narration.span)
            sums = done.sums[part].sum(axis=0)
            if part.start == part.stop or sums[2] <= 0:
                continue
            gain = gains_of(sums[np.newaxis]).narration
            found_db = float(decibels(gain)[0])
            if not np.isnan(gain[0]) and abs(found_db) > _judging(mix).narration_db:
                yield CheckFinding(
                    message=f"{narration.called} is not in {mix.name} as it is in the stem.",
                    blocks=True,
                    file=mix.name,
                    span=narration.span,
                    measured=round(max(-_WHOLE_DB, found_db), 1),
                    wanted=0.0,
                    tolerance=_judging(mix).narration_db,
                    unit="dB",
                )


def _compared(delivered: Delivered) -> Iterator[tuple[Mix, Compared, Gains]]:
    for mix in delivered.mixes:
        if mix.listened.compared is not None:
            yield mix, mix.listened.compared, gains_of(mix.listened.compared.sums)


def _judging(mix: Mix) -> Judging:
    return PACKED if mix.loses else EXACT


def _power(done: Compared, which: int) -> NDArray[np.float64]:
    """Return the mean power of one of the products, a channel, a cell."""
    grains = done.cells.lengths / grain_of(done.cells.rate_hz)
    return np.asarray(done.sums[:, which] / np.maximum(1, grains))


def _long(cells: Cells) -> Flags:
    return np.asarray(cells.lengths >= _SHORTEST_S * cells.rate_hz)


def _silenced(done: Compared) -> Flags:
    due = _power(done, 0) * np.power(10.0, np.nan_to_num(done.cells.low_db, nan=-200.0) / 10)
    silent = _power(done, 5) < _SILENT_POWER
    return np.asarray(silent & (due > _HEARD_POWER) & ~done.is_same)


def _wrong_gain(mix: Mix, done: Compared, gains: Gains, level_db: float) -> Flags:
    judging, cells = _judging(mix), done.cells
    found_db = decibels(gains.programme) - level_db
    with np.errstate(invalid="ignore"):
        off_db = np.maximum(cells.low_db - found_db, found_db - cells.high_db)
        due = _power(done, 0) * np.power(10.0, cells.low_db / 10)
        wrong = (off_db > judging.gain_db) & (due > judging.power) & _long(cells)
    return np.asarray(wrong & ~done.is_same & ~_silenced(done))


def _other_gains(
    mix: Mix, done: Compared, level_db: float, wrong: Flags, where: str
) -> Iterator[CheckFinding]:
    for first, last in stretches(wrong):
        part = slice(first, last + 1)
        gain = gains_of(done.sums[part].sum(axis=0)[np.newaxis]).programme
        due_db = (done.cells.low_db[part].min() + done.cells.high_db[part].max()) / 2 + level_db
        yield CheckFinding(
            message=f"The programme has another gain {where}.",
            blocks=True,
            file=mix.name,
            span=done.cells.span(first, last),
            measured=round(float(decibels(gain)[0]), 1),
            wanted=round(float(due_db), 1),
            tolerance=_judging(mix).gain_db,
            unit="dB",
        )


def _departures(mix: Mix, done: Compared, outside: Flags, allowed: float) -> Iterator[CheckFinding]:
    step = _STEP[mix.shape.sample_format]
    most_off = np.where(done.cells.narrated, _ROUNDED, allowed) * step
    for first, last in stretches(outside & (done.departure > most_off)):
        most = float(done.departure[first : last + 1].max())
        yield CheckFinding(
            message=f"The programme's samples are not its own outside the dips in {mix.name}.",
            blocks=True,
            file=mix.name,
            span=done.cells.span(first, last),
            measured=round(most / step, 1),
            wanted=0.0,
            tolerance=allowed,
            unit="steps",
        )


def _allowed(mix: Mix, programme: Programme | None) -> float:
    """Return the steps by which a sample may be off: what 32 bits were cut to is."""
    is_wide = programme is not None and programme.sample_format in _WIDE
    return _ROUNDED if is_wide or mix.shape.sample_format in _WIDE else 0.0
