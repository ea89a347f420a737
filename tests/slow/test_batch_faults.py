"""Batches that are really killed, starved, hung and crossed: nothing is lost, nothing is half."""

import os
import random
import resource
import shutil
import signal
import time
from pathlib import Path

import pytest
from batch_season import Season, kill, left_over, shown

from narrator.batch.state import read_state
from narrator.batch.summary import INDEX, SUMMARY_CSV, SUMMARY_JSON

pytestmark = pytest.mark.slow

KILLS = 50
SEED = 20_261_125
TOLD = {INDEX, SUMMARY_CSV, SUMMARY_JSON}  # they tell times, which differ
VICTIMS = {"worker": "narrator.batch.worker", "engine": "narrator.engines", "ffmpeg": "ffmpeg"}


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


def test_it_is_killed_at_fifty_random_moments(
    season: Season, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    """Command, worker, engine or ffmpeg: what stands is whole, and a run completes the rest."""
    chance, output = random.Random(SEED), tmp_path / "out"  # noqa: S311 - no secret
    killed = {"command": 0, "other": 0}
    while sum(killed.values()) < KILLS:
        night = season.start(output)
        time.sleep(chance.uniform(0.4, 4.5))
        victim = victim_of(season, night.pid, chance.choice(["command", *VICTIMS]))
        if night.poll() is None:
            kill(victim)
            killed["command" if victim == night.pid else "other"] += 1
        said, faults = night.communicate(timeout=60)
        assert "Traceback" not in faults, faults
        assert night.returncode in ({-signal.SIGKILL} if victim == night.pid else {0, 1}), said
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


def test_a_full_disk_fails_what_does_not_fit(
    season: Season, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    """Files may grow to 150 kB only: the large episodes fail and say so, and leave nothing."""
    output, limit = tmp_path / "out", 150_000
    too_large = {name.split("/")[0] for name, raw in undisturbed.items() if len(raw) > limit}
    assert 0 < len(too_large) < 6

    def narrow() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    code, rows = season.run(output, preexec_fn=narrow)
    assert code == 1
    assert {name for name, row in rows.items() if row[1] == "failed"} == too_large
    assert all(rows[name][-1] for name in too_large)
    must_be_whole(output, undisturbed)
    assert not [name for name in products(output) if name.split("/")[0] in too_large]
    must_complete(season, output, undisturbed)


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
    night = season.start(output, "limit_s=6")
    while (engine := victim_of(season, night.pid, "engine")) == night.pid:
        time.sleep(0.005)
    kill(engine, signal.SIGSTOP)
    said, _ = night.communicate(timeout=90)
    rows = [line.split("\t") for line in said.splitlines()[1:]]
    assert night.returncode == 1
    assert [row[1] for row in rows] == ["failed", *["done"] * 5]
    assert "was not done in 6 s and was stopped" in rows[0][-1]
    assert season.await_silence(2) == {}
    must_be_whole(output, undisturbed)
    must_complete(season, output, undisturbed)
