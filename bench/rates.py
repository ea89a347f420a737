"""Measure what jobs take in a warm worker, and fit the rates that a plan reckons with to it.

    python bench/rates.py [--minutes 20] [--runs 2]

Prints each case with its processor seconds, planned by the rates as they are and measured; then
the rates that fit the cases best; docs/batch.md has the comparison with episodes that are not
among them (`--check`). Processor seconds hardly depend on what else the machine does, but they do.
"""

import argparse
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from material import episode_of
from run import machine
from season import COLD, FOLDER, copies_of, must_be_done

from narrator.batch.executors import executor
from narrator.batch.model import Batch, Episode, EpisodeOutcome
from narrator.batch.order import Means
from narrator.batch.plan import plan_batch
from narrator.batch.pricing import EpisodePlan
from narrator.batch.rates import Prices
from narrator.batch.run import run_batch
from narrator.cache import ClipCache
from narrator.kit import Kit

SEED = Path(__file__).resolve().parent.parent / "seeds" / "tide_clerk"
OUT = FOLDER / "rates"
HEAD = "| case | programme s | speech s | CPU s, planned | measured | MB, planned | measured |"
VIDEOS = ("mkv", "mp4", "mov", "ts")


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """An episode, read in a mode, spoken by an engine, to a format; warm where it was spoken."""

    subtitles: Path
    programme: Path
    mode: str = "captions"
    engine: str = "pyttsx3"
    form: str = "wav"
    warm: bool = False

    @property
    def name(self) -> str:
        """What it is, in words."""
        spoken = "spoken before" if self.warm else self.engine
        return f"{self.programme.parent.name} {self.mode}, {spoken}, {self.form.upper()}"

    @property
    def episode(self) -> Episode:
        """The job."""
        settings = {"source": str(self.subtitles), "programme": str(self.programme),
                    "mode": self.mode, "engine": self.engine, "language": "en",
                    "formats": [self.form]}  # fmt: skip
        return Episode(name="case", settings=settings, output=str(OUT / "case"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A case with its plan, the processor seconds it took, and the bytes of its results."""

    case: Case
    plan: EpisodePlan
    cpu_s: float
    made_bytes: int
    wall_s: float

    def line(self) -> str:
        """Return the row of the table."""
        plan = self.plan
        cells = (self.case.name, f"{plan.programme_s:.0f}", f"{plan.speech_s:.1f}",
                 f"{plan.cpu_s:.1f}", f"{self.cpu_s:.1f}", f"{plan.disk_bytes / 1e6:.1f}",
                 f"{self.made_bytes / 1e6:.1f}")  # fmt: skip
        return f"| {' | '.join(cells)} |"


def fitted_cases(minutes: float) -> Iterator[Case]:
    """Yield the cases that the rates are fitted to."""
    for length in (0.5, minutes / 4, minutes):
        yield made(length)
    yield made(minutes, mode="all")
    yield made(minutes, mode="all", warm=True)
    yield made(minutes / 4, engine="piper")
    for form in ("flac", "m4a", *VIDEOS):
        yield made(minutes / 4, form=form, warm=True)


def other_cases() -> Iterator[Case]:
    """Yield the cases that the rates are tried on."""
    for engine in ("pyttsx3", "piper"):
        yield Case(subtitles=SEED.with_suffix(".srt"), programme=SEED.with_suffix(".mkv"),
                   engine=engine)  # fmt: skip
    yield made(50)
    yield made(50, mode="all", form="flac")


def made(minutes: float, **told: str | bool) -> Case:
    """Return a case of an invented episode; formats with a picture get one."""
    episode = episode_of(minutes)
    programme = episode.video if told.get("form") in VIDEOS else episode.sound
    return Case(subtitles=episode.subtitles, programme=programme, **told)  # type: ignore[arg-type]


def found(case: Case, runs: int) -> Found:
    """Return what a case took at the least, in a worker that has rendered another before."""
    shutil.rmtree(OUT, ignore_errors=True)
    kit = Kit(cache=ClipCache(COLD), heard_folder=OUT / "heard")
    batch = Batch(episodes=(case.episode,))
    (plan,) = plan_batch(batch, kit, workers=1, prices=Prices()).episodes
    if plan.error:
        raise SystemExit(plan.error)
    outcomes = [rendered(case) for _ in range(runs)]
    folder = Path(case.episode.output)
    return Found(
        case=case,
        plan=plan,
        cpu_s=min(outcome.cpu_s for outcome in outcomes),
        wall_s=min(outcome.seconds for outcome in outcomes),
        made_bytes=sum(path.stat().st_size for path in folder.iterdir() if path.is_file()),
    )


def rendered(case: Case) -> EpisodeOutcome:
    """Return the outcome of a case, rendered after a short one that loads all that is loaded."""
    first = made(0.5, engine=case.engine, mode=case.mode).episode
    shutil.rmtree(COLD, ignore_errors=True)
    if case.warm:
        batch_of(case.episode)
    shutil.rmtree(COLD / "heard", ignore_errors=True)
    (copy,) = copies_of(Path(str(first.settings["programme"])), 1, OUT / "first")
    other = Episode(name="first", settings={**first.settings, "programme": str(copy)},
                    output=str(OUT / "other"))  # fmt: skip
    shutil.rmtree(OUT / "case", ignore_errors=True)
    shutil.rmtree(OUT / "other", ignore_errors=True)
    return batch_of(other, case.episode)[-1]


def batch_of(*episodes: Episode) -> Sequence[EpisodeOutcome]:
    """Render episodes one after the other."""
    with executor(workers=1, scheduler=None) as opened:
        means = Means(cache=str(COLD), speech_workers=1)
        outcomes = run_batch(Batch(episodes=episodes), executor=opened, means=means)
    must_be_done(outcomes)
    return outcomes


def fitted(cases: Sequence[Found]) -> dict[str, float]:
    """Return the rates that fit the cases best, by least squares of the shares they are off."""
    names = ["job_cpu_s", "programme_cpu", "listened_cpu", "mixed_cpu", "speech_cpu.pyttsx3",
             "speech_cpu.piper"]  # fmt: skip
    forms = sorted({each.case.form for each in cases} - {"wav"})
    names += [f"format_cpu.{form}" for form in forms]
    rows = np.array([parts_of(each, names) for each in cases])
    took = np.array([each.cpu_s for each in cases])
    best, *_ = np.linalg.lstsq(rows / took[:, None], np.ones(len(took)), rcond=None)
    return dict(zip(names, map(float, best), strict=True))


def parts_of(each: Found, names: Iterable[str]) -> list[float]:
    """Return how often each rate counts in a case."""
    plan, case = each.plan, each.case
    spoken = {} if case.warm else {f"speech_cpu.{case.engine}": plan.speech_s}
    counts = {"job_cpu_s": 1.0, "programme_cpu": plan.programme_s,
              "listened_cpu": plan.listened_s, "mixed_cpu": plan.speech_s,
              f"format_cpu.{case.form}": plan.programme_s, **spoken}  # fmt: skip
    return [counts.get(name, 0.0) for name in names]


def main() -> int:
    """Measure, print the table, and fit unless only to check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--check", action="store_true", help="compare other episodes, fit nothing")
    asked = parser.parse_args()
    print(" · ".join(machine().values()), file=sys.stderr)
    print(HEAD, "|" + "---|" * (HEAD.count("|") - 1), sep="\n", flush=True)
    cases = []
    for case in other_cases() if asked.check else fitted_cases(asked.minutes):
        cases.append(found(case, asked.runs))
        print(cases[-1].line(), flush=True)
    if not asked.check:
        print(*(f"{name} = {rate:.4g}" for name, rate in fitted(cases).items()), sep="\n")
        for each in cases:  # stem and mix of 16 bits, and of the picture what the programme has
            of_wav = 2 * each.plan.programme_s * 48_000
            kept = each.case.programme.stat().st_size if each.case.form in VIDEOS else 0
            mix = (each.made_bytes - of_wav - kept) / (2 * of_wav)
            print(f"{each.case.name}: the mix over WAV {mix:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
