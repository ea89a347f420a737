"""Measure where narrations stand and how loud they are, on the sound of finished mixes.

    python bench/timing.py [--minutes 50] [--only seed,made] [--json]

Renders the seed episode and a made one, captions alone and with the dialogue read, takes the
programme out of the described mix, and prints a table; docs/placing.md tells what it says.
"""

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import narrate
import numpy as np
import soundfile
from material import WORK, episode_of, ffmpeg
from recovered import HEARD, Heard, Pair, Span, all_heard, blocks, gain_db

from narrator.profiles import PLACED

SEED = Path(__file__).resolve().parent.parent / "seeds" / "tide_clerk"
ENGINES = {"seed": ("pyttsx3", "piper"), "made": ("pyttsx3",)}
MODES = ("captions", "all")
FORMATS = ("wav", "m4a")
WORST_ONSET_MS = 40.0  # a fade of 10 ms, and a soft consonant
WORST_DIP_DB = 0.1
SHORTEST_S = 0.1  # of a dip, for its gain to be read


@dataclass(frozen=True, kw_only=True, slots=True)
class Episode:
    """What is rendered: subtitles, programme, the same as a WAV file, and who speaks when."""

    name: str
    subtitles: Path
    programme: Path
    sound: Path
    speech: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """What one render came to: a cell of the table for each row, and whether it is in bounds."""

    head: str
    cells: Mapping[str, str]
    held: bool


def main() -> int:
    """Measure, print the table, and return the exit code: 1 where a figure is out of bounds."""
    asked = arguments(sys.argv[1:])
    WORK.mkdir(exist_ok=True)
    columns = list(measured_columns(asked.only, asked.minutes))
    if asked.json:
        print(json.dumps({each.head: each.cells for each in columns}, indent=1))
    else:
        print(f"{datetime.now(tz=UTC).date()}, made episode of {asked.minutes:g} minutes\n")
        print(table(columns))
    return 0 if all(each.held for each in columns) else 1


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """Return the arguments."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--minutes", type=float, default=50, help="less for a trial (default 50)")
    parser.add_argument("--only", type=lambda names: names.split(","), default=list(ENGINES))
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(given)


def measured_columns(names: Sequence[str], minutes: float) -> Iterator[Column]:
    """Render each episode in each way, and yield what was measured."""
    for name in names:
        episode = EPISODES[name](minutes)
        for engine in ENGINES[name]:
            for mode in MODES:
                options = ["--engine", engine, "--narrate", mode]
                for form in FORMATS:
                    options += ["--format", form]
                narrate.forget()
                narrate.render(episode.subtitles, episode.programme, *options)
                print(f"{name}, {engine}, {mode}: rendered", file=sys.stderr, flush=True)
                yield column(episode, f"{name}, {mode}, {engine}", mode)


def seed(_: float) -> Episode:
    """Return the seed episode, its sound decoded by ffmpeg."""
    sound = WORK / "seed.wav"
    programme = SEED.with_suffix(".mkv")
    quiet = ["-nostdin", "-v", "error", "-y"]
    decoded = ["-map", "0:a:0", "-ac", "2", "-ar", "48000", "-c:a", "pcm_f32le"]
    subprocess.run([ffmpeg(), *quiet, "-i", str(programme), *decoded, str(sound)], check=True)
    return Episode(
        name="seed",
        subtitles=SEED.with_suffix(".srt"),
        programme=programme,
        sound=sound,
        speech=truth(SEED.with_suffix(".truth.json")),
    )


def made(minutes: float) -> Episode:
    """Return the made episode of so many minutes."""
    files = episode_of(minutes)
    return Episode(
        name="made",
        subtitles=files.subtitles,
        programme=files.sound,
        sound=files.sound,
        speech=truth(files.sound.with_suffix(".truth.json")),
    )


EPISODES: Mapping[str, Callable[[float], Episode]] = {"seed": seed, "made": made}


def truth(path: Path) -> tuple[Span, ...]:
    """Return when somebody speaks."""
    return tuple((a, b) for a, b in json.loads(path.read_text(encoding="utf-8"))["speech"])


def column(episode: Episode, head: str, mode: str) -> Column:
    """Return what the mix in OUTPUT says of itself, held against its cue sheet."""
    sheet = json.loads((narrate.OUTPUT / "cuesheet.json").read_text(encoding="utf-8"))
    narrations = sheet["narrations"]
    with Pair(episode.sound, narrate.OUTPUT / "described.wav") as pair:
        found = all_heard(pair, [(each["start"], each["end"]) for each in narrations])
        dips = dip_errors_db(pair, sheet["ducks"])
        beside = beside_db(pair, sheet["ducks"])
    onsets = [1000 * (f.start_s - n["start"]) for f, n in zip(found, narrations, strict=True)]
    stem = [1000 * (f.start_s - s) for f, s in zip(found, stem_onsets(narrations), strict=True)]
    late = [f.start_s - n["cue"]["start"] for f, n in zip(found, narrations, strict=True)]
    cells = {
        "narrations placed, left out": f"{len(narrations)}, {len(sheet['omitted'])}",
        "onset error in ms: median, p95, worst": spread(np.abs(onsets), ".1f"),
        "onset in the stem beside it, ms: worst": f"{np.abs(stem).max():.1f}",
        **rates(narrations),
        "lag after the cue in s: median, p95, worst": spread(np.array(late), ".2f"),
        "earliest before its cue in s": f"{max(0.0, -min(late)):.2f}",
        "over true speech: narrations, s": overlap(found, episode.speech) if mode != "all" else "—",
        "dips, and their error in dB: median, p95, worst": f"{len(dips)}: {spread(dips, '.3f')}",
        "gain away from dips in dB: worst": f"{beside:.3f}",
        **levels(episode.programme),
    }
    held = np.abs(onsets).max() <= WORST_ONSET_MS and max(dips.max(), beside) <= WORST_DIP_DB
    farthest_s = PLACED[mode].lag_ms / 1000 + WORST_ONSET_MS / 1000
    placed = not sheet["omitted"] and max(late) <= farthest_s
    return Column(head=head, cells=cells, held=bool(held and placed))


def spread(values: "np.ndarray[Any, Any]", form: str) -> str:
    """Return median, 95th percentile and the largest."""
    figures = (np.median(values), np.percentile(values, 95), values.max())
    return ", ".join(format(float(each), form) for each in figures)


def rates(narrations: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return how many are spoken at the voice's own rate, and the highest rate."""
    used = [each["rate"] for each in narrations]
    own = sum(rate == 1 for rate in used)
    return {"at the voice's own rate; highest": f"{own} of {len(used)}; {max(used):.2f}"}


def overlap(found: Sequence[Heard], speech: Sequence[Span]) -> str:
    """Return how many narrations, as heard, are over true speech, and how long together."""
    over = [
        sum(max(0.0, min(each.end_s, b) - max(each.start_s, a)) for a, b in speech)
        for each in found
    ]
    return f"{sum(each > 0 for each in over)}, {sum(over):.2f}"


def dip_errors_db(pair: Pair, ducks: Sequence[Mapping[str, float]]) -> "np.ndarray[Any, Any]":
    """Return how far the gain heard in each dip is from the cue sheet's.

    Where a deeper dip's ramp reaches into it, the rest of it is listened to.
    """
    errors = []
    for number, duck in enumerate(ducks):
        around = [ducks[other] for other in (number - 1, number + 1) if 0 <= other < len(ducks)]
        ramps = [
            (each["start"] - each["fade_in"], each["end"] + each["fade_out"]) for each in around
        ]
        start = max([duck["start"], *(b for a, b in ramps if a < duck["start"])])
        end = min([duck["end"], *(a for a, b in ramps if b > duck["end"])])
        gain = gain_db(pair, start, end) if end - start >= SHORTEST_S else None
        if gain is not None:
            errors.append(abs(gain - duck["gain_db"]))
    return np.array(errors or [0.0])


def beside_db(pair: Pair, ducks: Sequence[Mapping[str, float]]) -> float:
    """Return the largest change of the programme in the seconds without a dip or a ramp."""
    faded = [(d["start"] - d["fade_in"], d["end"] + d["fade_out"]) for d in ducks]
    free = [
        (start, end)
        for start, end in blocks(pair.length_s)
        if not any(start < b and end > a for a, b in faded)
    ]
    gains = [gain_db(pair, start, end) for start, end in free]
    return max((abs(gain) for gain in gains if gain is not None), default=0.0)


def stem_onsets(narrations: Sequence[Mapping[str, float]]) -> Iterator[float]:
    """Yield when each narration begins in the stem, by the same rule."""
    with soundfile.SoundFile(narrate.OUTPUT / "narration.wav") as stem:
        for each in narrations:
            first = round(each["start"] * stem.samplerate)
            stem.seek(first)
            level = np.abs(stem.read(round(each["end"] * stem.samplerate) - first))
            loud = np.flatnonzero(level > HEARD * level.max())
            yield (first + loud[0]) / stem.samplerate


def levels(programme: Path) -> dict[str, str]:
    """Return LUFS and true peak of the programme and of each mix, as ffmpeg measures the files."""
    files = {"programme": programme}
    files |= {f"described.{form}": narrate.OUTPUT / f"described.{form}" for form in FORMATS}
    return {f"{name}: LUFS, dBTP": loudness(path) for name, path in files.items()}


def loudness(path: Path) -> str:
    """Return what ffmpeg's ebur128 says of the first sound track of a file."""
    meter = ["-map", "0:a:0", "-af", "ebur128=peak=true:framelog=quiet", "-f", "null", "-"]
    command = [ffmpeg(), "-nostdin", "-hide_banner", "-nostats", "-i", str(path), *meter]
    said = subprocess.run(command, check=True, capture_output=True).stderr.decode()
    find = partial(re.findall, string=said.rpartition("Summary:")[2])
    return f"{find(r'I: +(-?[0-9.]+) LUFS')[0]}, {find(r'Peak: +(-?[0-9.]+) dBFS')[0]}"


def table(columns: Sequence[Column]) -> str:
    """Return the table, a column for each render."""
    heads = ["", *(each.head for each in columns)]
    rows = [heads, ["---"] * len(heads)]
    rows += [[name, *(each.cells[name] for each in columns)] for name in columns[0].cells]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


if __name__ == "__main__":
    sys.exit(main())
