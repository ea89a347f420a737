"""Whether the described mixes, as encoded, have the loudness and peaks that were asked for."""

from collections.abc import Iterator, Mapping

from narrator.levels import MixSettings
from narrator.model import Finding, Loudness, MixPlan, Programme

METERS_DIFFER_DB = 0.2  # what EBU Tech 3341 allows a true-peak meter to read too much
AT_CEILING_DB = 0.3  # PEAK_SPARE_DB, and what two meters differ by
_HINDERED_DB = 0.05


def level_findings(
    measured: Mapping[str, Loudness],
    programme: Programme | None,
    plan: MixPlan,
    settings: MixSettings,
) -> Iterator[Finding]:
    """Yield what is to be said of each described mix, by format; it blocks where a service asks."""
    for name, loudness in measured.items():
        yield from _off_target(name, loudness, programme, plan, settings)
        yield from _too_high(name, loudness, programme, settings)


def _off_target(
    name: str,
    loudness: Loudness,
    programme: Programme | None,
    plan: MixPlan,
    settings: MixSettings,
) -> Iterator[Finding]:
    target, lufs = settings.target, loudness.integrated_lufs
    if target is None or lufs is None or abs(lufs - target.lufs) <= target.tolerance_lu:
        return
    side = "below" if lufs < target.lufs else "above"
    own = programme.loudness if programme else None
    held = own is not None and is_held_by_peaks(lufs, at_gain(own, plan.gain_db), settings)
    why = f"; the programme's peaks allow it {plan.gain_db:+.1f} dB and no more" if held else ""
    yield Finding(
        code="loudness-held-by-peaks" if held else "loudness-off-target",
        message=f"The {name} mix measures {lufs:.1f} LUFS, {abs(lufs - target.lufs):.1f} LU {side} "
        f"the {target.lufs:g} LUFS asked for{why}.",
        blocking=not held,
    )


def at_gain(loudness: Loudness, gain_db: float) -> Loudness:
    """Return what would be measured of a sound at a gain."""
    return Loudness(
        integrated_lufs=_plus(loudness.integrated_lufs, gain_db),
        true_peak_dbtp=_plus(loudness.true_peak_dbtp, gain_db),
    )


def _plus(level: float | None, gain_db: float) -> float | None:
    return None if level is None else level + gain_db


def is_held_by_peaks(lufs: float, programme: Loudness, settings: MixSettings) -> bool:
    """Whether a mix is too quiet for no other reason than its programme's peaks.

    `programme` is what is measured of it at the gain that it has in the mix: its peaks have to
    stand at the ceiling, and the mix may be no quieter than it by more than the tolerance.
    """
    target, own_lufs, own_dbtp = (
        settings.target, programme.integrated_lufs, programme.true_peak_dbtp,
    )  # fmt: skip
    if target is None or own_lufs is None or own_dbtp is None:
        return False
    return (
        max(lufs, own_lufs + _HINDERED_DB) < target.lufs
        and own_dbtp >= settings.ceiling_dbtp - AT_CEILING_DB
        and lufs >= own_lufs - target.tolerance_lu
    )


def _too_high(
    name: str, loudness: Loudness, programme: Programme | None, settings: MixSettings
) -> Iterator[Finding]:
    """Yield a finding for peaks beyond the ceiling; a programme kept as it is may have its own."""
    peak_dbtp, allowed_dbtp = loudness.true_peak_dbtp, settings.ceiling_dbtp
    own = programme.loudness if programme else None
    if settings.target is None and own is not None and own.true_peak_dbtp is not None:
        allowed_dbtp = max(allowed_dbtp, own.true_peak_dbtp)
    if peak_dbtp is not None and peak_dbtp > allowed_dbtp + METERS_DIFFER_DB:
        yield Finding(
            code="true-peak-high",
            message=f"The {name} mix peaks at {peak_dbtp:.1f} dBTP; "
            f"at most {allowed_dbtp:.1f} dBTP were allowed.",
            blocking=settings.target is not None,
        )
