"""The control track of a receiver mix, broken on purpose."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from narrator.checks.finding import CheckFinding
from narrator.checks.gather import gather

Samples = NDArray[np.float64]
Edited = Callable[[Path, Callable[[Samples], object]], None]
SheetEdited = Callable[[Path, Callable[[dict[str, Any]], object]], None]
Found = Callable[..., Mapping[str, Sequence[CheckFinding]]]

MIX = "receiver-mix.wav"
RATE_HZ = 48_000


@pytest.fixture
def received(render: Callable[..., Path], tmp_path: Path) -> Path:
    """Return a copy of what the profile receiver-mix makes."""
    return Path(shutil.copytree(render(profile="receiver-mix"), tmp_path / "out"))


def test_the_control_track_of_a_clean_render_is_read(received: Path, tmp_path: Path) -> None:
    """Every tenth of a second has its frame, and the deepest is the deepest dip."""
    delivered = gather(received, None, tmp_path)
    control = delivered.control
    assert control is not None
    assert len(control.heard.starts) >= 238
    deepest_db = min(duck.gain_db for duck in delivered.sheet.dips)
    assert -0.3 * control.heard.fades.max() == pytest.approx(deepest_db, abs=0.2)


def test_a_track_upside_down(received: Path, found_in: Found, sound_edited: Edited) -> None:
    """A receiver that goes by the edges would read nothing."""

    def inverted(sound: Samples) -> None:
        sound[:, 1] *= -1

    sound_edited(received / MIX, inverted)
    (told,) = found_in(received)["control-differs"]
    assert (told.measured, told.wanted, told.blocks) == ("inverted", "upright", True)


def test_a_track_with_a_hole(received: Path, found_in: Found, sound_edited: Edited) -> None:
    """Half a second of nothing loses its frames."""

    def hole(sound: Samples) -> None:
        sound[5 * RATE_HZ : 5 * RATE_HZ + RATE_HZ // 2, 1] = 0

    sound_edited(received / MIX, hole)
    (told,) = found_in(received)["control-differs"]
    assert "lost between them" in str(told.measured)
    assert not str(told.measured).endswith(" 0 lost between them")


def test_a_track_that_tells_another_fade(
    received: Path, found_in: Found, sheet_edited: SheetEdited
) -> None:
    """The dip that the cue sheet tells is not the one that a receiver would make."""

    def deeper(sheet: dict[str, Any]) -> None:
        sheet["ducks"][1]["gain_db"] -= 3.0

    sheet_edited(received, deeper)
    told = found_in(received)["control-differs"]
    assert all(each.blocks for each in told)
    assert all(2.5 < float(each.measured or 0) - float(each.wanted or 0) < 3.5 for each in told)
    assert {each.span.start_ms // 1000 for each in told if each.span} == {9}


def test_a_track_that_is_none(received: Path, found_in: Found) -> None:
    """A mono file, or silence on the right."""
    shutil.copy(received / "narration.wav", received / MIX)
    found = found_in(received)
    assert MIX in {each.file for each in found["file-unreadable"]}


def test_a_silent_track(received: Path, found_in: Found, sound_edited: Edited) -> None:
    """There is nothing to decode."""

    def mute(sound: Samples) -> None:
        sound[:, 1] = 0

    sound_edited(received / MIX, mute)
    (told,) = found_in(received)["control-differs"]
    assert str(told.measured).startswith("0 frames")
