"""The findings on loudness and true peak of what was written."""

from pathlib import Path

import pytest

from narrator.conformity import level_findings
from narrator.levels import LoudnessTarget, MixSettings
from narrator.model import Finding, Loudness, MixPlan, Programme

KEPT = MixSettings()
EBU = MixSettings(target=LoudnessTarget(lufs=-23.0, tolerance_lu=0.5))


def found(
    lufs: float | None, dbtp: float | None, settings: MixSettings, own_dbtp: float = -3.0
) -> list[Finding]:
    """Return the findings for a mix of a programme of -30 LUFS that was raised by 4 dB."""
    programme = Programme(
        path=Path("a.wav"),
        duration_ms=1_000,
        rate_hz=48_000,
        channels=2,
        layout="stereo",
        sample_format="s24",
        has_sound=True,
        has_video=False,
        loudness=Loudness(integrated_lufs=-30.0, true_peak_dbtp=own_dbtp),
    )
    plan = MixPlan(voicings=(), ducks=(), length_samples=1, rate_hz=48_000, gain_db=4.0)
    measured = {"m4a": Loudness(integrated_lufs=lufs, true_peak_dbtp=dbtp)}
    return list(level_findings(measured, programme, plan, settings))


@pytest.mark.parametrize(
    ("lufs", "dbtp"), [(-23.4, -1.0), (-22.6, -0.9), (None, None), (-23.0, -6.0)]
)
def test_what_is_within_its_bounds_is_not_told(lufs: float | None, dbtp: float | None) -> None:
    """Half a LU, and the two tenths that a good meter may read too much."""
    assert found(lufs, dbtp, EBU) == []


def test_a_mix_that_its_peaks_hold_down_is_told_with_the_gain_and_does_not_block() -> None:
    """The programme at its gain peaks at the ceiling, and the mix is as loud as it then is."""
    (finding,) = found(-25.9, -1.1, EBU, own_dbtp=-5.1)
    assert (finding.code, finding.blocking) == ("loudness-held-by-peaks", False)
    assert "2.9 LU below the -23 LUFS" in finding.message
    assert "allow it +4.0 dB and no more" in finding.message


@pytest.mark.parametrize(
    ("lufs", "own_dbtp"), [(-25.9, -5.31), (-26.6, -5.1), (-22.4, -5.1), (-20.0, -9.0)]
)
def test_a_mix_off_its_target_for_any_other_reason_blocks(lufs: float, own_dbtp: float) -> None:
    """There was room for more gain, or it is quieter than its programme, or it is too loud."""
    (finding,) = found(lufs, -1.1, EBU, own_dbtp=own_dbtp)
    assert (finding.code, finding.blocking) == ("loudness-off-target", True)
    assert "peaks allow" not in finding.message


def test_a_programme_that_keeps_its_loudness_has_no_target() -> None:
    """Neither too loud nor too quiet."""
    assert found(-9.0, -1.0, KEPT) == []


def test_peaks_count_from_the_ceiling_or_the_programmes_own() -> None:
    """A programme that is kept may peak as it did; a service's bound holds for all."""
    assert found(-23.0, -0.3, KEPT, own_dbtp=-0.4) == []
    (kept,) = found(-23.0, 0.2, KEPT, own_dbtp=-0.4)
    assert (kept.code, kept.blocking) == ("true-peak-high", False)
    assert "-0.4 dBTP were allowed" in kept.message
    (asked,) = found(-23.0, -0.3, EBU, own_dbtp=-0.4)
    assert (asked.code, asked.blocking) == ("true-peak-high", True)
