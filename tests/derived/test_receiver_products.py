"""The products for receivers, made from a rendering."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from narrator.control.descriptor import descriptors
from narrator.control.fades import curve_db
from narrator.control.limits import receiver_limits
from narrator.control.settings import ControlSettings
from narrator.derived import ad_descriptors
from narrator.model import Hold, Outcome, Rendering


@pytest.fixture
def rendering(seed_outcome: Outcome) -> Rendering:
    """Return the rendered seed episode, without the findings it has."""
    return replace(seed_outcome.rendering, findings=())


def with_control(rendering: Rendering, control: ControlSettings) -> Rendering:
    """Return the rendering with control data to be written so, from ten o'clock on."""
    delivery = replace(rendering.delivery, control=control, start_ms=36_000_000)
    return replace(rendering, delivery=delivery)


@pytest.mark.parametrize(
    "control",
    [
        ControlSettings(version=1, interval_ms=200),
        ControlSettings(version=2, interval_ms=120),
        ControlSettings(offset_ms=60),
        ControlSettings(offset_ms=-60),
    ],
    ids=str,
)
def test_each_descriptor_has_the_fade_of_its_moment(
    tmp_path: Path, rendering: Rendering, control: ControlSettings
) -> None:
    """Of the moment that is so much later than the data."""
    assert ad_descriptors.make(with_control(rendering, control), tmp_path) == ()
    row = list(descriptors((tmp_path / "ad-descriptors.bin").read_bytes()))
    times_ms = np.arange(len(row)) * control.interval_ms
    plan = rendering.plan
    wanted = curve_db(plan.ducks, times_ms + control.offset_ms)
    assert {each.version for each in row} == {control.version}
    assert np.abs(wanted - [-0.3 * each.fade for each in row]).max() <= 0.15 + 1e-9
    assert wanted.min() < -3
    length_ms = plan.length_samples * 1000 / plan.rate_hz
    assert times_ms[-1] < length_ms <= times_ms[-1] + control.interval_ms


def test_the_index_tells_when_each_is_for(tmp_path: Path, rendering: Rendering) -> None:
    """By PTS, seconds and timecode, with the very bytes of the stream."""
    ad_descriptors.make(with_control(rendering, ControlSettings()), tmp_path)
    stream = (tmp_path / "ad-descriptors.bin").read_bytes()
    with (tmp_path / "ad-descriptors.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert b"".join(bytes.fromhex(row["descriptor"]) for row in rows) == stream
    assert rows[0] == {
        "number": "0",
        "pts": "0",
        "seconds": "0.000",
        "timecode": "10:00:00:00",
        "fade_db": "0.0",
        "descriptor": "fb4454474144320000000000ffffffff",
    }
    assert (rows[100]["pts"], rows[100]["seconds"]) == (str(12_800 * 90), "12.800")
    assert rows[100]["timecode"] == "10:00:12:20"
    assert min(float(row["fade_db"]) for row in rows) < -3


def test_a_pts_has_33_bits(tmp_path: Path, rendering: Rendering) -> None:
    """After 26.5 hours it begins anew."""
    plan = replace(rendering.plan, length_samples=95_500, rate_hz=1)
    whole = with_control(replace(rendering, plan=plan), ControlSettings(interval_ms=200))
    ad_descriptors.make(whole, tmp_path)
    last = (tmp_path / "ad-descriptors.csv").read_text(encoding="utf-8").splitlines()[-1]
    assert int(last.split(",")[1]) == 95_499_800 * 90 - 2**33


def test_an_ordinary_render_loses_nothing_in_a_receiver(rendering: Rendering) -> None:
    """Stereo, at its own level, not held."""
    assert receiver_limits(rendering) == ()


def test_what_a_receiver_cannot_do_is_told(rendering: Rendering) -> None:
    """A hold blocks; a gain, a surround programme and no programme are worth knowing."""
    programme = rendering.programme
    assert programme is not None
    held = replace(rendering.plan, holds=(Hold(at_ms=1_000, length_ms=2_500),), gain_db=-3.0)
    found = receiver_limits(
        replace(rendering, plan=held, programme=replace(programme, channels=6, centre=2))
    )
    assert [(each.code, each.blocking) for each in found] == [
        ("receiver-cannot-hold", True),
        ("receiver-level", False),
        ("receiver-stereo", False),
    ]
    assert "2.5 s" in found[0].message
    assert "-3.0 dB" in found[1].message
    assert "3 dB louder" in found[2].message
    (alone,) = receiver_limits(replace(rendering, programme=None))
    assert alone.code == "receiver-never-fades"


def test_what_one_product_told_the_next_does_not(rendering: Rendering) -> None:
    """Both are usually made."""
    alone = replace(rendering, programme=None)
    told = receiver_limits(alone)
    assert receiver_limits(replace(alone, findings=told)) == ()
