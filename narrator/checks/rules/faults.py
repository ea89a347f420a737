"""Clipping and clicks."""

from collections.abc import Iterator

from narrator.checks.delivered import Delivered
from narrator.checks.finding import CheckFinding
from narrator.media.compare.cells import stretches
from narrator.model import Span

_CLIPPED = 3  # samples at full scale: one or two may be a peak that just fits


def clipping(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the stretches with samples at full scale that the programme has not."""
    for mix in delivered.mixes:
        done = mix.listened.compared
        if done is None:
            continue
        for first, last in stretches(done.full >= _CLIPPED):
            count = int(done.full[first : last + 1].sum())
            yield CheckFinding(
                message=f"{mix.name} is clipped.",
                blocks=not mix.loses,
                file=mix.name,
                span=done.cells.span(first, last),
                measured=count,
                wanted=f"under {_CLIPPED}",
                unit="samples at full scale",
            )


def click_in_stem(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the places where narration begins or ends at once."""
    stem = delivered.stem
    for place in stem.clicks if stem else ():
        yield _click(stem.name if stem else "", place, stem.rate_hz if stem else 1)


def click_in_mix(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the places where a mix jumps as neither programme nor narration does."""
    for mix in delivered.mixes:
        done = mix.listened.compared
        for place in done.clicks if done else ():
            yield _click(mix.name, place, mix.shape.rate_hz)


def _click(name: str, place: int, rate_hz: int) -> CheckFinding:
    at_ms = place * 1000 // rate_hz
    return CheckFinding(
        message=f"There is a click in {name}.",
        blocks=True,
        file=name,
        span=Span(start_ms=at_ms, end_ms=at_ms + 1),
        measured="a jump",
        wanted="a fade",
    )
