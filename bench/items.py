"""The five things that narrator's speed is held to; each runs what it compares in turn."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import fastdub
import narrate
from floor import CODECS, floor
from material import Episode, episode_of, warm
from measure import LOOK_S, Measured
from piper_rate import best_rate
from rows import Row

LONG = 12  # episodes end to end: ten hours of fifty minutes each
MEGABYTE = 1_000_000
SELDOM_S = 600.0  # ten looks a second at three processes are a twentieth of two processors


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """How long the episode is, and how often each side runs."""

    minutes: float = 50
    runs: int = 3


def all_cues(settings: Settings) -> Iterable[Row]:
    """1: all cues by espeak from a cold cache, against FastDub."""
    made = ready(settings)
    fastdub.install()
    theirs, ours = [], []
    for _ in range(settings.runs):
        theirs.append(fastdub.dub(made))
        ours.append(cold(made, made.video, "pyttsx3"))
    walls = {"narrator s": walls_of(ours), "FastDub s": walls_of(theirs)}
    memories = {"narrator MB": largest(ours), "FastDub MB": largest(theirs)}
    families = {"narrator MB": megabytes(ours), "FastDub MB": megabytes(theirs)}
    yield ratio(1, "all cues, wall time over FastDub's", walls, 0.40)
    yield ratio(1, "all cues, memory of the largest process over FastDub's", memories, 0.50)
    yield ratio(1, "all cues, memory of all processes over FastDub's", families, 0.50)


def captions(settings: Settings) -> Iterable[Row]:
    """2: captions from a warm cache, against the floor, in each format."""
    made = ready(settings)
    narrate.forget()
    for form in CODECS:
        options = ("--engine", "pyttsx3", "--format", form)
        narrate.render(made.subtitles, made.sound, *options)  # fills the cache
        least, ours = [], []
        for _ in range(settings.runs):
            least.append(floor(made.sound, form))
            ours.append(narrate.render(made.subtitles, made.sound, *options))
        walls = {"narrator s": walls_of(ours), "floor s": walls_of(least)}
        yield ratio(2, f"captions to {form.upper()}, wall time over the floor", walls, 1.3)


def piper(settings: Settings) -> Iterable[Row]:
    """3: Piper from a cold cache, against Piper alone on all cores."""
    made = ready(settings)
    ours, rates, spoken_s = [], [], []
    for _ in range(settings.runs):
        ours.append(cold(made, made.sound, "piper", look_s=SELDOM_S))
        spoken_s.append(narrate.speech_s(narrate.clips()))
        rates.append(best_rate(narrate.narrations()))
    least = [seconds * median(rates) for seconds in spoken_s]
    runs = {"narrator s": walls_of(ours), "speech at the best rate s": least}
    figures = {**runs, "speech s": spoken_s, "best rate": rates}
    yield ratio(3, "all cues by Piper, wall time over its speech at best", figures, 1.10)


def memory(settings: Settings) -> Iterable[Row]:
    """4: a programme twelve times as long, in both modes."""
    short, long = ready(settings), episode_of(settings.minutes, times=LONG)
    hours = settings.minutes * LONG / 60
    for mode in ("captions", "all"):
        ours = [cold(short, short.sound, "pyttsx3", mode) for _ in range(settings.runs)]
        lengthy = [cold(long, long.sound, "pyttsx3", mode)]
        narrate.forget()  # its files are large
        runs = {f"{hours:g} h MB": megabytes(lengthy), "short MB": megabytes(ours)}
        yield ratio(4, f"{mode}: memory for {hours:g} h over that for the episode", runs, 1.10)
        yield Row(item=4, what=f"{mode}: memory for {hours:g} h", unit="MB", limit=300,
                  value=max(megabytes(lengthy)), runs=runs)  # fmt: skip


def edited(settings: Settings) -> Iterable[Row]:
    """5: one narration edited in the script, rendered again beside the first result."""
    made = ready(settings)
    narrate.forget()
    script = narrate.segment(made.subtitles, made.folder / "edited.dapt.xml")
    narrate.render(script, made.sound, "--engine", "pyttsx3")
    least, ours, spoken = [], [], []
    for number in range(settings.runs):
        before = narrate.clips()
        narrate.edit(script, number)
        least.append(floor(made.sound, "wav"))
        ours.append(narrate.render(script, made.sound, "--engine", "pyttsx3"))
        spoken.append(float(len(narrate.clips() - before)))
    walls = {"narrator s": walls_of(ours), "floor s": walls_of(least)}
    yield ratio(5, "one narration edited, wall time over the floor", walls, 1.1)
    yield Row(item=5, what="one narration edited, clips spoken", unit="", limit=1,
              value=max(spoken), runs={"clips": spoken})  # fmt: skip


ITEMS: dict[int, Callable[[Settings], Iterable[Row]]] = {
    1: all_cues,
    2: captions,
    3: piper,
    4: memory,
    5: edited,
}


def ready(settings: Settings) -> Episode:
    """Return the episode, its files in the page cache."""
    made = episode_of(settings.minutes)
    warm(made.subtitles, made.sound, made.video)
    return made


def cold(
    made: Episode, programme: Path, engine: str, mode: str = "all", look_s: float = LOOK_S
) -> Measured:
    """Return what a render costs for which nothing was spoken yet."""
    narrate.forget()
    options = ("--engine", engine, "--narrate", mode)
    return narrate.render(made.subtitles, programme, *options, look_s=look_s)


def ratio(item: int, what: str, runs: Mapping[str, list[float]], limit: float) -> Row:
    """Return the row of the first figure's median over the second's."""
    ours, other = (median(each) for each in list(runs.values())[:2])
    return Row(item=item, what=what, value=ours / other, limit=limit, unit="×", runs=runs)


def walls_of(costs: Iterable[Measured]) -> list[float]:
    """Return the wall times in seconds."""
    return [each.wall_s for each in costs]


def largest(costs: Iterable[Measured]) -> list[float]:
    """Return the peak memory of the largest process in MB."""
    return [each.process_bytes / MEGABYTE for each in costs]


def megabytes(costs: Iterable[Measured]) -> list[float]:
    """Return the peak memory of the process trees in MB."""
    return [each.tree_bytes / MEGABYTE for each in costs]
