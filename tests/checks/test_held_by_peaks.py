"""A programme whose peaks leave no room for the loudness asked for, and what may not hide there."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from narrator.checks.finding import CheckFinding

Samples = NDArray[np.float64]
Found = Callable[..., Mapping[str, Sequence[CheckFinding]]]

MIX = "described.wav"


def of_mix(found: Mapping[str, Sequence[CheckFinding]], code: str) -> list[CheckFinding]:
    """Return what was found of the mix; the stream that is made from it has findings of its own."""
    return [each for each in found.get(code, ()) if each.file == MIX]


@pytest.fixture(scope="session")
def peaky(source: Path) -> Path:
    """Return the programme with a peak of -3 dBFS at 22 s, after all that is narrated."""
    loud, rate_hz = soundfile.read(source / "ep.wav")
    sound = 0.4 * loud
    middle = 22 * rate_hz
    sound[middle - 240 : middle + 240] = 0
    sound[middle - 24 : middle + 24] = 0.7 * np.hanning(48)[:, np.newaxis]
    soundfile.write(source / "peaky.wav", sound, rate_hz, subtype="PCM_24")
    return source / "peaky.wav"


@pytest.fixture
def held(render: Callable[..., Path], peaky: Path, tmp_path: Path) -> Path:
    """Return a copy of its render for the web, in a format that loses nothing."""
    made = render(programme=peaky, profile="web", formats=("wav",))
    return Path(shutil.copytree(made, tmp_path / "out"))


def test_the_ceiling_alone_is_noted(held: Path, found_in: Found) -> None:
    """With what was measured and wanted, and the gain there was room for."""
    found = found_in(held)
    assert not [each for findings in found.values() for each in findings if each.blocks]
    (finding,) = of_mix(found, "loudness-held-by-peaks")
    assert (finding.file, finding.wanted, finding.unit) == (MIX, -16.0, "LUFS")
    assert float(finding.measured or 0) < -17
    assert "allow it +2.0 dB and no more" in finding.message


def test_it_is_noted_where_the_programme_is_not_at_hand(
    held: Path, found_in: Found, sheet_edited: Callable[..., None]
) -> None:
    """The peak of the file itself says as much."""
    sheet_edited(held, lambda sheet: sheet["programme"].update(path="/gone.wav"))
    found = found_in(held)
    assert "loudness-held-by-peaks" in found
    assert "loudness-off-target" not in found


def test_a_mix_turned_down_is_no_less_a_fault(
    held: Path, found_in: Found, sound_edited: Callable[..., None]
) -> None:
    """It is quieter than its programme at that gain, by more than the tolerance."""
    sound_edited(held / MIX, lambda sound: np.multiply(sound, 10**-0.1, out=sound))
    found = found_in(held)
    assert [each.blocks for each in of_mix(found, "loudness-off-target")] == [True]
    assert not of_mix(found, "loudness-held-by-peaks")


@pytest.mark.parametrize("path", [None, "/gone.wav"])
def test_a_gain_that_left_room_blocks(
    path: str | None,
    held: Path,
    found_in: Found,
    sheet_edited: Callable[..., None],
    sound_edited: Callable[..., None],
) -> None:
    """A whole mix at 1 dB less than the peaks allow, with a cue sheet that agrees."""

    def lower(sheet: dict[str, Any]) -> None:
        sheet["programme"]["gain_db"] -= 1.0
        sheet["programme"]["path"] = path or sheet["programme"]["path"]

    sheet_edited(held, lower)
    sound_edited(held / MIX, lambda sound: np.multiply(sound, 10**-0.05, out=sound))
    found = found_in(held)
    assert [each.blocks for each in of_mix(found, "loudness-off-target")] == [True]
    assert not of_mix(found, "loudness-held-by-peaks")
