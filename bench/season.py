"""The seasons that bench/batch.py renders: each episode has a programme of its own, kept in .work.

The programmes are copies of one (material.py), told apart by their time of change alone, as
narrator does: what it has heard in one, it does not know of another.
"""

import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from material import WORK, episode_of, warm

from narrator.batch.executors import executor
from narrator.batch.keywords import job_of
from narrator.batch.model import Batch, Episode, EpisodeOutcome
from narrator.batch.order import Means
from narrator.batch.run import run_batch
from narrator.cache import ClipCache
from narrator.engines.pools import WorkerPool
from narrator.kit import Kit
from narrator.pipeline import narrate

FOLDER = WORK / "batch"
CACHE, COLD = FOLDER / "clips", FOLDER / "cold"
SETTLED_NS = (
    1_700_000_000_000_000_000  # the time of change of the first copy; the next is 1 s later
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Night:
    """One run of a batch: its wall time, and what became of its jobs."""

    wall_s: float
    outcomes: tuple[EpisodeOutcome, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Season:
    """So many episodes of so many minutes, with captions or all cues, to one format."""

    minutes: float
    count: int
    mode: str = "captions"
    form: str = "wav"
    cache: Path = CACHE
    episodes: tuple[Episode, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Make the sources where they are not there yet."""
        made = episode_of(self.minutes)
        copies = copies_of(made.sound, self.count, FOLDER / f"sources-{self.minutes:g}")
        usual = {"source": str(made.subtitles), "engine": "pyttsx3", "language": "en",
                 "mode": self.mode, "formats": [self.form]}  # fmt: skip
        episodes = (
            Episode(
                name=copy.stem,
                settings=usual | {"programme": str(copy)},
                output=str(self.root / copy.stem),
            )
            for copy in copies
        )
        object.__setattr__(self, "episodes", tuple(episodes))

    @property
    def root(self) -> Path:
        """The folder of all results."""
        return FOLDER / f"out-{self.minutes:g}-{self.mode}-{self.form}-{self.count}"

    def forget(self) -> None:
        """Remove the results, and what was heard in the programmes; the clips stay."""
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.rmtree(self.cache / "heard", ignore_errors=True)

    def forget_clips(self) -> None:
        """Remove the clips too."""
        shutil.rmtree(self.cache, ignore_errors=True)

    def made_bytes(self) -> int:
        """Return how large the results are."""
        return sum(path.stat().st_size for path in self.root.rglob("*") if path.is_file())

    def render(self, *, workers: int | None = None, scheduler: str | None = None) -> Night:
        """Render every episode anew, in processes started for it. All must be done."""
        self.forget()
        os.sync()  # what was written before must not be paid for by this run
        began_s = time.perf_counter()
        with executor(workers=workers, scheduler=scheduler) as opened:
            means = Means(cache=str(self.cache), speech_workers=1)
            outcomes = run_batch(Batch(episodes=self.episodes), executor=opened, means=means)
        wall_s = time.perf_counter() - began_s
        must_be_done(outcomes)
        return Night(wall_s=wall_s, outcomes=outcomes)

    def render_alone(self, count: int) -> list[float]:
        """Render the first episodes in this process, without a batch; return each one's seconds."""
        self.forget()
        took_s = []
        with WorkerPool(size=1) as pool:
            kit = Kit(cache=ClipCache(self.cache), open_pool=lambda: nullcontext(pool),
                      heard_folder=self.cache / "heard")  # fmt: skip
            for episode in self.episodes[:count]:
                job = job_of(episode.settings, Path(episode.output))
                took_s.append(narrate(job, kit).seconds)
        return took_s


def ready(season: Season) -> Season:
    """Return a season whose sources are in the page cache, and its clips in the clip cache."""
    warm(*(Path(str(episode.settings["programme"])) for episode in season.episodes))
    season.render_alone(1)
    return season


def copies_of(path: Path, count: int, folder: Path) -> Sequence[Path]:
    """Return so many copies of a file, made where they are not there."""
    folder.mkdir(parents=True, exist_ok=True)
    copies = [folder / f"ep{number:04}{path.suffix}" for number in range(count)]
    for number, copy in enumerate(copies):
        changed_ns = SETTLED_NS + number * 1_000_000_000
        wanted = (path.stat().st_size, changed_ns)
        if not copy.exists() or (copy.stat().st_size, copy.stat().st_mtime_ns) != wanted:
            shutil.copyfile(path, copy)
            os.utime(copy, ns=(SETTLED_NS, changed_ns))
    return copies


def must_be_done(outcomes: Sequence[EpisodeOutcome]) -> None:
    """End the benchmark where a job failed: its times mean nothing."""
    failed = [outcome for outcome in outcomes if outcome.state != "done"]
    if failed:
        raise SystemExit(
            f"{len(failed)} jobs failed, the first {failed[0].name}: {failed[0].error}"
        )


@contextmanager
def one_processor() -> Iterator[None]:
    """Give this process and what it starts one processor, as long as the block lasts."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
