"""What tests share: the seed episode rendered once a test process, with the shipped fake engine."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from narrator.cache import ClipCache
from narrator.job import Job
from narrator.kit import Kit
from narrator.model import Outcome
from narrator.pipeline import narrate

SEEDS = Path(__file__).parent.parent / "seeds"
EPISODE = SEEDS / "tide_clerk"


@pytest.fixture(scope="session")
def seed_programme() -> Path:
    """Return the seed episode's programme."""
    return EPISODE.with_suffix(".mkv")


@pytest.fixture(scope="session")
def seed_outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Return the outcome of rendering the seed episode to WAV and MKV with the tone engine."""
    folder = tmp_path_factory.mktemp("seed")
    job = Job(
        source=EPISODE.with_suffix(".srt"),
        programme=EPISODE.with_suffix(".mkv"),
        output=folder / "out",
        engine="tone",
        formats=("wav", "mkv"),
    )
    return narrate(job, Kit(cache=ClipCache(folder / "cache"), heard_folder=folder / "heard"))


@pytest.fixture(scope="session")
def seed_folder(seed_outcome: Outcome) -> Path:
    """Return the folder with the rendered seed episode."""
    return seed_outcome.files[0].parent


@pytest.fixture(scope="session")
def seed_cuesheet(seed_folder: Path) -> dict[str, Any]:
    """Return the cue sheet of the rendered seed episode."""
    sheet: dict[str, Any] = json.loads((seed_folder / "cuesheet.json").read_text(encoding="utf-8"))
    return sheet


LevelDifference = Callable[[Path, Path, int], float]


@pytest.fixture(scope="session")
def level_difference_db() -> LevelDifference:
    """Return a function that tells how far two mixes are apart, at most, in short-time level.

    The level is the power of all channels in windows of so many milliseconds, four to a window;
    those in which the second mix is below -70 dBFS are left out.
    """

    def difference_db(one: Path, other: Path, window_ms: int) -> float:
        levels = [short_time_powers(path, window_ms) for path in (one, other)]
        assert len(levels[0]) == len(levels[1])
        heard = levels[1] > 1e-7
        assert heard.any()
        return float(np.abs(10 * np.log10(levels[0][heard] / levels[1][heard])).max())

    return difference_db


def short_time_powers(path: Path, window_ms: int) -> NDArray[np.float64]:
    """Return the power of each window of a WAV file."""
    samples, rate_hz = soundfile.read(path, always_2d=True)
    width = rate_hz * window_ms // 1000
    total = np.concatenate(([0.0], np.cumsum(np.square(samples).mean(axis=1))))
    starts = np.arange(0, len(samples) - width + 1, width // 4)
    return np.asarray((total[starts + width] - total[starts]) / width)
