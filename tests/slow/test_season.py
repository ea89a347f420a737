"""A season of six generated episodes by `narrator batch`: killed, resumed, and each one checked."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

pytestmark = pytest.mark.slow

NARRATOR = (sys.executable, "-m", "narrator")
EPISODES = 6
RATE_HZ = 48_000
SECONDS = 20
PLACES = ("HARBOUR STREET", "PILOT OFFICE", "CUSTOMS HOUSE", "LAMP ROOM", "COAL QUAY", "CHART ROOM")
TIMEOUT_S = 300.0


@pytest.fixture
def season(tmp_path: Path) -> Path:
    """Return a folder with six episodes: noise with pauses, subtitles with a sign and a card."""
    folder = tmp_path / "season"
    folder.mkdir()
    for number, place in enumerate(PLACES, 1):
        drawn = np.random.default_rng(number)
        sound = drawn.normal(0, 0.05, (SECONDS * RATE_HZ, 2))
        sound[5 * RATE_HZ : 9 * RATE_HZ] *= 0.1
        soundfile.write(folder / f"Harbour.S01E{number:02}.wav", sound, RATE_HZ, subtype="PCM_16")
        (folder / f"Harbour.S01E{number:02}.en.srt").write_text(
            f"1\n00:00:01,000 --> 00:00:04,500\n[{place}, 19{20 + number}]\n\n"
            "2\n00:00:09,500 --> 00:00:11,000\n- Who is there?\n\n"
            f"3\n00:00:13,000 --> 00:00:17,000\n<i>THE TIDE CLERK, PART {number}</i>\n",
            encoding="utf-8",
        )
    return folder


def command(season: Path, output: Path) -> list[str]:
    """Return the command that renders the season, two episodes at a time."""
    return [*NARRATOR, "batch", str(season), "-o", str(output), "--workers", "2", "--engine",
            "tone", "--profile", "ebu", "--progress", "none"]  # fmt: skip


def states(output: Path) -> dict[str, str]:
    """Return how each job stands."""
    found: dict[str, str] = {}
    for path in output.glob("*/.narrator-job.json"):
        found[path.parent.name] = json.loads(path.read_text("utf-8"))["outcome"]["state"]
    return found


def kill_when_two_are_done(season: Path, output: Path) -> None:
    """Start the batch and kill it, and nothing else, by force."""
    with subprocess.Popen(
        command(season, output), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as night:
        deadline_s = time.monotonic() + TIMEOUT_S
        while list(states(output).values()).count("done") < 2:
            assert night.poll() is None
            assert time.monotonic() < deadline_s
            time.sleep(0.02)
        os.kill(night.pid, signal.SIGKILL)


def finished(season: Path, output: Path) -> "subprocess.CompletedProcess[str]":
    """Return the ended run of a batch."""
    return subprocess.run(
        command(season, output), check=False, capture_output=True, text=True, timeout=TIMEOUT_S
    )


def verdict(folder: Path) -> dict[str, Any]:
    """Return what `narrator check` says of a result."""
    checked = subprocess.run(
        [*NARRATOR, "check", str(folder), "--json"], check=False, capture_output=True, text=True
    )
    assert checked.returncode in {0, 7}, checked.stderr
    said: dict[str, Any] = json.loads(checked.stdout)
    return said


def test_a_season_is_killed_resumed_and_checked(season: Path, tmp_path: Path) -> None:
    """The rerun keeps what was done, does the rest, and every episode passes its checks."""
    output = tmp_path / "out"
    kill_when_two_are_done(season, output)
    done = {name for name, state in states(output).items() if state == "done"}
    kept = {name: (output / name / "cuesheet.json").stat().st_mtime_ns for name in done}
    assert 2 <= len(done) < EPISODES
    resumed = finished(season, output)
    assert resumed.returncode == 0, resumed.stderr
    assert list(states(output).values()) == ["done"] * EPISODES
    for name, written_ns in kept.items():
        assert (output / name / "cuesheet.json").stat().st_mtime_ns == written_ns
    for name in states(output):
        said = verdict(output / name)
        assert said["passed"], said["findings"]
        assert not list((output / name).glob(".narrator-stage-*"))
