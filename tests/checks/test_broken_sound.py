"""Each rule of sound, broken on purpose in the files of a rendered episode."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from narrator.checks.finding import CheckFinding

Samples = NDArray[np.float64]
Edited = Callable[[Path, Callable[[Samples], object]], None]
SheetEdited = Callable[[Path, Callable[[dict[str, Any]], object]], None]
Found = Callable[..., Mapping[str, Sequence[CheckFinding]]]

MIX, STEM = "described.wav", "narration.wav"
RATE_HZ = 48_000


def at(seconds: float) -> int:
    """Return a sample number."""
    return round(seconds * RATE_HZ)


def blocking(found: Mapping[str, Sequence[CheckFinding]]) -> set[str]:
    """Return the codes with a blocking finding."""
    return {code for code, findings in found.items() if any(each.blocks for each in findings)}


def place_s(finding: CheckFinding) -> tuple[float, float]:
    """Return where a finding is, in seconds."""
    assert finding.span is not None
    return finding.span.start_ms / 1000, finding.span.end_ms / 1000


def test_nothing_is_found_in_what_is_whole(result: Path, found_in: Found) -> None:
    """The copy that all these tests break has no blocking finding."""
    assert not blocking(found_in(result))


def test_a_mix_at_another_level(result: Path, found_in: Found, sound_edited: Edited) -> None:
    """Turned down by 3 dB it is another sound than was measured, and another programme."""
    sound_edited(result / MIX, lambda sound: np.multiply(sound, 10**-0.15, out=sound))
    found = found_in(result)
    assert {"loudness-changed", "programme-changed", "dip-differs"} <= blocking(found)
    outside = next(f for f in found["programme-changed"] if f.file == MIX)
    assert outside.measured == pytest.approx(-3.0, abs=0.1)
    assert outside.wanted == 0.0


def test_a_mix_off_its_target(result: Path, found_in: Found) -> None:
    """Held against a profile that it was not made for, its loudness is off and blocks."""
    found = found_in(result, "streaming")
    (wav,) = (each for each in found["loudness-off-target"] if each.file == MIX)
    assert wav.blocks
    assert (wav.wanted, wav.tolerance, wav.unit) == (-27.0, 2.0, "LUFS")


def test_a_peak_over_the_ceiling(result: Path, found_in: Found, sound_edited: Edited) -> None:
    """A few samples near full scale in the encoded file are a true peak too high."""

    def peak(sound: Samples) -> None:
        sound[at(13) : at(13) + 40] += 0.9 * np.hanning(40)[:, np.newaxis]

    sound_edited(result / MIX, peak)
    found = found_in(result, "ebu")
    assert "true-peak-high" in blocking(found)


@pytest.mark.parametrize("name", [MIX, STEM])
def test_a_tail_is_cut_off(
    name: str, result: Path, found_in: Found, sound_cut: Callable[[Path, int], None]
) -> None:
    """A hundred samples less is another length, of the mix and of the stem."""
    sound_cut(result / name, -100)
    found = found_in(result)
    assert name in {each.file for each in found["wrong-length"]} or name == STEM
    assert "wrong-length" in blocking(found)


def test_a_mix_that_falls_silent(result: Path, found_in: Found, sound_edited: Edited) -> None:
    """Half a second of silence outside the dips is told once, with its place."""

    def mute(sound: Samples) -> None:
        sound[at(14.0) : at(14.6)] = 0

    sound_edited(result / MIX, mute)
    found = found_in(result)
    (silence,) = found["silent-mix"]
    assert place_s(silence) == pytest.approx((14.0, 14.6), abs=0.2)
    assert {"silent-mix", "click-in-mix"} <= blocking(found)


def test_a_clipped_mix(result: Path, found_in: Found, sound_edited: Edited) -> None:
    """Samples at full scale that the programme has not there."""

    def clip(sound: Samples) -> None:
        sound[at(14.0) : at(14.0) + 20] = 1.0

    sound_edited(result / MIX, clip)
    found = found_in(result)
    assert found["clipping"][0].measured == 40
    assert place_s(found["clipping"][0])[0] == pytest.approx(14.0, abs=0.2)
    assert "clipping" in blocking(found)


@pytest.mark.parametrize("place", [2.0, 11.0, 13.5])
def test_a_click_in_a_mix(
    place: float, result: Path, found_in: Found, sound_edited: Edited
) -> None:
    """One sample off by 2 % of full scale, in a dip or outside, is a click there and then."""

    def click(sound: Samples) -> None:
        sound[at(place)] += 0.02

    sound_edited(result / MIX, click)
    found = found_in(result)
    (told,) = found["click-in-mix"]
    assert place_s(told)[0] == pytest.approx(place, abs=0.002)
    assert "click-in-mix" in blocking(found)


def test_a_dip_that_ends_at_once(
    result: Path, source: Path, found_in: Found, sound_edited: Edited, sound_of: Callable[..., Any]
) -> None:
    """A fade left out is a click, and a gain that is not that of the fade."""
    programme = sound_of(source / "ep.wav")

    def cut(sound: Samples) -> None:
        sound[at(2.55) : at(3.2)] = programme[at(2.55) : at(3.2)]

    sound_edited(result / MIX, cut)
    found = found_in(result)
    assert {"click-in-mix", "dip-differs"} <= blocking(found)
    assert place_s(found["click-in-mix"][0])[0] == pytest.approx(2.55, abs=0.002)


def test_a_dip_of_another_depth(result: Path, found_in: Found, sheet_edited: SheetEdited) -> None:
    """A cue sheet that tells 3 dB more than the sound has is found out, dip by dip."""

    def deeper(sheet: dict[str, Any]) -> None:
        sheet["ducks"][0]["gain_db"] -= 3

    sheet_edited(result, deeper)
    found = found_in(result)
    assert blocking(found) == {"dip-differs"}
    assert {each.file for each in found["dip-differs"]} == {MIX, "described.mkv"}
    assert all(place_s(each)[1] < 4 for each in found["dip-differs"])


def test_a_dip_that_is_not_in_the_cue_sheet(
    result: Path, found_in: Found, sound_edited: Edited
) -> None:
    """A programme turned down outside the dips is told with the gain that was found."""

    def turn_down(sound: Samples) -> None:
        sound[at(13.0) : at(14.0)] *= 0.5

    sound_edited(result / MIX, turn_down)
    found = found_in(result)
    (changed,) = (each for each in found["programme-changed"] if each.unit == "dB")
    assert changed.measured == pytest.approx(-6.0, abs=0.1)
    assert place_s(changed) == pytest.approx((13.0, 14.0), abs=0.2)


def test_one_step_of_one_sample_outside_the_dips(
    result: Path, found_in: Found, sound_edited: Edited
) -> None:
    """The smallest change that 24 bits can hold is found where all is to be as it was."""

    def step(sound: Samples) -> None:
        sound[at(14.0), 1] += 2.0**-23

    sound_edited(result / MIX, step)
    found = found_in(result)
    assert blocking(found) == {"programme-changed"}
    (changed,) = found["programme-changed"]
    assert (changed.measured, changed.unit) == (1.0, "steps")


def test_a_foreign_sound_in_a_dip(result: Path, found_in: Found, sound_edited: Edited) -> None:
    """A tone that is neither programme nor narration."""

    def hum(sound: Samples) -> None:
        places = np.arange(at(1.2))
        sound[at(10.2) : at(10.2) + at(1.2)] += 0.02 * np.sin(places / 30)[:, np.newaxis]

    sound_edited(result / MIX, hum)
    found = found_in(result)
    assert "foreign-sound" in blocking(found)
    assert 10 < place_s(found["foreign-sound"][0])[0] < 11.4


def test_a_narration_that_is_not_in_the_mix(
    result: Path, found_in: Found, sound_edited: Edited, sound_of: Callable[..., Any]
) -> None:
    """Taken out of the mix alone, it is missed there and not in the stem."""
    stem = sound_of(result / STEM)

    def without(sound: Samples) -> None:
        sound[at(9) : at(13)] -= stem[at(9) : at(13)]

    sound_edited(result / MIX, without)
    found = found_in(result)
    (missed,) = found["narration-not-mixed"]
    assert (missed.file, missed.blocks) == (MIX, True)
    assert place_s(missed)[0] == 9.5


def test_a_narration_of_which_the_stem_has_nothing(
    result: Path, found_in: Found, sound_edited: Edited
) -> None:
    """A silent stem where the cue sheet says narration."""

    def mute(sound: Samples) -> None:
        sound[at(9) : at(13)] = 0

    sound_edited(result / STEM, mute)
    found = found_in(result)
    assert {"narration-silent", "loudness-changed"} <= blocking(found)
    assert place_s(found["narration-silent"][0])[0] == 9.5


def test_a_narration_half_a_second_late(
    result: Path, found_in: Found, sound_edited: Edited
) -> None:
    """It begins late, and what stands after its end is stray."""

    def later(sound: Samples) -> None:
        sound[at(9) : at(13)] = np.roll(sound[at(9) : at(13)], at(0.5), axis=0)

    sound_edited(result / STEM, later)
    found = found_in(result)
    (late,) = found["narration-displaced"]
    assert late.measured == pytest.approx(10.0, abs=0.02)
    assert late.wanted == 9.5
    assert {"narration-displaced", "stray-sound"} <= blocking(found)


def test_a_narration_that_is_cut_short(result: Path, found_in: Found, sound_edited: Edited) -> None:
    """Its end is missing, and the cut is a click."""

    def cut(sound: Samples) -> None:
        quarter = at(11.5) + int(np.argmax(np.abs(sound[at(11.5) : at(11.52), 0])))
        sound[quarter : at(13)] = 0

    sound_edited(result / STEM, cut)
    found = found_in(result)
    (short,) = found["narration-truncated"]
    assert short.measured == pytest.approx(11.5, abs=0.03)
    assert {"narration-truncated", "click-in-stem"} <= blocking(found)
    assert place_s(found["click-in-stem"][0])[0] == pytest.approx(11.5, abs=0.03)


def test_a_narration_with_a_hole(result: Path, found_in: Found, sound_edited: Edited) -> None:
    """Longer than any pause in speech."""

    def hole(sound: Samples) -> None:
        sound[at(9.9) : at(11.6)] = 0

    sound_edited(result / STEM, hole)
    found = found_in(result)
    (told,) = found["narration-truncated"]
    assert told.measured == pytest.approx(1.7, abs=0.03)


def test_sound_in_the_stem_that_no_one_asked_for(
    result: Path, found_in: Found, sound_edited: Edited
) -> None:
    """A breath between the narrations."""

    def breathe(sound: Samples) -> None:
        sound[at(6.0) : at(6.3), 0] += 0.01 * np.hanning(at(0.3)) * np.sin(np.arange(at(0.3)) / 9)

    sound_edited(result / STEM, breathe)
    found = found_in(result)
    assert place_s(found["stray-sound"][0]) == pytest.approx((6.0, 6.3), abs=0.03)
    assert "stray-sound" in blocking(found)
