"""The benchmarks measure what they say, on an episode that is always the same."""

import importlib.util
import json
import resource
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles
from types import ModuleType
from typing import Any

import pytest

from narrator.job import Job
from narrator.kit import usual_kit
from narrator.pipeline import forecast
from narrator.timecode import format_stamp

REPOSITORY = Path(__file__).resolve().parents[2]
BENCH = REPOSITORY / "bench"
MEGABYTES = 100
HOLDS = f"""
import subprocess, sys, time
held = b"x" * {MEGABYTES * 1_000_000}
if len(sys.argv) < 2:
    subprocess.run([sys.executable, __file__, "child"], check=True)
else:
    time.sleep(1)
"""


def loaded(name: str) -> ModuleType:
    """Return a module of bench/, which is no package."""
    spec = importlib.util.spec_from_file_location(f"bench_{name}", BENCH / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look for it there
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def measure() -> ModuleType:
    """Return bench/measure.py."""
    return loaded("measure")


@pytest.fixture(scope="module")
def cues() -> list[dict[str, Any]]:
    """Return the cues of the 50-minute episode."""
    found: list[dict[str, Any]] = loaded("episode").episode(50)["cues"]
    return found


def test_memory_of_a_process_and_its_child_is_added_up(measure: ModuleType, tmp_path: Path) -> None:
    """Two processes that hold 100 MB each make 200 MB, of which the largest has half."""
    program = tmp_path / "holds.py"
    program.write_text(HOLDS, encoding="utf-8")
    cost = measure.measured([sys.executable, program], log=tmp_path / "log")
    assert 2 * MEGABYTES <= cost.tree_bytes / 1e6 <= 2.6 * MEGABYTES
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3  # the kernel counts it too
    assert MEGABYTES <= cost.process_bytes / 1e6 <= max(1.5 * MEGABYTES, 1.1 * own)


def test_wall_and_processor_time_are_told_apart(measure: ModuleType, tmp_path: Path) -> None:
    """A process that sleeps for half a second takes that long and computes hardly at all."""
    sleeps = [sys.executable, "-S", "-c", "import time; time.sleep(0.5)"]
    cost = measure.measured(sleeps, log=tmp_path / "log")
    assert cost.wall_s >= 0.5
    assert cost.cpu_s < 0.5


def test_processor_time_of_children_counts(measure: ModuleType, tmp_path: Path) -> None:
    """What a child computes is in the figure of its parent."""
    works = "import time\nwhile time.process_time() < 0.4: pass"
    starts = f"import subprocess, sys; subprocess.run([sys.executable, '-S', '-c', {works!r}])"
    cost = measure.measured([sys.executable, "-S", "-c", starts], log=tmp_path / "log")
    assert cost.cpu_s >= 0.4


def test_a_failed_command_is_not_measured(measure: ModuleType, tmp_path: Path) -> None:
    """A command that fails raises with the end of what it said."""
    fails = [sys.executable, "-c", "import sys; sys.exit('no such tide')"]
    with pytest.raises(measure.CommandFailedError, match="no such tide"):
        measure.measured(fails, log=tmp_path / "log")


def test_the_episode_has_its_cues(cues: list[dict[str, Any]]) -> None:
    """643 cues in 3000 seconds less the five that make_programme adds; 40 are on-screen text."""
    assert len(cues) == 643
    assert sum(cue["lines"][0]["tag"] == "caption" for cue in cues) == 40
    assert cues[-1]["end"] == pytest.approx(2995)


def test_the_gaps_are_as_in_real_files(cues: list[dict[str, Any]]) -> None:
    """Half of the gaps are short, a quarter are a few frames, and scenes are seconds apart."""
    gaps = [after["start"] - before["end"] for before, after in pairwise(cues)]
    assert min(gaps) > 0
    assert 0.3 < median(gaps) < 0.45
    assert quantiles(gaps, n=4)[0] < 0.1
    assert sum(gap > 2 for gap in gaps) > 30


def test_little_is_said_twice(cues: list[dict[str, Any]]) -> None:
    """Nine of ten texts are new, or a cache of clips would make the work too light."""
    said = Counter(" ".join(line["text"] for line in cue["lines"]) for cue in cues)
    assert len(said) > 0.9 * len(cues)


def stamp(seconds: float) -> str:
    """Return a time as SRT has it."""
    return format_stamp(round(seconds * 1000)).replace(".", ",")


def test_no_cue_of_the_episode_is_lost_where_all_are_read(
    cues: list[dict[str, Any]], tmp_path: Path
) -> None:
    """By forecast lengths: 643 cues in 50 minutes, none left out, each soon."""
    source = tmp_path / "ep.srt"
    shown = (
        f"{n}\n{stamp(cue['start'])} --> {stamp(cue['end'])}\n"
        + "\n".join(line["text"] for line in cue["lines"])
        for n, cue in enumerate(cues, 1)
    )
    source.write_text("\n\n".join(shown), encoding="utf-8")
    job = Job(source=source, output=tmp_path / "out", mode="all", engine="tone")
    made = forecast(job, usual_kit())
    spoken = {unit for narration in made.script.narrations for unit in narration.unit_ids}
    told = [cue for unit in made.script.units if unit.id in spoken for cue in unit.cue_ids]
    assert len(set(told)) == len(cues) == 643
    assert not made.ledger.omissions
    starts_ms = {n.id: n.span.start_ms for n in made.script.narrations}
    late_ms = [p.span.start_ms - starts_ms[p.narration_id] for p in made.ledger.placements]
    assert max(late_ms) <= 1_200


def test_the_episode_is_the_same_in_every_process(tmp_path: Path) -> None:
    """Two processes with other hash seeds write the same file."""
    files = [tmp_path / f"{seed}.gold.json" for seed in (1, 2)]
    for seed, file in enumerate(files):
        command = [sys.executable, str(BENCH / "episode.py"), str(file)]
        subprocess.run(command, check=True, env={"PYTHONHASHSEED": str(seed)})
    first, second = (file.read_bytes() for file in files)
    assert first == second
    assert len(json.loads(first)["cues"]) == 643


@pytest.mark.parametrize("minutes", [1, 3, 20])
def test_short_episodes_keep_their_length(minutes: int) -> None:
    """A trial episode ends before its time is over, and has on-screen text."""
    short: list[dict[str, Any]] = loaded("episode").episode(minutes)["cues"]
    assert short[-1]["end"] <= 60 * minutes - 5 + 0.01
    assert {cue["lines"][0]["tag"] for cue in short} == {"caption", "dialogue"}
