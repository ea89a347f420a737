"""A season of tiny episodes, run in a process of its own as the command does, and looked at."""

import json
import os
import signal
import subprocess
import sys
import time
import uuid
import wave
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from narrator.batch.state import LOCK, STATE

DRIVER = Path(__file__).with_name("night_driver.py")
MARK = "NARRATOR_TEST_NIGHT"
RATE_HZ = 8_000
SUBTITLES = """1
00:00:00,400 --> 00:00:01,600
[HARBOUR STREET {number}]

2
00:00:01,700 --> 00:00:02,600
<i>THE TIDE CLERK, PART {number}</i>

3
00:00:02,800 --> 00:00:03,600
- Who is there?
"""


@dataclass
class Season:
    """A folder with sources, and a way to run them as a batch."""

    root: Path
    episodes: int = 6
    mark: str = field(default_factory=lambda: uuid.uuid4().hex)

    def __post_init__(self) -> None:
        """Write the sources and season.json."""
        self.root.mkdir(parents=True, exist_ok=True)
        season = {}
        for number in range(self.episodes):
            subtitles = self.root / f"part{number}.srt"
            subtitles.write_text(SUBTITLES.format(number=number), encoding="utf-8")
            write_programme(self.programme(number), seconds=4 + number / 4, seed=number)
            season[f"part{number}"] = {
                "source": str(subtitles),
                "programme": str(self.programme(number)),
                "engine": "tone",
                "language": "en",
                "formats": ["wav", "flac"],
            }
        (self.root / "season.json").write_text(json.dumps(season), encoding="utf-8")

    @property
    def names(self) -> list[str]:
        """Return the names of the jobs."""
        return [f"part{number}" for number in range(self.episodes)]

    def programme(self, number: int) -> Path:
        """Return an episode's programme."""
        return self.root / f"part{number}.wav"

    def start(self, output: Path, *options: str, **limits: Any) -> "subprocess.Popen[str]":  # noqa: ANN401 - Popen's
        """Start a batch into a folder."""
        return subprocess.Popen(
            [sys.executable, str(DRIVER), str(self.root), str(output), *options],
            env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000", MARK: self.mark},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **limits,
        )

    def run(self, output: Path, *options: str, **limits: Any) -> tuple[int, dict[str, list[str]]]:  # noqa: ANN401 - as above
        """Run a batch to its end; return its exit code and each job's row."""
        with self.start(output, *options, **limits) as night:
            said, faults = night.communicate(timeout=120)
        assert "Traceback" not in faults, faults
        rows = [line.split("\t") for line in said.splitlines()[1:]]
        return night.returncode, {row[0]: row for row in rows}

    def family(self) -> dict[int, str]:
        """Return every process of this season that is alive, by its id."""
        return dict(marked(f"{MARK}={self.mark}".encode()))

    def await_silence(self, within_s: float) -> dict[int, str]:
        """Wait until no process of this season is left, and return those that are."""
        end_s = time.monotonic() + within_s
        while (left := self.family()) and time.monotonic() < end_s:
            time.sleep(0.02)
        return left

    def logged(self) -> list[dict[str, Any]]:
        """Return the lines of the log."""
        lines = (self.root / "night.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]


def marked(mark: bytes) -> Iterator[tuple[int, str]]:
    """Yield the living processes with a mark in their environment, and their command lines."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                if command:  # a zombie has none
                    yield int(folder.name), command


def write_programme(path: Path, *, seconds: float, seed: int) -> None:
    """Write quiet noise in stereo."""
    count = int(seconds * RATE_HZ)
    noise = np.random.default_rng(seed).normal(0, 900, (count, 2)).astype("<i2")
    with wave.open(str(path), "wb") as stream:
        stream.setnchannels(2)
        stream.setsampwidth(2)
        stream.setframerate(RATE_HZ)
        stream.writeframes(noise.tobytes())


def shown(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder that is not hidden, by its place there."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def left_over(folder: Path) -> list[str]:
    """Return what is hidden under a folder and is not a job's state or lock."""
    kept = {STATE, f"{STATE}.new", LOCK}
    return [str(path) for path in folder.rglob(".*") if path.name not in kept]


def kill(pid: int, number: int = signal.SIGKILL) -> None:
    """Send a signal to a process, if it is still there."""
    with suppress(ProcessLookupError):
        os.kill(pid, number)
