"""The control track of a receiver mix, broken on purpose."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
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


def test_a_voice_that_is_not_the_stems(
    received: Path, found_in: Found, sound_edited: Edited
) -> None:
    """Half a second of it is 1 dB louder on the left; the control data are as they were."""

    def louder(sound: Samples) -> None:
        sound[10 * RATE_HZ : 10 * RATE_HZ + RATE_HZ // 2, 0] *= 10 ** (1 / 20)

    sound_edited(received / MIX, louder)
    found = found_in(received)
    told = found["receiver-stem-differs"]
    assert all((each.file, each.blocks, each.unit) == (MIX, True, "dBFS") for each in told)
    assert {each.span.start_ms for each in told if each.span} == {10_000}
    assert {each.span.end_ms for each in told if each.span} == {10_500}
    assert "control-differs" not in found


def test_a_voice_that_is_a_sample_late(
    received: Path, found_in: Found, sound_edited: Edited
) -> None:
    """To the sample: every narration is told."""

    def late(sound: Samples) -> None:
        sound[1:, 0] = sound[:-1, 0].copy()

    sound_edited(received / MIX, late)
    starts = {each.span.start_ms // 1000 for each in found_in(received)["receiver-stem-differs"]
              if each.span}  # fmt: skip
    assert starts >= {1, 9, 17}


def test_a_step_of_24_bits_is_no_difference(
    received: Path, found_in: Found, sound_edited: Edited
) -> None:
    """Another writer may have rounded otherwise."""

    def a_step_up(sound: Samples) -> None:
        sound[::2, 0] += 2.0**-23

    sound_edited(received / MIX, a_step_up)
    assert "receiver-stem-differs" not in found_in(received)


def test_a_receiver_mix_that_is_cut(
    received: Path, found_in: Found, sound_cut: Callable[[Path, int], None]
) -> None:
    """By a tenth of a second."""
    sound_cut(received / MIX, 24 * RATE_HZ - RATE_HZ // 10)
    (told,) = found_in(received)["receiver-stem-differs"]
    assert (told.measured, told.wanted) == (24 * RATE_HZ - 4_800, 24 * RATE_HZ)


def test_a_receiver_mix_of_another_rate(received: Path, found_in: Found) -> None:
    """The studio signal is one of 48 kHz."""
    sound, _ = soundfile.read(received / MIX, always_2d=True)
    soundfile.write(received / MIX, sound, 44_100, subtype="PCM_24")
    told = found_in(received)["file-unreadable"]
    assert {each.file for each in told} == {MIX}
    assert "44100 Hz" in told[0].message


def test_a_stem_of_another_rate_is_resampled_for_the_receiver(
    source: Path, render: Callable[..., Path], tmp_path: Path, found_in: Found, sound_edited: Edited
) -> None:
    """It passes, and a voice that is 0.2 dB louder does not."""
    profile, programme = tmp_path / "slow.toml", tmp_path / "ep.wav"
    profile.write_text(
        'description = "a desk"\n[deliver]\nproducts = ["receiver-mix"]\n', encoding="utf-8"
    )
    sound, _ = soundfile.read(source / "ep.wav", always_2d=True)
    soundfile.write(programme, sound, 44_100, subtype="PCM_24")
    made = render(profile=str(profile), programme=programme)
    found = found_in(made)
    assert not {"receiver-stem-differs", "file-unreadable"} & set(found)

    def louder(sound: Samples) -> None:
        sound[:, 0] *= 10 ** (0.2 / 20)

    folder = Path(shutil.copytree(made, tmp_path / "out"))
    sound_edited(folder / MIX, louder)
    assert found_in(folder)["receiver-stem-differs"]


def test_a_programme_that_is_held(
    render: Callable[..., Path], tmp_path: Path, found_in: Found
) -> None:
    """No receiver can hold what is sent: both products are of no use."""
    shown = ((1_000, 3_000, "HARBOUR STREET, NINETEEN TWENTY-ONE, BEFORE THE FLOOD"),
             (1_500, 9_900, "Are you coming with me to the harbour?"))  # fmt: skip
    source = tmp_path / "held.srt"
    source.write_text("".join(
        f"{n}\n00:00:{a / 1000:06.3f} --> 00:00:{b / 1000:06.3f}\n{text}\n\n".replace(".", ",", 2)
        for n, (a, b, text) in enumerate(shown, 1)
    ), encoding="utf-8")  # fmt: skip
    told = found_in(render(source=source, extended=True, profile="receiver-mix"))
    assert {each.file for each in told["receiver-cannot-hold"]} == {MIX, "ad-descriptors.bin"}
    assert all(each.blocks for each in told["receiver-cannot-hold"])
