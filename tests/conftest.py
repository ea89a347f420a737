"""What tests share: the seed episode rendered once a test process, with the shipped fake engine."""

import json
from pathlib import Path
from typing import Any

import pytest

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
