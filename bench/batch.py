"""Measure what a batch costs; docs/scale.md tells how.

    python bench/batch.py [--only 1,2] [--minutes 50] [--episodes 8] [--jobs 1000] [--runs 3]

Prints a table; exit code 1 where a figure is beyond its limit. What it makes stays in bench/.work.
"""

import argparse
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from distributed import LocalCluster
from material import WORK, episode_of, warm
from material import Episode as Made

from narrator.batch.decide import done_before
from narrator.batch.executors import executor
from narrator.batch.model import Batch, Episode, EpisodeOutcome
from narrator.batch.order import Means
from narrator.batch.run import run_batch

HEAD = "| item | what | wanted | measured | held | medians |"
SHORT_MINUTES = 0.5
FOLDER = WORK / "batch"
CACHE = FOLDER / "clips"
MEGABYTE = 1_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """How large the trial is: at full size 8 episodes of 50 minutes, and 1,000 short jobs."""

    minutes: float = 50
    episodes: int = 8
    jobs: int = 1000
    runs: int = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One line of the table: `value` is to be at most `limit`, or at least where `least`."""

    item: int
    what: str
    value: float
    limit: float
    unit: str
    runs: dict[str, list[float]]
    least: bool = False

    @property
    def held(self) -> bool:
        """Whether the figure is within its limit."""
        return self.value >= self.limit if self.least else self.value <= self.limit

    def line(self) -> str:
        """Return the row of the table."""
        medians = ", ".join(f"{name} {median(values):.4g}" for name, values in self.runs.items())
        wanted, value = (f"{each:.3g} {self.unit}" for each in (self.limit, self.value))
        held = "yes" if self.held else "NO"
        cells = (str(self.item), self.what, f"{'≥' if self.least else '≤'} {wanted}", value, held)
        return f"| {' | '.join(cells)} | {medians} |"


def two_workers(settings: Settings) -> Iterable[Row]:
    """1: episodes on two workers against one."""
    made = ready(settings.minutes)
    one, two = [], []
    for _ in range(settings.runs):
        one.append(seconds(season(made, settings.episodes), workers=1))
        two.append(seconds(season(made, settings.episodes), workers=2))
    runs = {"one worker s": one, "two workers s": two}
    yield Row(item=1, what=f"{settings.episodes} episodes of {settings.minutes:g} minutes, two "
              "workers: faster than one", value=median(one) / median(two), limit=1.8, unit="×",
              runs=runs, least=True)  # fmt: skip


def cluster(settings: Settings) -> Iterable[Row]:
    """2: the same on two Dask workers against two here."""
    made = ready(settings.minutes)
    here, there = [], []
    for _ in range(settings.runs):
        here.append(seconds(season(made, settings.episodes), workers=2))
        with two_of_dask() as address:
            there.append(seconds(season(made, settings.episodes), scheduler=address))
    over = 100 * (median(there) / median(here) - 1)
    runs = {"here s": here, "Dask s": there}
    yield Row(item=2, what="two Dask workers: slower than two here", value=over, limit=5,
              unit="%", runs=runs)  # fmt: skip


def short_jobs(settings: Settings) -> Iterable[Row]:
    """3: what the batch adds to short jobs, and whether its workers grow.

    The overhead of a job is the batch's time on one worker, less that which its jobs say they took
    from their lock to their state, and less the first half second in which the worker starts.
    """
    made = ready(SHORT_MINUTES)
    started = time.perf_counter()
    outcomes = run(season(made, settings.jobs), workers=1)
    wall_s = time.perf_counter() - started
    inside_s = sum(outcome.seconds for outcome in outcomes)
    each_ms = 1000 * (wall_s - inside_s) / len(outcomes)
    yield Row(item=3, what=f"{settings.jobs} jobs of 30 s: overhead of each", value=each_ms,
              limit=20, unit="ms", runs={"batch s": [wall_s], "jobs s": [inside_s]})  # fmt: skip
    tenth = max(1, len(outcomes) // 10)
    early, late = (
        median(outcome.peak_bytes for outcome in part) / MEGABYTE
        for part in (outcomes[tenth : 2 * tenth] or outcomes[:1], outcomes[-tenth:])
    )
    yield Row(item=3, what="the worker's memory: the last tenth over the second",
              value=late / early, limit=1.05, unit="×",
              runs={"second tenth MB": [early], "last tenth MB": [late]})  # fmt: skip


def resumed(settings: Settings) -> Iterable[Row]:
    """4: a season that is done, decided again."""
    made = ready(SHORT_MINUTES)
    episodes = season(made, settings.jobs, fresh=False)
    run(episodes, workers=2)
    took = []
    for _ in range(settings.runs):
        began_s = time.perf_counter()
        found = [done_before(episode) for episode in episodes]
        took.append(time.perf_counter() - began_s)
        if None in found:
            raise SystemExit("a finished episode was taken for one that is not")
    yield Row(item=4, what=f"a finished season of {settings.jobs} episodes decided",
              value=median(took), limit=2, unit="s", runs={"s": took})  # fmt: skip


ITEMS: dict[int, Callable[[Settings], Iterable[Row]]] = {
    1: two_workers,
    2: cluster,
    3: short_jobs,
    4: resumed,
}


def ready(minutes: float) -> Made:
    """Return an episode whose files are in the page cache, and its clips in the clip cache."""
    made = episode_of(minutes)
    warm(made.subtitles, made.sound)
    run(season(made, 1), workers=1)
    return made


def season(made: Made, count: int, *, fresh: bool = True) -> tuple[Episode, ...]:
    """Return one episode so many times, each to a folder of its own, empty where `fresh`."""
    root = FOLDER / f"{made.folder.name}-{count}"
    if fresh:
        shutil.rmtree(root, ignore_errors=True)
    settings = {"source": str(made.subtitles), "programme": str(made.sound), "engine": "pyttsx3",
                "language": "en", "formats": ["wav"]}  # fmt: skip
    return tuple(
        Episode(name=f"ep{number:04}", settings=settings, output=str(root / f"ep{number:04}"))
        for number in range(count)
    )


def run(
    episodes: Sequence[Episode], *, workers: int | None = None, scheduler: str | None = None
) -> tuple[EpisodeOutcome, ...]:
    """Render episodes with the clips of the runs before; all must be done."""
    with executor(workers=workers, scheduler=scheduler) as opened:
        means = Means(cache=str(CACHE), speech_workers=1)
        outcomes = run_batch(Batch(episodes=tuple(episodes)), executor=opened, means=means)
    failed = [outcome for outcome in outcomes if outcome.state != "done"]
    if failed:
        raise SystemExit(f"{len(failed)} jobs failed: {failed[0].error}")
    return outcomes


def seconds(
    episodes: Sequence[Episode], *, workers: int | None = None, scheduler: str | None = None
) -> float:
    """Return how long a batch took, its worker processes started anew."""
    began_s = time.perf_counter()
    run(episodes, workers=workers, scheduler=scheduler)
    return time.perf_counter() - began_s


@contextmanager
def two_of_dask() -> Iterator[str]:
    """Yield the address of a cluster with two workers on this machine."""
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as made:
        yield made.scheduler_address


def main() -> int:
    """Measure, print, and return the exit code."""
    asked = arguments(sys.argv[1:])
    FOLDER.mkdir(parents=True, exist_ok=True)
    settings = Settings(
        minutes=asked.minutes, episodes=asked.episodes, jobs=asked.jobs, runs=asked.runs
    )
    print(HEAD, "|" + "---|" * (HEAD.count("|") - 1), sep="\n", flush=True)
    held = True
    for number in asked.only:
        for row in ITEMS[number](settings):
            print(row.line(), flush=True)
            held = held and row.held
    return 0 if held else 1


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """Return the arguments."""
    usual = Settings()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--only", type=items, default=tuple(ITEMS), metavar="1,2")
    parser.add_argument("--minutes", type=float, default=usual.minutes)
    parser.add_argument("--episodes", type=int, default=usual.episodes)
    parser.add_argument("--jobs", type=int, default=usual.jobs)
    parser.add_argument("--runs", type=int, default=usual.runs)
    return parser.parse_args(given)


def items(given: str) -> tuple[int, ...]:
    """Return the numbers of items in "1,2"."""
    numbers = tuple(int(each) for each in given.split(","))
    if not set(numbers) <= set(ITEMS):
        raise argparse.ArgumentTypeError(f"the items are {', '.join(map(str, ITEMS))}")
    return numbers


if __name__ == "__main__":
    sys.exit(main())
