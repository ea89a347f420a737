"""Whether AD_descriptors, decoded, tell a receiver the dips of the cue sheet, each in its time."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

import numpy as np

from narrator.checks.delivered import Delivered
from narrator.checks.descriptors import COLUMNS, DescriptorStream, Indexed
from narrator.checks.finding import CheckFinding
from narrator.checks.rules.fades import other_fades
from narrator.checks.sheet import ms
from narrator.control.constants import FADE_STEP_DB
from narrator.control.descriptor import SIZE
from narrator.control.fades import fades_db_of
from narrator.control.settings import ControlSettings
from narrator.media.compare.cells import stretches
from narrator.model import Span
from narrator.timecode import FRAME_RATES, format_smpte

_WITHIN_DB = 0.16  # half a step, and the rounding of the cue sheet
_PTS_A_MS, _PTS_BITS = 90, 33
_MOST_ROWS = 20  # that are told: one row that is missing sets all after it wrong


def descriptors_differ(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the descriptors that are none, are missing, or tell a receiver something else."""
    stream = delivered.descriptors
    if stream is not None:
        yield from _damaged(delivered, stream)
        yield from _number(delivered, stream)
        yield from _versions(delivered, stream)
        yield from _fades(delivered, stream)
    if stream is not None and delivered.index is not None:
        yield from _misindexed(delivered, stream, delivered.index)


def _damaged(delivered: Delivered, stream: DescriptorStream) -> Iterator[CheckFinding]:
    for what, places, wanted in (
        ("is no AD_descriptor", stream.faulty, "DTGAD, version 1 or 2, and its length"),
        ("moves the voice or a group of channels", stream.steered, "pan 0 and gains of 0 dB"),
    ):
        for first, last in _runs(places):
            found = stream.raw[first * SIZE : (first + 1) * SIZE].hex()
            span = _span(delivered, first, last)
            yield _finding(
                stream.name, f"What {stream.name} has there {what}.", found, wanted, span
            )


def _number(delivered: Delivered, stream: DescriptorStream) -> Iterator[CheckFinding]:
    """Yield a finding where there is not one for each interval up to the end of the stem."""
    if delivered.stem is not None:
        length_ms = -(-delivered.stem.length_samples * 1000 // delivered.stem.rate_hz)
        found, wanted = len(stream.fades), -(-length_ms // _interval_ms(delivered))
        if found != wanted:
            message = f"{stream.name} does not reach from the start of the stem to its end."
            yield _finding(stream.name, message, f"{found} descriptors", f"{wanted}")
    if stream.spare_bytes:
        message = f"{stream.name} ends with a part of an AD_descriptor."
        yield _finding(stream.name, message, f"{stream.spare_bytes} bytes", f"{SIZE} bytes")


def _versions(delivered: Delivered, stream: DescriptorStream) -> Iterator[CheckFinding]:
    profile = delivered.profile
    wanted = {int(profile.control.version)} if profile else {min(stream.versions, default=0)}
    if stream.versions and stream.versions != wanted:
        message = f"{stream.name} has AD_descriptors of another version than was asked for."
        yield _finding(stream.name, message, _listed(stream.versions), _listed(wanted))


def _fades(delivered: Delivered, stream: DescriptorStream) -> Iterator[CheckFinding]:
    whole = np.setdiff1d(np.arange(len(stream.fades)), stream.faulty)
    times_ms = whole.astype(np.float64) * _interval_ms(delivered)
    yield from other_fades(
        stream.name,
        delivered.sheet.dips,
        times_ms + ms(delivered.sheet.head.control.offset),
        fades_db_of(stream.fades[whole]),
        within_db=_WITHIN_DB,
        apart_ms=_interval_ms(delivered),
    )


def _misindexed(
    delivered: Delivered, stream: DescriptorStream, index: Indexed
) -> Iterator[CheckFinding]:
    """Yield the first rows of the index that tell otherwise than the stream and the clock."""
    told = 0
    for number, row in enumerate(zip_longest(index.rows, range(len(stream.fades)))):
        found, due = row[0] or ("",) * len(COLUMNS), row[1]
        wanted = ("",) * len(COLUMNS) if due is None else _row(delivered, stream, due)
        differing = next((n for n, pair in enumerate(zip(found, wanted, strict=True))
                          if pair[0] != pair[1]), None)  # fmt: skip
        if differing is not None and told < _MOST_ROWS:
            told += 1
            message = f"{index.name} tells otherwise of a descriptor: its {COLUMNS[differing]}."
            values = found[differing][:40] or "nothing", wanted[differing] or "nothing"
            yield _finding(index.name, message, *values, _span(delivered, number, number))


def _row(delivered: Delivered, stream: DescriptorStream, number: int) -> tuple[str, ...]:
    """Return what an index has to say of a descriptor (ISO/IEC 13818-1, 2.4.3.7)."""
    head = delivered.sheet.head
    at_ms = number * _interval_ms(delivered)
    return (
        str(number),
        str(at_ms * _PTS_A_MS % (1 << _PTS_BITS)),
        f"{at_ms / 1000:.3f}",
        format_smpte(ms(head.start_timecode) + at_ms, FRAME_RATES[head.frame_rate]),
        f"{0.0 - FADE_STEP_DB * int(stream.fades[number]):.1f}",
        stream.raw[number * SIZE : (number + 1) * SIZE].hex(),
    )


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each run of neighbours."""
    marked = np.zeros(max(numbers, default=-1) + 1, bool)
    marked[list(numbers)] = True
    yield from stretches(marked)


def _span(delivered: Delivered, first: int, last: int) -> Span:
    interval_ms = _interval_ms(delivered)
    return Span(start_ms=first * interval_ms, end_ms=(last + 1) * interval_ms)


def _interval_ms(delivered: Delivered) -> int:
    told_s = delivered.sheet.head.control.interval
    return ControlSettings().interval_ms if told_s is None else ms(told_s)


def _listed(versions: Iterable[int]) -> str:
    return "version " + " and ".join(map(str, sorted(versions)))


def _finding(
    name: str, message: str, measured: str, wanted: str, span: Span | None = None
) -> CheckFinding:
    return CheckFinding(
        message=message, blocks=True, file=name, span=span, measured=measured, wanted=wanted
    )
