"""narrator as a person runs it: the installed command, quiet, with a clip cache of its own.

The environment's Python is the one that runs the benchmarks, so that what is installed there (the
checkout itself with an editable install) is what is measured.
"""

import json
import shutil
import sys
import wave
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lxml import etree
from material import WORK, ffmpeg
from measure import LOOK_S, Measured, measured

NAR = "{urn:narrator:script}"
CACHE = WORK / "clips"
OUTPUT = WORK / "narrator-output"

# Unlike each other: of a text that repeats one said a minute ago, a part is left out.
EDITS = ("The tide is out.", "Nobody waits at the gate.", "A lamp, far off.", "Three days later.")


def render(source: Path, programme: Path, *options: str, look_s: float = LOOK_S) -> Measured:
    """Return what a render costs; its files replace those of the last in OUTPUT."""
    command = [sys.executable, "-P", "-m", "narrator", "render", source, "-p", programme]
    command += ["-o", OUTPUT, "-q", *options]
    environ = {"NARRATOR_CACHE": str(CACHE), "NARRATOR_FFMPEG": ffmpeg()}
    return measured(command, log=WORK / "narrator.log", environ=environ, look_s=look_s)


def segment(subtitles: Path, script: Path) -> Path:
    """Write the script of an episode, and return its path."""
    command = [sys.executable, "-P", "-m", "narrator", "segment", subtitles, "-o", script]
    measured(command, log=WORK / "segment.log")
    return script


def forget() -> None:
    """Empty the clip cache and the folder of results: the next run is a cold one."""
    for folder in (CACHE, OUTPUT):
        shutil.rmtree(folder, ignore_errors=True)


def clips() -> set[Path]:
    """Return the clips in the cache."""
    return set(CACHE.rglob("*.wav"))


def speech_s(paths: Iterable[Path]) -> float:
    """Return how long clips last together."""
    total_s = 0.0
    for path in paths:
        with wave.open(str(path), "rb") as clip:
            total_s += clip.getnframes() / clip.getframerate()
    return total_s


def narrations() -> list[dict[str, Any]]:
    """Return the narrations in the last run's cue sheet."""
    sheet = json.loads((OUTPUT / "cuesheet.json").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = sheet["narrations"]
    return found


def edit(script: Path, number: int) -> None:
    """Give the caption of that number in a script another text, one that was never spoken."""
    tree = etree.parse(script)
    shown = [
        div for div in tree.iter("{*}div") if div.get(f"{NAR}tag") in {"caption", "intertitle"}
    ]
    paragraph = shown[number % len(shown)].find("{*}p")
    paragraph.set(f"{NAR}spoken", EDITS[number % len(EDITS)])
    tree.write(script, encoding="utf-8", xml_declaration=True)
