"""What tests share: the seed episode rendered once a test process, with the shipped fake engine."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from narrator.batch.stores import store_of
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


StartS3 = Callable[[Path], AbstractContextManager[dict[str, str]]]
STARTING_S = 60.0


@contextmanager
def running_s3(log: Path) -> Iterator[dict[str, str]]:
    """Yield the environment that leads to a new, empty S3 server; it ends with the block."""
    with log.open("wb") as said:
        server = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"],
            stdout=said,
            stderr=said,
        )
    try:
        yield {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port_of(log, server)}",
            "AWS_ACCESS_KEY_ID": "narrator",
            "AWS_SECRET_ACCESS_KEY": "narrator",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }
    finally:
        server.kill()
        server.wait()


def port_of(log: Path, server: "subprocess.Popen[bytes]") -> int:
    """Return the port that the server says it listens at."""
    deadline_s = time.monotonic() + STARTING_S
    while time.monotonic() < deadline_s and server.poll() is None:
        found = re.search(r"127\.0\.0\.1:(\d+)", log.read_text(errors="replace"))
        if found and int(found[1]):
            return int(found[1])
        time.sleep(0.1)
    raise RuntimeError(f"no S3 server: {log.read_text(errors='replace')}")


@pytest.fixture(scope="session")
def start_s3() -> StartS3:
    """Return what starts an S3 server on loopback, a process of its own that logs to a file."""
    return running_s3


@pytest.fixture(scope="session")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a bucket on a server that this process and its children are led to."""
    with running_s3(tmp_path_factory.mktemp("s3") / "log") as leading, environment(**leading):
        store_of("s3://season").mkdir("season")
        yield "s3://season"


@contextmanager
def environment(**values: str) -> Iterator[None]:
    """Set variables for a block."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
