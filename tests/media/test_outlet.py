"""What happens where the bytes cannot go."""

import errno
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from narrator.errors import MediaError, OutputError
from narrator.levels import MixSettings
from narrator.media.mixdown import Deliverables, Described, mix_down
from narrator.media.outlet import outlet
from narrator.mix import plan_mix
from narrator.model import Programme

Make = Callable[..., Programme]
SETTINGS = MixSettings()


def test_an_ffmpeg_that_dies_leaves_nothing(
    tmp_path: Path, noisy: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its last words are in the error, and no part of a file is left."""
    programme = noisy(3)
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho the disk caught fire >&2\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setenv("NARRATOR_FFMPEG", str(broken))
    plan = plan_mix([], programme, SETTINGS)
    for name in ("wav", "mkv"):
        described = (Described(format=name, path=tmp_path / f"described.{name}"),)
        with pytest.raises(MediaError, match="the disk caught fire"):
            mix_down(
                plan,
                programme,
                Deliverables(stem=tmp_path / "n.wav", described=described),
                SETTINGS,
            )
    assert {each.name for each in tmp_path.iterdir()} == {"programme.wav", "broken"}


def test_a_full_disk_names_the_file() -> None:
    """The device that is always full gives the sentence and the hint of a full disk."""
    shown = Path("/out/described.wav")
    with (
        Path("/dev/full").open("wb", buffering=0) as full,
        pytest.raises(OutputError, match=r"described\.wav: No space") as caught,
        outlet(shown, nullcontext(full)) as written,
    ):
        written.write(bytes(100))
    assert isinstance(caught.value.__context__, OSError)
    assert caught.value.__context__.errno == errno.ENOSPC
    assert "Free some space" in caught.value.hint
