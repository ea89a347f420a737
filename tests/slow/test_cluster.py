"""A Dask cluster renders what stands in a store, into the store, as this machine would."""

import json
import os
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from distributed import LocalCluster

from narrator.batch.executors import executor
from narrator.batch.family import descendants_of
from narrator.batch.model import Batch, Episode, EpisodeOutcome
from narrator.batch.order import Means
from narrator.batch.places import fetched, identities, stored, text_at
from narrator.batch.run import run_batch
from narrator.batch.state import STATE, JobState
from narrator.batch.watch import Watches
from narrator.errors import LostError

pytestmark = [
    pytest.mark.faults,
    pytest.mark.slow,
    # Dask closes some of its own sockets late.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

SOUNDS = ("described.wav", "narration.wav")
SEEDS = Path(__file__).parent.parent.parent / "seeds"
SOURCES = ("tide_clerk.srt", "tide_clerk.mkv")


@pytest.fixture(scope="module")
def address(bucket: str) -> Iterator[str]:
    """Yield the address of a cluster of two workers that are led to the store."""
    assert bucket
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


def episode(name: str, sources: str, output: str) -> Episode:
    """Return the seed episode, from somewhere to somewhere."""
    subtitles, programme = (f"{sources}/{source}" for source in SOURCES)
    settings = {"source": subtitles, "programme": programme, "engine": "tone", "formats": ["wav"]}
    return Episode(name=name, settings=settings, output=f"{output}/{name}")


def rendered(scheduler: str | None, means: Means, *episodes: Episode) -> list[EpisodeOutcome]:
    """Return the outcomes of a batch, by a cluster or here."""
    with executor(workers=None if scheduler else 1, scheduler=scheduler) as opened:
        return list(run_batch(Batch(episodes=episodes), executor=opened, means=means))


def cue_sheet(path: Path) -> tuple[str, dict[str, Any]]:
    """Return where the programme of a cue sheet was, and the rest of it."""
    sheet: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return sheet["programme"].pop("path"), sheet


def test_a_cluster_renders_from_store_to_store_what_this_machine_would(
    bucket: str, address: str, tmp_path: Path
) -> None:
    """To the sample and to the cue sheet; and what is done is passed over by the next run."""
    stored(SEEDS, SOURCES, f"{bucket}/sources")
    means = Means(cache=str(tmp_path / "clips"))
    there = episode("there", f"{bucket}/sources", f"{bucket}/out")
    here = episode("here", str(SEEDS), str(tmp_path))
    far, near = *rendered(address, means, there), *rendered(None, means, here)
    assert (far.state, near.state) == ("done", "done"), (far, near)
    assert far.files == near.files
    assert set(identities(there.output)) == {*far.files, STATE}
    for name in SOUNDS:
        back = fetched(f"{there.output}/{name}", tmp_path / "back")
        samples, rate_hz = soundfile.read(back, dtype="int32")
        wanted, wanted_hz = soundfile.read(tmp_path / "here" / name, dtype="int32")
        assert rate_hz == wanted_hz
        assert np.array_equal(samples, wanted)
    sheet = fetched(f"{there.output}/cuesheet.json", tmp_path / "back")
    (there_path, far_sheet), (_, near_sheet) = map(
        cue_sheet, (sheet, tmp_path / "here" / "cuesheet.json")
    )
    assert there_path == f"{bucket}/sources/tide_clerk.mkv"
    assert far_sheet == near_sheet
    again = rendered(address, means, there)
    assert [outcome.skipped for outcome in again] == [True]


def die_once(mark: str) -> str:
    """Kill the worker that calls this for the first time."""
    path = Path(mark)
    if not path.exists():
        path.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def die() -> None:
    """Kill every worker that calls this."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_job_whose_worker_is_killed_is_done_by_another(address: str, tmp_path: Path) -> None:
    """Dask hands it out again."""
    with executor(workers=None, scheduler=address) as opened:
        assert opened.submit(die_once, str(tmp_path / "killed")).result(timeout=60) == "done"


def test_a_job_that_kills_its_workers_is_given_up(address: str) -> None:
    """After four of them, in one sentence; the cluster goes on."""
    with executor(workers=None, scheduler=address) as opened:
        with pytest.raises(LostError, match="4 workers of the cluster died"):
            opened.submit(die).result(timeout=120)
        assert opened.submit(max, 1, 2).result(timeout=60) == 2


def workers_at_work() -> set[int]:
    """Return the processes that render for the workers of the cluster, which are this one's."""
    return {
        pid
        for pid in descendants_of(os.getpid())
        if b"narrator.batch.worker" in (Path("/proc") / str(pid) / "cmdline").read_bytes()
    }


class Interrupting(Watches):
    """A watch that interrupts when so many jobs have ended and others are at work."""

    def __init__(self, jobs: int) -> None:
        """Take how many."""
        super().__init__()
        self.jobs, self.states = jobs, list[str]()

    def ended(self, outcome: EpisodeOutcome, state: JobState | None) -> None:  # noqa: ARG002 - the Protocol's
        """Interrupt, as Ctrl-C does, once enough have ended."""
        self.jobs -= 1
        if self.jobs == 0:
            while not workers_at_work():
                time.sleep(0.01)
            raise KeyboardInterrupt

    def closes(self, outcomes: Sequence[EpisodeOutcome]) -> None:
        """Keep the states."""
        self.states = [outcome.state for outcome in outcomes]


def test_a_batch_that_is_broken_off_stops_what_the_cluster_does(
    bucket: str, address: str, tmp_path: Path
) -> None:
    """Nothing goes on rendering for nobody, what is done is kept, a rerun does what is missing."""
    stored(SEEDS, SOURCES, f"{bucket}/sources")
    means = Means(cache=str(tmp_path / "clips"))
    season = [episode(f"ep{n}", f"{bucket}/sources", f"{bucket}/broken") for n in range(6)]
    watch = Interrupting(jobs=1)
    with pytest.raises(KeyboardInterrupt), executor(workers=None, scheduler=address) as opened:
        run_batch(Batch(episodes=tuple(season)), executor=opened, means=means, watch=watch)
    assert workers_at_work() == set()
    assert set(watch.states) == {"done", "cancelled"}
    assert watch.states.count("cancelled") >= 3
    done_now = [text_at(f"{each.output}/{STATE}") is not None for each in season]
    # One may have been done at the moment at which it was stopped.
    assert all(now for now, told in zip(done_now, watch.states, strict=True) if told == "done")
    assert not all(done_now)
    outcomes = rendered(address, means, *season)
    assert [outcome.state for outcome in outcomes] == ["done"] * 6
    assert [outcome.skipped for outcome in outcomes] == done_now
