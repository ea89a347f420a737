"""Whether stem and mixes are as long as the programme, holds counted."""

from collections.abc import Iterator

from narrator.checks.delivered import Delivered
from narrator.checks.finding import CheckFinding
from narrator.checks.sheet import ms
from narrator.holds import held_ms
from narrator.mix import sample_at

_PACKED_MS = 100  # codecs that lose end with a whole frame
_EARLY_MS, _LATE_MS = 40, 60  # EBU R 37
_STARTED_MS = 50  # a picture may end a frame after its sound


def wrong_length(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the files that are longer or shorter than they should be."""
    yield from _stem_length(delivered)
    stem = delivered.stem
    for mix in delivered.mixes:
        heard, rate_hz = mix.listened, mix.shape.rate_hz
        if stem is None:
            continue
        if rate_hz != stem.rate_hz:
            yield _finding(mix.name, f"{rate_hz} Hz", f"{stem.rate_hz} Hz", "its sample rate")
            continue
        off = abs(heard.facts.length_samples - stem.length_samples)
        if off > (sample_at(_PACKED_MS, rate_hz) if mix.loses else 0):
            found, wanted = heard.facts.length_samples, stem.length_samples
            yield _finding(mix.name, f"{found} samples", f"{wanted} samples", "its length")


def out_of_sync(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the mixes of codecs that lose that are early or late by more than can be allowed."""
    for mix in delivered.mixes:
        lag_ms = mix.listened.lag_samples * 1000 / mix.shape.rate_hz
        if not -_EARLY_MS <= lag_ms <= _LATE_MS:
            yield CheckFinding(
                message=f"{mix.name} is not in time with the programme.",
                blocks=True,
                file=mix.name,
                measured=round(lag_ms, 1),
                wanted=f"-{_EARLY_MS} to {_LATE_MS}",
                unit="ms late",
            )


def _stem_length(delivered: Delivered) -> Iterator[CheckFinding]:
    """Hold the stem against the programme as decoded, else as the cue sheet tells its length."""
    stem, told = delivered.stem, delivered.sheet.head.programme
    if stem is None:
        return
    if told is None:
        lowest = highest = sample_at(delivered.sheet.end_ms, stem.rate_hz)
        spare = sample_at(_STARTED_MS, stem.rate_hz)
    else:
        held = held_ms(delivered.sheet.holds)
        highest = sample_at(ms(told.duration) + held, stem.rate_hz)
        decoded = [mix.listened.programme_samples for mix in delivered.mixes]
        lowest = next((n for n in decoded if n), highest)
        spare = 0 if any(decoded) else sample_at(_PACKED_MS, stem.rate_hz)
        highest = max(lowest, highest)
    if not lowest - spare <= stem.length_samples <= highest + spare:
        length = f"{stem.length_samples} samples"
        yield _finding(stem.name, length, f"{lowest} samples", "its length")


def _finding(name: str, measured: str, wanted: str, what: str) -> CheckFinding:
    return CheckFinding(
        message=f"{name} does not fit the programme in {what}.",
        blocks=True,
        file=name,
        measured=measured,
        wanted=wanted,
    )
