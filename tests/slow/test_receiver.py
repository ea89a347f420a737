"""The receiver mix of the seed episode: the data read back, and the mix that a receiver makes."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from narrator.cache import ClipCache
from narrator.control.constants import FADE_STEP_DB, FRAME_MS
from narrator.control.fades import FadeTrack
from narrator.job import Job
from narrator.kit import Kit
from narrator.media.controltrack import read_control
from narrator.pipeline import narrate
from narrator.preview import preview

pytestmark = pytest.mark.slow

LevelDifference = Callable[[Path, Path, int], float]


@pytest.fixture(scope="module")
def folder(seed_programme: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the seed episode rendered with the profile for receivers."""
    base = tmp_path_factory.mktemp("receiver")
    job = Job(
        source=seed_programme.with_suffix(".srt"),
        programme=seed_programme,
        output=base / "out",
        engine="tone",
        profile="receiver-mix",
    )
    narrate(job, Kit(cache=ClipCache(base / "cache"), heard_folder=base / "heard"))
    return base / "out"


def depth_db(ducks: list[dict[str, float]], second: float) -> float:
    """Return how deep the dips of the cue sheet are at a moment: half a cosine on the way."""
    depth = 0.0
    for duck in ducks:
        before, after = duck["start"] - second, second - duck["end"]
        way = max(0.0, before / duck["fade_in"] if before > 0 else after / duck["fade_out"])
        if way < 1:
            depth = min(depth, duck["gain_db"] * (1 + math.cos(math.pi * way)) / 2)
    return depth


@pytest.mark.parametrize("name", ["receiver-mix.wav", "ad-descriptors.bin"])
def test_the_fades_read_back_are_the_dips_of_the_cue_sheet(folder: Path, name: str) -> None:
    """Within one step of the fade and one frame of time, and every dip is there."""
    sheet = json.loads((folder / "cuesheet.json").read_text(encoding="utf-8"))
    fades = fades_of(folder, name, sheet)
    ducks = [duck for duck in sheet["ducks"] if duck["gain_db"] < 0]
    assert len(fades.times_ms) > 1_000
    assert ducks
    for ms, fade_db in zip(fades.times_ms.tolist(), fades.fades_db.tolist(), strict=True):
        near = [depth_db(ducks, (ms + off) / 1000) for off in range(-FRAME_MS, FRAME_MS + 1, 5)]
        assert min(near) - FADE_STEP_DB <= fade_db <= max(near) + FADE_STEP_DB
    for duck in ducks:
        middle_ms = 500 * (duck["start"] + duck["end"])
        reached_db = fades.at(np.array([middle_ms]))[0]
        assert reached_db == pytest.approx(duck["gain_db"], abs=FADE_STEP_DB)


def fades_of(folder: Path, name: str, sheet: dict[str, Any]) -> FadeTrack:
    """Return the fades of a file, which must be without fault."""
    interval_ms = round(sheet["control"]["interval"] * 1000)
    track = read_control(folder / name, interval_ms=interval_ms, offset_ms=0)
    assert track.findings == ()
    return track.fades


@pytest.mark.parametrize(
    ("control", "window_ms", "most_db"),
    [(None, 400, 0.25), (None, 100, 0.5), ("ad-descriptors.bin", 400, 0.5)],
)
def test_a_receiver_plays_the_broadcast_mix(  # noqa: PLR0913, PLR0917 - fixtures
    folder: Path, tmp_path: Path, level_difference_db: LevelDifference,
    control: str | None, window_ms: int, most_db: float,
) -> None:  # fmt: skip
    """In every window, inside dips, on the way and outside them."""
    preview(folder, tmp_path / "preview.wav", control=folder / control if control else None)
    far_db = level_difference_db(tmp_path / "preview.wav", folder / "described.wav", window_ms)
    assert far_db < most_db
