"""Whether the broadcast extension of a WAV file tells the truth of it."""

from collections.abc import Iterator

from narrator.checks.delivered import Delivered
from narrator.checks.finding import CheckFinding
from narrator.media.bwf import samples_since_midnight
from narrator.timecode import FRAME_RATES

_SAME_LU = 0.15


def bext_differs(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the WAV files whose broadcast extension tells another start or other levels."""
    head = delivered.sheet.head
    start_ms, frames = round(head.start_timecode * 1000), FRAME_RATES[head.frame_rate]
    rates = {mix.name: mix.shape.rate_hz for mix in delivered.mixes}
    levels = {mix.name: mix.listened.facts.loudness for mix in delivered.mixes}
    if delivered.stem is not None:
        rates[delivered.stem.name] = delivered.stem.rate_hz
        levels[delivered.stem.name] = delivered.stem.loudness
    for name, bext in delivered.bexts.items():
        if name not in rates:
            continue
        wanted = samples_since_midnight(start_ms, frames, rates[name])
        if bext.time_reference != wanted:
            yield _bext(name, "starts at another time", bext.time_reference, wanted, "samples")
        for told, measured, unit in (
            (bext.integrated_lufs, levels[name].integrated_lufs, "LUFS"),
            (bext.true_peak_dbtp, levels[name].true_peak_dbtp, "dBTP"),
        ):
            if told is not None and measured is not None and abs(told - measured) > _SAME_LU:
                yield _bext(name, "has another level", told, round(measured, 2), unit)


def _bext(name: str, what: str, told: float, wanted: float, unit: str) -> CheckFinding:
    return CheckFinding(
        message=f"The broadcast extension of {name} {what}.",
        blocks=True,
        file=name,
        measured=told,
        wanted=wanted,
        unit=unit,
    )
