"""The mix plan: dips as deep as the moment asks for, gains, and length."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.curve import LoudnessCurve
from narrator.errors import JobError
from narrator.levels import (
    LoudnessTarget,
    MixSettings,
    heard_in,
    narration_loudness,
    programme_gain,
)
from narrator.mix import Dip, drowned_voicings, late_voicings, plan_ducks, plan_mix, sample_at
from narrator.model import Clip, Duck, Loudness, Placement, Programme, Span

SETTINGS = MixSettings()
PROGRAMME = Programme(
    path=Path("programme.wav"),
    duration_ms=60_000,
    rate_hz=48_000,
    channels=2,
    layout="stereo",
    sample_format="s24",
    has_sound=True,
    has_video=False,
    loudness=Loudness(integrated_lufs=-24.0, true_peak_dbtp=-3.0),
    length_samples=60 * 48_000,
)
SPANS = st.lists(
    st.tuples(st.integers(-5_000, 70_000), st.integers(0, 8_000)).map(
        lambda pair: Span(start_ms=pair[0], end_ms=sum(pair))
    ),
    max_size=12,
)


def placed(
    start_ms: int, duration_ms: int = 2_000, lufs: float = -20.0
) -> tuple[Placement, Clip, float]:
    """Return one clip placed at start_ms."""
    span = Span(start_ms=start_ms, end_ms=start_ms + duration_ms)
    clip = Clip(
        narration_id=f"n{start_ms}",
        path=Path("clip.wav"),
        duration_ms=duration_ms,
        rate_hz=22_050,
        digest="",
    )
    return (
        Placement(narration_id=clip.narration_id, span=span, rate=1.0, overlap_ms=0, decisions=()),
        clip,
        lufs,
    )


def ducks(*pairs: tuple[int, int], settings: MixSettings = SETTINGS) -> tuple[Duck, ...]:
    """Return the dips for spans given as pairs, in a programme of a minute."""
    dips = [Dip(span=Span(start_ms=start, end_ms=end), gain_db=-9.0) for start, end in pairs]
    return plan_ducks(dips, settings=settings, length_ms=60_000)


def test_ramps_lie_outside_the_narration() -> None:
    """The dip is at full depth over the narration and its fades are beside it."""
    (duck,) = ducks((10_000, 12_000))
    assert duck == Duck(
        span=Span(start_ms=10_000, end_ms=12_000), gain_db=-9.0, fade_in_ms=300, fade_out_ms=500
    )


def test_narrations_under_a_second_apart_share_a_dip() -> None:
    """A gap of 999 ms is held down, one of 1000 ms is not."""
    assert len(ducks((10_000, 12_000), (12_999, 14_000))) == 1
    assert len(ducks((10_000, 12_000), (13_000, 14_000))) == 2


def test_dips_whose_ramps_would_touch_are_merged() -> None:
    """Fades longer than the merge gap decide instead of it."""
    slow = MixSettings(fade_in_ms=800, fade_out_ms=900)
    assert len(ducks((10_000, 12_000), (13_700, 14_000), settings=slow)) == 1
    assert len(ducks((10_000, 12_000), (13_701, 14_000), settings=slow)) == 2


def test_ramps_stop_at_the_ends_of_the_programme() -> None:
    """Fades are as long as there is room for them."""
    first, last = ducks((100, 2_000), (50_000, 59_900))
    assert (first.fade_in_ms, last.fade_out_ms) == (100, 100)


def test_a_narration_inside_another_does_not_shorten_the_dip() -> None:
    """A dip ends with the later end, whatever the order of the starts."""
    (duck,) = ducks((10_000, 20_000), (11_000, 12_000))
    assert duck.span == Span(start_ms=10_000, end_ms=20_000)


@given(spans=SPANS)
def test_dips_cover_the_narration_and_never_touch(spans: list[Span]) -> None:
    """Every narration in the programme is in a full dip, and ramps keep to themselves."""
    dips = [Dip(span=span, gain_db=-9.0) for span in spans]
    planned = plan_ducks(dips, settings=SETTINGS, length_ms=60_000)
    for span in spans:
        inside = Span(start_ms=max(0, span.start_ms), end_ms=min(60_000, span.end_ms))
        assert not inside.duration_ms or any(
            duck.span.overlap_ms(inside) == inside.duration_ms for duck in planned
        )
    edges = [
        edge
        for duck in planned
        for edge in (duck.span.start_ms - duck.fade_in_ms, duck.span.end_ms + duck.fade_out_ms)
    ]
    assert edges == sorted(edges)
    assert not edges or (edges[0] >= 0 and edges[-1] <= 60_000)


def test_a_clip_is_as_loud_as_the_programme_where_it_is_heard() -> None:
    """Two channels add 3.01 dB to a clip; mono and the centre add nothing."""
    plan = plan_mix([placed(5_000)], PROGRAMME, SETTINGS)
    assert plan.voicings[0].gain_db == pytest.approx(-24.0 + 20.0 - 3.0103, abs=1e-3)
    mono = replace(PROGRAMME, channels=1, layout="mono")
    surround = replace(PROGRAMME, channels=6, layout="5.1", centre=2)
    assert heard_in(mono) == heard_in(surround) == 0
    assert heard_in(None) == pytest.approx(3.0103, abs=1e-4)


@pytest.mark.parametrize(
    ("measured", "target"), [(None, -23.0), (-60.0, -36.0), (-20.0, -20.0), (-5.0, -16.0)]
)
def test_the_narration_is_as_the_programme_within_bounds(
    measured: float | None, target: float
) -> None:
    """Silence counts as -23 LUFS; the very quiet and the very loud are held."""
    assert narration_loudness(measured, 0.0, SETTINGS) == target
    assert narration_loudness(measured, 0.0, MixSettings(narration_lu=2.0)) == target + 2


def curve(*levels: tuple[float, float]) -> LoudnessCurve:
    """Return the curve of a sound in steps of (seconds, LUFS)."""
    values = [lufs for seconds, lufs in levels for _ in range(round(seconds * 10))]
    return LoudnessCurve(momentary_lufs=np.array(values, dtype=np.float32))


@pytest.mark.parametrize(
    ("around_lufs", "dip_db", "raised_lu"),
    [
        (-24.0, -9.0, 0.0),
        (-30.0, -3.0, 0.0),
        (-31.5, -1.5, 0.0),
        (-32.0, None, 1.0),
        (-33.0, None, 0.0),
        (-120.0, None, 0.0),
        (-18.0, -15.0, 0.0),
        (-16.0, -15.0, 2.0),
        (-10.0, -15.0, 4.0),
    ],
)
def test_a_dip_is_what_the_moment_asks_for(
    around_lufs: float, dip_db: float | None, raised_lu: float
) -> None:
    """9 LU above the dipped programme; none in quiet; never deeper than 15 dB, nor 4 LU louder."""
    plan = plan_mix([placed(20_000)], PROGRAMME, SETTINGS, curve((60, around_lufs)))
    assert [duck.gain_db for duck in plan.ducks] == [dip_db or 0.0]
    plain = -24.0 + 20.0 - 3.0103
    assert plan.voicings[0].gain_db == pytest.approx(plain + raised_lu, abs=1e-3)


def test_neighbours_share_the_deeper_dip_and_leave_a_quiet_one_alone() -> None:
    """Under a second apart: -3 and -12 make one of -12; a narration in silence has none."""
    loudness = curve((22, -30.0), (3, -21.0), (35, -70.0))
    plan = plan_mix([placed(19_500), placed(22_300), placed(25_400)], PROGRAMME, SETTINGS, loudness)
    deep, level = plan.ducks
    assert deep.span == Span(start_ms=19_500, end_ms=24_301)
    assert deep.gain_db == pytest.approx(-12.0, abs=0.3)
    assert level.gain_db == 0


def test_what_stays_too_near_the_programme_is_told() -> None:
    """Dip and raise at their ends, and still only 4 LU above."""
    loudness = curve((60, -9.0))
    plan = plan_mix([placed(20_000), placed(40_000)], PROGRAMME, SETTINGS, loudness)
    findings = drowned_voicings(plan, PROGRAMME, SETTINGS, loudness)
    assert [finding.code for finding in findings] == ["narration-drowned"] * 2
    assert "only 4.0 LU" in findings[0].message
    assert drowned_voicings(plan, PROGRAMME, SETTINGS, curve((60, -24.0))) == ()


@pytest.mark.parametrize(
    ("lufs", "dbtp", "gain_db"),
    [(-24.0, -12.0, 1.0), (-20.0, -0.5, -3.0), (-30.0, -4.0, 2.9), (-30.0, 0.5, -1.6)],
)
def test_the_gain_to_a_target_stops_at_the_peaks(lufs: float, dbtp: float, gain_db: float) -> None:
    """The whole way to -23 LUFS where the peaks allow, and never beyond -1 dBTP."""
    loudness = Loudness(integrated_lufs=lufs, true_peak_dbtp=dbtp)
    settings = MixSettings(target=LoudnessTarget(lufs=-23.0, tolerance_lu=0.5))
    programme = replace(PROGRAMME, loudness=loudness)
    assert programme_gain(programme, settings) == pytest.approx(gain_db)
    assert programme_gain(programme, SETTINGS) == 0
    plan = plan_mix([placed(20_000)], programme, settings)
    assert plan.gain_db == pytest.approx(gain_db)
    assert plan.voicings[0].gain_db == pytest.approx(lufs + gain_db + 20 - 3.0103, abs=1e-3)
    assert plan.ducks[0].gain_db == pytest.approx(-9.0)


def test_the_mix_is_as_long_as_the_measured_sound() -> None:
    """Late sound counts from the start of the picture."""
    late = replace(PROGRAMME, sound_start_ms=500, length_samples=1_000_001)
    assert plan_mix([], late, SETTINGS).length_samples == 24_000 + 1_000_001


def test_the_mix_goes_on_with_a_picture_that_outlasts_the_sound() -> None:
    """A clip after the end of the sound lengthens the mix, but not beyond the picture."""
    short = replace(PROGRAMME, has_video=True, length_samples=50 * 48_000)
    assert plan_mix([placed(10_000)], short, SETTINGS).length_samples == 50 * 48_000
    assert plan_mix([placed(52_000)], short, SETTINGS).length_samples == sample_at(54_001, 48_000)
    assert plan_mix([placed(59_500)], short, SETTINGS).length_samples == 60 * 48_000


def test_a_clip_past_the_end_is_told() -> None:
    """Nothing is cut in silence: the finding is blocking and says by how much."""
    plan = plan_mix([placed(10_000), placed(59_500)], PROGRAMME, SETTINGS)
    (finding,) = late_voicings(plan)
    assert (finding.code, finding.blocking) == ("narration-cut", True)
    assert "1500 ms" in finding.message


def test_a_stem_alone_ends_with_its_last_clip() -> None:
    """Without a programme there are no dips, and no clip is cut."""
    plan = plan_mix([placed(1_000), placed(7_000)], None, SETTINGS)
    assert (plan.ducks, plan.rate_hz) == ((), 48_000)
    assert plan.length_samples == 9_001 * 48
    assert late_voicings(plan) == ()


@pytest.mark.parametrize(
    "settings",
    [
        {"deepest_db": 1.0},
        {"deepest_db": float("nan")},
        {"least_dip_db": -1.0},
        {"most_raise_lu": -0.5},
        {"ceiling_dbtp": 1.0},
        {"ceiling_dbtp": float("nan")},
        {"fade_in_ms": -1},
    ],
)
def test_settings_without_sense_are_refused(settings: dict[str, float]) -> None:
    """A dip that is none, a bound below nothing, a ceiling above full scale, a negative fade."""
    with pytest.raises(JobError):
        MixSettings(**settings)  # type: ignore[arg-type]  # one table for both kinds of number


@given(time_ms=st.integers(0, 40_000_000), rate_hz=st.sampled_from([8_000, 44_100, 96_000]))
def test_the_nearest_sample_is_meant(time_ms: int, rate_hz: int) -> None:
    """A time is never more than half a sample from its sample."""
    assert abs(sample_at(time_ms, rate_hz) * 1000 - time_ms * rate_hz) <= 500
