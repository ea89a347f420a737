"""The mix plan: dips, gains, length, and the room that keeps the sum below full scale."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.errors import JobError
from narrator.mix import (
    MixSettings,
    heard_in,
    late_voicings,
    narration_ceiling,
    plan_ducks,
    plan_mix,
    sample_at,
    target_loudness,
)
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
    spans = [Span(start_ms=start, end_ms=end) for start, end in pairs]
    return plan_ducks(spans, settings=settings, length_ms=60_000)


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
    planned = plan_ducks(spans, settings=SETTINGS, length_ms=60_000)
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
def test_the_target_is_the_programme_within_bounds(measured: float | None, target: float) -> None:
    """Silence counts as -23 LUFS; the very quiet and the very loud are held."""
    programme = replace(PROGRAMME, loudness=Loudness(integrated_lufs=measured, true_peak_dbtp=None))
    assert target_loudness(programme, SETTINGS) == target
    assert target_loudness(programme, MixSettings(narration_lu=2.0)) == target + 2


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


@given(duck_db=st.floats(-40, -6), ceiling_dbfs=st.floats(-3, 0), programme=st.floats(-1, 1))
def test_programme_and_narration_stay_below_the_ceiling(
    duck_db: float, ceiling_dbfs: float, programme: float
) -> None:
    """A ducked full-scale programme and a clip at its limit sum to the ceiling at most."""
    settings = MixSettings(duck_db=duck_db, ceiling_dbfs=ceiling_dbfs)
    total = abs(programme) * 10 ** (duck_db / 20) + narration_ceiling(settings)
    assert total <= 10 ** (ceiling_dbfs / 20) + 1e-12


@pytest.mark.parametrize(
    "settings",
    [
        {"duck_db": -1.0},
        {"duck_db": 0.0},
        {"duck_db": float("nan")},
        {"ceiling_dbfs": 1.0},
        {"fade_in_ms": -1},
    ],
)
def test_settings_without_sense_are_refused(settings: dict[str, float]) -> None:
    """A dip too shallow to leave room, a ceiling above full scale, a negative fade."""
    with pytest.raises(JobError):
        MixSettings(**settings)  # type: ignore[arg-type]  # one table for both kinds of number


@given(time_ms=st.integers(0, 40_000_000), rate_hz=st.sampled_from([8_000, 44_100, 96_000]))
def test_the_nearest_sample_is_meant(time_ms: int, rate_hz: int) -> None:
    """A time is never more than half a sample from its sample."""
    assert abs(sample_at(time_ms, rate_hz) * 1000 - time_ms * rate_hz) <= 500
