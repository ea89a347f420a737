"""Loudness and true peak of the described mixes and the stem, measured anew on the files."""

from collections.abc import Iterator
from dataclasses import replace

from narrator.checks.delivered import Delivered, Mix
from narrator.checks.finding import CheckFinding
from narrator.checks.sheet import Level
from narrator.conformity import METERS_DIFFER_DB, at_gain, is_held_by_peaks
from narrator.levels import LoudnessTarget
from narrator.model import Loudness

_SAME_LU = 0.15  # the cue sheet tells hundredths; two builds of a meter differ by as much


def loudness_off_target(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the mixes that are not as loud as the profile asks for."""
    for mix, lufs, target in _off_target(delivered):
        if not _is_held(mix, lufs, delivered):
            message = f"{mix.name} is {abs(lufs - target.lufs):.1f} LU off the loudness asked for."
            yield _off(mix, lufs, target, message, blocks=True)


def loudness_held_by_peaks(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the mixes that would be as loud as asked for, did the programme's peaks allow it."""
    for mix, lufs, target in _off_target(delivered):
        if _is_held(mix, lufs, delivered):
            message = (
                f"{mix.name} is {target.lufs - lufs:.1f} LU below the loudness asked for; the "
                f"programme's peaks allow it {delivered.gain_db:+.1f} dB and no more."
            )
            yield _off(mix, lufs, target, message, blocks=False)


def _off_target(delivered: Delivered) -> Iterator[tuple[Mix, float, LoudnessTarget]]:
    """Yield each mix off the loudness asked for, with its own and that."""
    target = delivered.profile.mix.target if delivered.profile else None
    for mix in delivered.mixes:
        lufs = mix.listened.facts.loudness.integrated_lufs
        if target and lufs is not None and abs(lufs - target.lufs) > target.tolerance_lu:
            yield mix, lufs, target


def _is_held(mix: Mix, lufs: float, delivered: Delivered) -> bool:
    """Whether nothing but its programme's peaks keep a mix down.

    They are measured on the programme; where that could not be had, on the mix itself.
    """
    told = delivered.sheet.head.loudness.get("programme")
    if delivered.profile is None or told is None:
        return False
    own_dbtp = mix.listened.programme_dbtp
    programme = at_gain(
        Loudness(integrated_lufs=told.integrated_lufs, true_peak_dbtp=own_dbtp), delivered.gain_db
    )
    if own_dbtp is None:
        mix_dbtp = mix.listened.facts.loudness.true_peak_dbtp
        programme = replace(programme, true_peak_dbtp=mix_dbtp)
    return is_held_by_peaks(lufs, programme, delivered.profile.mix)


def _off(
    mix: Mix, lufs: float, target: LoudnessTarget, message: str, *, blocks: bool
) -> CheckFinding:
    return CheckFinding(
        message=message,
        blocks=blocks,
        file=mix.name,
        measured=round(lufs, 2),
        wanted=target.lufs,
        tolerance=target.tolerance_lu,
        unit="LUFS",
    )


def true_peak_high(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the mixes that peak higher than the profile allows, or than the programme it keeps."""
    if delivered.profile is None:
        return
    settings = delivered.profile.mix
    allowed_dbtp = settings.ceiling_dbtp
    own = delivered.sheet.head.loudness.get("programme")
    if settings.target is None and own is not None and own.true_peak_dbtp is not None:
        allowed_dbtp = max(allowed_dbtp, own.true_peak_dbtp)
    for mix in delivered.mixes:
        peak_dbtp = mix.listened.facts.loudness.true_peak_dbtp
        if peak_dbtp is not None and peak_dbtp > allowed_dbtp + METERS_DIFFER_DB:
            yield CheckFinding(
                message=f"{mix.name} peaks higher than allowed.",
                blocks=settings.target is not None,
                file=mix.name,
                measured=round(peak_dbtp, 2),
                wanted=f"at most {allowed_dbtp:.1f}",
                tolerance=METERS_DIFFER_DB,
                unit="dBTP",
            )


def loudness_changed(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the files that measure otherwise than the cue sheet says they did."""
    told = delivered.sheet.head.loudness
    stem = delivered.stem
    if stem is not None:
        yield from _changed(stem.name, stem.loudness, told.get("narration"))
    files = delivered.sheet.head.files
    first = next((files[usual] for usual in files if usual.startswith("described.")), None)
    for mix in delivered.mixes:
        if mix.name == first:  # the cue sheet tells the loudness of the first mix that was made
            yield from _changed(mix.name, mix.listened.facts.loudness, told.get("described"))


def _changed(name: str, loudness: Loudness, told: Level | None) -> Iterator[CheckFinding]:
    if told is None:
        return
    for unit, measured, wanted in (
        ("LUFS", loudness.integrated_lufs, told.integrated_lufs),
        ("dBTP", loudness.true_peak_dbtp, told.true_peak_dbtp),
    ):
        if _apart(measured, wanted):
            yield CheckFinding(
                message=f"{name} is not the sound that was measured when it was made.",
                blocks=True,
                file=name,
                measured=None if measured is None else round(measured, 2),
                wanted=wanted,
                tolerance=_SAME_LU,
                unit=unit,
            )


def _apart(measured: float | None, wanted: float | None) -> bool:
    if measured is None or wanted is None:
        return measured is not wanted
    return abs(measured - wanted) > _SAME_LU
