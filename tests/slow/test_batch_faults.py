"""Batches that are really killed, starved, hung and crossed: nothing is lost, nothing is half."""

import json
import os
import random
import resource
import shutil
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
import pytest

from narrator.batch.roots import RUNNING, SUMMING
from narrator.batch.standing import SUMMARY_JSON
from narrator.batch.state import LOCK, STATE, read_state
from narrator.batch.summary import INDEX, SUMMARY_CSV

pytestmark = [pytest.mark.slow, pytest.mark.faults]

KILLS = 50
SEED = 20_261_125
STARTING_S, AT_WORK_S = 3.0, 2.5
LIMIT_S = 25  # a job of this season takes less, be the machine ever so busy
TOLD = {INDEX, SUMMARY_CSV, SUMMARY_JSON}  # they tell times, which differ
VICTIMS = {"worker": "narrator.batch.worker", "engine": "narrator.engines", "ffmpeg": "ffmpeg"}
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
    """Return what is hidden under a folder and is neither a job's state nor a lock."""
    kept = {STATE, f"{STATE}.new", LOCK, RUNNING, SUMMING}
    return [str(path) for path in folder.rglob(".*") if path.name not in kept]


def kill(pid: int, number: int = signal.SIGKILL) -> None:
    """Send a signal to a process, if it is still there."""
    with suppress(ProcessLookupError):
        os.kill(pid, number)


@pytest.fixture
def season(tmp_path: Path) -> Season:
    """Return a season of six."""
    return Season(tmp_path / "season")


@pytest.fixture
def undisturbed(season: Season, tmp_path: Path) -> dict[str, bytes]:
    """Return every file that a batch leaves when nothing happens to it."""
    code, rows = season.run(tmp_path / "undisturbed")
    assert code == 0
    assert {row[1] for row in rows.values()} == {"done"}
    assert len(shown(tmp_path / "undisturbed")) == 6 * 11 + len(TOLD)
    return products(tmp_path / "undisturbed")


def products(folder: Path) -> dict[str, bytes]:
    """Return the files of all jobs under a folder."""
    return {name: content for name, content in shown(folder).items() if name not in TOLD}


def must_be_whole(output: Path, undisturbed: dict[str, bytes]) -> None:
    """Fail unless every file that stands under its name is the one it should be."""
    for name, content in products(output).items():
        assert content == undisturbed[name], name


def must_complete(season: Season, output: Path, undisturbed: dict[str, bytes]) -> None:
    """Fail unless a run does what is missing, and all is then as if nothing had happened."""
    code, rows = season.run(output)
    assert code == 0, rows
    assert products(output) == undisturbed
    assert left_over(output) == []
    assert season.await_silence(5) == {}


def is_done(folder: Path) -> bool:
    """Whether a job has been done into a folder."""
    state = read_state(str(folder))
    return state is not None and state.outcome.state == "done"


def victim_of(season: Season, command: int, kind: str) -> int:
    """Return a process of a kind that is alive; the command itself where there is none."""
    wanted = VICTIMS.get(kind, "no such thing")
    return next((pid for pid, told in season.family().items() if wanted in told), command)


def victim_at(
    season: Season, night: "subprocess.Popen[str]", kind: str, chance: random.Random
) -> int:
    """Wait until a random moment, and return who is to be killed then.

    The command may be killed while it starts; others once a worker is there, a worker where there
    is nobody of the kind.
    """
    if kind == "command":
        time.sleep(chance.uniform(0.3, STARTING_S + AT_WORK_S))
        return night.pid
    while victim_of(season, night.pid, "worker") == night.pid and night.poll() is None:
        time.sleep(0.01)
    time.sleep(chance.uniform(0.0, AT_WORK_S))
    found = victim_of(season, night.pid, kind)
    return victim_of(season, night.pid, "worker") if found == night.pid else found


def test_it_is_killed_at_fifty_random_moments(
    season: Season, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    """Command, worker, engine or ffmpeg: what stands is whole, and a run completes the rest."""
    chance, output = random.Random(SEED), tmp_path / "out"  # noqa: S311 - no secret
    killed = {"command": 0, "other": 0}
    while sum(killed.values()) < KILLS:
        shutil.rmtree(season.root / "clips", ignore_errors=True)  # so that engines are at work too
        night = season.start(output)
        kind = chance.choice(["command", "command", "worker", "engine", "ffmpeg"])
        victim = victim_at(season, night, kind, chance)
        if night.poll() is None:
            kill(victim)
            killed["command" if victim == night.pid else "other"] += 1
        said, faults = night.communicate(timeout=60)
        assert "Traceback" not in faults, faults
        killed_it = {-signal.SIGKILL} if victim == night.pid else set()  # or it was just over
        assert night.returncode in {0, 1} | killed_it, said
        assert season.await_silence(5) == {}
        must_be_whole(output, undisturbed)
        if products(output).keys() == undisturbed.keys():
            must_complete(season, output, undisturbed)
            shutil.rmtree(output)
    must_complete(season, output, undisturbed)
    assert min(killed.values()) >= KILLS // 5


def test_a_killed_worker_takes_only_its_own_job_along(season: Season, tmp_path: Path) -> None:
    """The job says what happened, the other five are done, and a run does the one."""
    night = season.start(tmp_path / "out")
    while victim_of(season, night.pid, "engine") == night.pid:  # then a job is at work
        assert night.poll() is None
        time.sleep(0.01)
    kill(victim_of(season, night.pid, "worker"))
    said, _ = night.communicate(timeout=60)
    rows = [line.split("\t") for line in said.splitlines()[1:]]
    assert night.returncode == 1
    assert [row[1] for row in rows] == ["failed", *["done"] * 5]
    assert "was ended by SIGKILL" in rows[0][-1]
    code, again = season.run(tmp_path / "out")
    assert code == 0
    assert sorted(row[-1] for row in again.values()) == ["", *["done before"] * 5]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_at_once_and_keeps_what_is_done(
    season: Season, undisturbed: dict[str, bytes], tmp_path: Path, number: signal.Signals
) -> None:
    """A signal leaves no process, tells the rest as cancelled, and a run completes it."""
    output = tmp_path / "out"
    night = season.start(output)
    while not any(is_done(output / name) for name in season.names):
        assert night.poll() is None
        time.sleep(0.01)
    began_s = time.monotonic()
    night.send_signal(number)
    night.communicate(timeout=60)
    assert time.monotonic() - began_s < 3
    assert night.returncode == 128 + number
    assert season.await_silence(1) == {}
    must_be_whole(output, undisturbed)
    states = season.logged()[-1]["states"]
    assert states["done"] >= 1
    assert states["cancelled"] == 6 - states["done"]
    must_complete(season, output, undisturbed)


def test_two_batches_at_once_do_each_job_once(
    season: Season, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    """One does a job, the other sees it done; both end well."""
    output = tmp_path / "out"
    nights = [season.start(output, f"log=night{number}.jsonl") for number in range(2)]
    for night in nights:
        _, faults = night.communicate(timeout=120)
        assert night.returncode == 0, faults
    logs = [(season.root / f"night{number}.jsonl").read_text() for number in range(2)]
    done_now = [log.count('"state": "done", "skipped": false') for log in logs]
    assert sum(done_now) == 6
    assert products(output) == undisturbed
    assert left_over(output) == []


def test_a_full_disk_fails_what_does_not_fit(season: Season, tmp_path: Path) -> None:
    """Files may no more grow over 12 MB: the long episode fails and says so, and leaves nothing."""
    write_programme(season.programme(5), seconds=420, seed=5)
    assert season.run(tmp_path / "undisturbed")[0] == 0
    undisturbed, output = products(tmp_path / "undisturbed"), tmp_path / "out"
    night = season.start(output)
    while not all(is_done(output / name) for name in ("part0", "part1")):
        assert night.poll() is None
        time.sleep(0.005)
    for pid, told in season.family().items():  # what they load at first is larger
        if VICTIMS["worker"] in told:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (12_000_000, 12_000_000))
    said, _ = night.communicate(timeout=90)
    rows = [line.split("\t") for line in said.splitlines()[1:]]
    assert night.returncode == 1
    assert [row[0] for row in rows if row[1] == "failed"] == ["part5"]
    assert "File too large" in rows[0][-1]
    must_be_whole(output, undisturbed)
    assert not [name for name in products(output) if name.startswith("part5")]
    must_complete(season, output, undisturbed)


def test_a_disk_that_is_full_at_the_end_loses_no_table(
    season: Season, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    """Log and summary cannot be written: both are told, the jobs are done, a rerun writes them."""
    output = tmp_path / "out"
    night = season.start(output)
    while not all(is_done(output / name) for name in ("part0", "part1")):
        assert night.poll() is None
        time.sleep(0.005)
    resource.prlimit(night.pid, resource.RLIMIT_FSIZE, (1, 1))  # of those started later, too
    said, faults = night.communicate(timeout=90)
    rows = [line.split("\t") for line in said.splitlines()[1:]]
    assert [row[1] for row in rows] == ["done"] * 6
    assert night.returncode == 2
    told = [line for line in faults.splitlines() if line.startswith("narrator: ")]
    names, why = "index.html, summary.csv, summary.json", "File too large."
    page = output / "index.html"
    assert told == [
        f"narrator: Cannot write {season.root / 'night.jsonl'}: {why}",
        f"narrator: The summary could not be written to {names}: Cannot write {page}: {why}",
    ]
    must_be_whole(output, undisturbed)
    must_complete(season, output, undisturbed)
    assert json.loads((output / SUMMARY_JSON).read_text(encoding="utf-8"))["states"] == {"done": 6}


def test_a_source_that_vanishes_or_is_corrupt_fails_alone(
    season: Season, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    """Both jobs say what is wrong with which file; mended, only they are done."""
    output, gone, broken = tmp_path / "out", season.programme(1), season.programme(4)
    whole = broken.read_bytes()
    times = broken.stat()
    gone.rename(gone.with_suffix(".away"))
    broken.write_bytes(os.urandom(len(whole)))
    code, rows = season.run(output)
    assert code == 1
    assert {name for name, row in rows.items() if row[1] == "failed"} == {"part1", "part4"}
    assert "part1.wav" in rows["part1"][-1]
    assert "part4.wav" in rows["part4"][-1]
    must_be_whole(output, undisturbed)
    gone.with_suffix(".away").rename(gone)
    broken.write_bytes(whole)
    os.utime(broken, ns=(times.st_atime_ns, times.st_mtime_ns))
    must_complete(season, output, undisturbed)
    ended = [line for line in season.logged() if line["event"] == "job-ended"][-6:]
    assert {line["job"] for line in ended if not line["skipped"]} == {"part1", "part4"}


def test_an_engine_that_hangs_is_stopped_with_its_job(
    season: Season, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    """An engine stopped in its tracks costs its job the time limit, and no other job anything."""
    output = tmp_path / "out"
    shutil.rmtree(season.root / "clips")  # so that an engine is at work
    night = season.start(output, f"limit_s={LIMIT_S}")
    while (engine := victim_of(season, night.pid, "engine")) == night.pid:
        assert night.poll() is None
        time.sleep(0.005)
    kill(engine, signal.SIGSTOP)
    said, _ = night.communicate(timeout=90)
    rows = [line.split("\t") for line in said.splitlines()[1:]]
    assert night.returncode == 1
    assert [row[1] for row in rows] == ["failed", *["done"] * 5], said
    assert f"was not done in {LIMIT_S} s and was stopped" in rows[0][-1]
    assert season.await_silence(2) == {}
    must_be_whole(output, undisturbed)
    must_complete(season, output, undisturbed)
