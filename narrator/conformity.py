"""Whether the described mixes, as encoded, have the loudness and peaks that were asked for."""

from collections.abc import Iterator, Mapping

from narrator.levels import MixSettings
from narrator.model import Finding, Loudness, MixPlan, Programme

METERS_DIFFER_DB = 0.2  # what EBU Tech 3341 allows a true-peak meter to read too much
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
    is_hindered = (
        own is not None
        and own.integrated_lufs is not None
        and own.integrated_lufs + plan.gain_db < target.lufs - _HINDERED_DB
    )
    why = "; the programme's peaks leave no room for more gain" if is_hindered else ""
    yield Finding(
        code="loudness-off-target",
        message=f"The {name} mix measures {lufs:.1f} LUFS, {abs(lufs - target.lufs):.1f} LU {side} "
        f"the {target.lufs:g} LUFS asked for{why}.",
        blocking=True,
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
