"""Measure what a batch costs; docs/scale.md tells how.

    python bench/batch.py [--only 1,2] [--minutes 50] [--episodes 8] [--jobs 1000] [--runs 3]
                           [--json]

Prints a table; exit code 1 where a figure is beyond its limit. What it makes stays in bench/.work.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from distributed import LocalCluster
from rows import Row, numbers_of, shown
from run import machine
from season import COLD, Night, Season, one_processor, ready

from narrator.batch.decide import done_before
from narrator.batch.render import FETCHING, LOOKING
from narrator.batch.state import read_state

SHORT_MINUTES = 0.5
MOST_ALONE = 100
GIGABYTE, MEGABYTE = 1e9, 1e6
COSTS = {"c": ("captions", "wav"), "C": ("all", "wav"), "c'": ("captions", "flac")}


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """How large the trial is: at full size 8 episodes of 50 minutes, and 1,000 short jobs."""

    minutes: float = 50
    episodes: int = 8
    jobs: int = 1000
    runs: int = 3


def two_workers(settings: Settings) -> Iterable[Row]:
    """1: episodes on two workers against one, which may have both processors, or has one."""
    season = ready(Season(minutes=settings.minutes, count=settings.episodes))
    one, two, bound = [], [], []
    for _ in range(settings.runs):
        one.append(season.render(workers=1))
        two.append(season.render(workers=2))
        with one_processor():
            bound.append(season.render(workers=1))
    season.forget()
    what = f"{settings.episodes} episodes of {settings.minutes:g} minutes, two workers: faster than"
    runs = {"one worker s": walls(one), "its processor s": processor_s(one),
            "two workers s": walls(two), "their processor s": processor_s(two)}  # fmt: skip
    ratio = median(walls(one)) / median(walls(two))
    yield Row(item=1, what=f"{what} one", value=ratio, limit=1.8, unit="×", least=True, runs=runs)
    ratio = median(walls(bound)) / median(walls(two))
    yield Row(item=1, what=f"{what} one that has one processor", value=ratio, unit="×",
              runs={"one processor s": walls(bound)}, constants={"u": ratio / 2})  # fmt: skip


def cluster(settings: Settings) -> Iterable[Row]:
    """2: the same on two Dask workers against two here."""
    season = ready(Season(minutes=settings.minutes, count=settings.episodes))
    here, there = [], []
    for _ in range(settings.runs):
        here.append(season.render(workers=2))
        with LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
        ) as made:
            there.append(season.render(scheduler=made.scheduler_address))
    season.forget()
    ratio = median(walls(there)) / median(walls(here))
    yield Row(item=2, what="two Dask workers: slower than two here", value=100 * (ratio - 1),
              limit=5, unit="%", runs={"here s": walls(here), "Dask s": walls(there)},
              constants={"d": ratio})  # fmt: skip


def short_jobs(settings: Settings) -> Iterable[Row]:
    """3: what the batch adds to short jobs, and whether its worker grows.

    The overhead of a job is the batch's wall time on one worker, its start too, less the seconds
    in which `narrate` was at work, for each job.
    """
    season = ready(Season(minutes=SHORT_MINUTES, count=settings.jobs))
    alone_s = season.render_alone(MOST_ALONE)
    night = season.render(workers=1)
    narrated_s = [narrated(episode.output) for episode in season.episodes]
    each_s = (night.wall_s - sum(narrated_s)) / settings.jobs
    runs = {"batch s": [night.wall_s], "a job's narrate s": narrated_s,
            "the same without a batch s": alone_s}  # fmt: skip
    yield Row(item=3, what=f"{settings.jobs} jobs of 30 s: overhead of each", value=1000 * each_s,
              limit=20, unit="ms", runs=runs, constants={"j": each_s})  # fmt: skip
    peaks = [outcome.peak_bytes / MEGABYTE for outcome in night.outcomes]
    tenth = max(1, len(peaks) // 10)
    early, late = peaks[tenth : 2 * tenth] or peaks[:1], peaks[-tenth:]
    yield Row(item=3, what="the worker's memory: the last tenth over the second",
              value=median(late) / median(early), limit=1.05, unit="×",
              runs={"second tenth MB": early, "last tenth MB": late})  # fmt: skip


def resumed(settings: Settings) -> Iterable[Row]:
    """4: the season of item 3 that is done, decided again."""
    season = Season(minutes=SHORT_MINUTES, count=settings.jobs)
    if any(done_before(episode) is None for episode in season.episodes):
        ready(season).render(workers=len(os.sched_getaffinity(0)))
    took = []
    for _ in range(settings.runs):
        began_s = time.perf_counter()
        found = list(map(done_before, season.episodes))
        took.append(time.perf_counter() - began_s)
        if None in found:
            raise SystemExit("a finished episode was taken for one that is not")
    yield Row(item=4, what=f"a finished season of {settings.jobs} episodes decided",
              value=median(took), limit=2, unit="s", runs={"s": took},
              constants={"k": median(took) / settings.jobs})  # fmt: skip


def costs(settings: Settings) -> Iterable[Row]:
    """5: what an hour of programme costs on one worker, its texts never spoken before."""
    for sign, (mode, form) in COSTS.items():
        season = Season(minutes=settings.minutes, count=1, mode=mode, form=form, cache=COLD)
        season.forget_clips()
        night = season.render(workers=1)
        (outcome,) = night.outcomes
        hours = settings.minutes / 60
        constants = {
            sign: outcome.cpu_s / hours,
            f"m of {sign}": outcome.peak_bytes / GIGABYTE,
            f"o of {sign}": season.made_bytes() / GIGABYTE / hours,
        }
        yield Row(item=5, what=f"an hour of programme, {mode} to {form.upper()}",
                  value=constants[sign], unit="processor s", constants=constants,
                  runs={"wall s": [night.wall_s], "memory GB": [constants[f"m of {sign}"]],
                        "results GB an hour": [constants[f"o of {sign}"]]})  # fmt: skip
        season.forget()
        season.forget_clips()


ITEMS: dict[int, Callable[[Settings], Iterable[Row]]] = {
    1: two_workers,
    2: cluster,
    3: short_jobs,
    4: resumed,
    5: costs,
}


def narrated(output: str) -> float:
    """Return the seconds of a job's stages but the batch's own."""
    state = read_state(output)
    if state is None:
        raise SystemExit(f"a job that was done has no state in {output}")
    return sum(seconds for stage, seconds in state.stages if stage not in {LOOKING, FETCHING})


def walls(nights: Iterable[Night]) -> list[float]:
    """Return the wall times."""
    return [night.wall_s for night in nights]


def processor_s(nights: Iterable[Night]) -> list[float]:
    """Return the processor seconds that all jobs of a night told."""
    return [sum(outcome.cpu_s for outcome in night.outcomes) for night in nights]


def main() -> int:
    """Measure, print, and return the exit code."""
    asked = arguments(sys.argv[1:])
    facts = machine()
    print(" · ".join(facts.values()), file=sys.stderr, flush=True)
    settings = Settings(
        minutes=asked.minutes, episodes=asked.episodes, jobs=asked.jobs, runs=asked.runs
    )
    rows = list(shown(measured(asked.only, settings), as_json=asked.json))
    if asked.json:
        print(json.dumps(told(facts, settings, rows), indent=1))
    return 0 if all(row.held for row in rows) else 1


def measured(numbers: Iterable[int], settings: Settings) -> Iterator[Row]:
    """Yield the rows of items as they are measured."""
    for number in numbers:
        yield from ITEMS[number](settings)


def told(facts: dict[str, str], settings: Settings, rows: Sequence[Row]) -> dict[str, object]:
    """Return all figures as plain values, and by their signs those that scale.md reckons with."""
    return {
        "machine": facts,
        "settings": {name: getattr(settings, name) for name in Settings.__slots__},
        "constants": {sign: value for row in rows for sign, value in row.constants.items()},
        "rows": [row.as_object() for row in rows],
    }


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """Return the arguments."""
    usual = Settings()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--only", type=numbers_of(ITEMS), default=tuple(ITEMS), metavar="1,2")
    parser.add_argument("--minutes", type=float, default=usual.minutes)
    parser.add_argument("--episodes", type=int, default=usual.episodes)
    parser.add_argument("--jobs", type=int, default=usual.jobs)
    parser.add_argument("--runs", type=int, default=usual.runs)
    parser.add_argument("--json", action="store_true", help="print the figures of every run")
    return parser.parse_args(given)


if __name__ == "__main__":
    sys.exit(main())
