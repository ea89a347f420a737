"""Fits narrator/segment/points.py to the dev and tune files: python bench/fit_points.py [--write].

Logistic regression with an L2 penalty (ridge), by Newton's method. Only passages that no rule but
the last decides are fitted to. Each file is also given without its markup and without its times,
at half weight, so that the points hold where a file says less. Because passages vote on each
other, the votes are cast anew with each round's points.

Printed for each file: F1 of its narrated lines with points fitted to all other files (leave one
file out), the honest figure of the fit. With --write the points fitted to all files are kept.
"""

import argparse
import json
import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from score import FOLDERS, REPOSITORY, gold_of, read_in_its_language, subtitle_files

from narrator.model import NARRATED, Cue, Line, Subtitles
from narrator.segment import scene_of
from narrator.segment.evidence import Values, after_voting, measured_by_votes
from narrator.segment.facts import Passage
from narrator.segment.measures import MEASURES, MEASURES_OF_VOTES, Measure
from narrator.segment.rules import RULES
from narrator.segment.scene import Scene

POINTS_FILE = REPOSITORY / "narrator" / "segment" / "points.py"
PENALTY = 1.0
ROUNDS = 4  # of voting; the points hardly move after the third
NEWTON_STEPS = 8
HALF = 0.5
REFERENCE = 2.0  # of a development file: its author tags as the files to be judged by do
NAMES = tuple(name for name, _ in (*MEASURES, *MEASURES_OF_VOTES))
# Points that the files hold too few cases of to fit, or hold only in one direction.
SET_BY_HAND: Mapping[str, float] = {
    "sparse file": 3.8,  # a silent film has no speech; there is but one to fit to
    "capitals with a contraction": -3.5,  # a sign seldom says I'M or DON'T; a shout often does
    "brackets of voices": -4.0,  # the file itself says so, by naming speakers in them
    "slogan": 2.8,  # LONG LIVE, DOWN WITH: placards, though they end as cries do
    "a run of capitals": 3.2,  # several cues on end in capitals are a text, not shouting
    "shouted run": -1.0,  # ... unless each of them ends in an exclamation mark
}
Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """One form of a gold file: its scene, and for the passages to be weighed what gold says.

    whole: it has its markup and its times. tallies: lines that are shown, lines in all, by
    passage; own: a row of own evidence for each of them; settled: what rules already decided, as
    (right, wrongly shown, missed) lines.
    """

    name: str
    whole: bool
    weight: float
    scene: Scene
    tallies: Mapping[int, tuple[int, int]]
    own: Array
    settled: tuple[int, int, int]


def key(text: str) -> str:
    """Return the letters and figures of a line."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if c.isalnum()) or "".join(folded.split())


def plainer(cue: Cue) -> Cue:
    """Return a cue without what its markup said."""
    lines = tuple(Line(text=line.text, speaker=line.speaker) for line in cue.lines)
    return replace(cue, position=None, style=None, region=None, role=None, lines=lines)


def forms_of(subtitles: Subtitles) -> list[Subtitles]:
    """Return the file as it is, without its markup, and without its times where talk fills it."""
    unmarked = replace(subtitles, cues=tuple(plainer(c) for c in subtitles.cues))
    untimed = replace(subtitles, cues=tuple(replace(c, span=None) for c in subtitles.cues))
    sparse = scene_of(subtitles).profile.sparse  # without its times a silent film tells nothing
    forms = [subtitles, unmarked] + ([] if sparse else [untimed])
    return [form for n, form in enumerate(forms) if form not in forms[:n]]


def gold_tags(path: Path) -> Mapping[str, list[tuple[float, str | None]]]:
    """Return start and tag of every gold line by its key; no tag where it does not count."""
    found: dict[str, list[tuple[float, str | None]]] = {}
    for cue in json.loads(gold_of(path).read_text(encoding="utf-8-sig"))["cues"]:
        for line in cue["lines"]:
            tag = None if cue.get("optional") else line["tag"]
            found.setdefault(key(line["text"]), []).append((cue["start"] or 0.0, tag))
    return found


def tags_of(passage: Passage, gold: Mapping[str, list[tuple[float, str | None]]]) -> list[str]:
    """Return the gold tags of a passage's lines, of like lines the nearest in time."""
    at = passage.span.start_ms / 1000 if passage.span else 0.0
    near = (min(gold.get(key(line.text), [(0.0, None)]), key=lambda g: abs(g[0] - at))
            for line in passage.lines)  # fmt: skip
    return [tag for _, tag in near if tag is not None]


def settle(shown: bool, tags: Sequence[str]) -> tuple[int, int, int]:  # noqa: FBT001 - an outcome
    """Return how many lines are right, wrongly shown, and missed."""
    gold = sum(tag in NARRATED for tag in tags)
    return (gold, len(tags) - gold, 0) if shown else (0, 0, gold)


def added(sums: Sequence[tuple[int, int, int]]) -> tuple[int, int, int]:
    """Add up outcomes."""
    right, wrong, missed = (sum(column) for column in zip(*sums, (0, 0, 0), strict=True))
    return right, wrong, missed


def example_of(path: Path, subtitles: Subtitles, *, whole: bool) -> Example:
    """Let the rules decide what they can, and keep the rest for the weighing."""
    scene, gold = after_voting(scene_of(subtitles)), gold_tags(path)
    tallies, settled = {}, []
    for passage in scene.passages:
        tags = tags_of(passage, gold)
        verdict = next((v for rule in RULES[:-1] if (v := rule(passage, scene))), None)
        if verdict:
            settled.append(settle(verdict.tag in NARRATED, tags))
        elif tags and set(tags) <= NARRATED | {"dialogue"}:
            tallies[passage.index] = (sum(tag in NARRATED for tag in tags), len(tags))
    own = table_of([scene.own[index] for index in tallies], MEASURES)
    return Example(
        name=path.stem,
        whole=whole,
        weight=(1.0 if whole else HALF) * (REFERENCE if path.parent == FOLDERS["dev"] else 1.0),
        scene=scene,
        tallies=tallies,
        own=own,
        settled=added(settled),
    )


def table_of(values: Sequence[Values], measures: Sequence[tuple[str, Measure]]) -> Array:
    """Return a row for each passage and a column for each measure."""
    table = [[found.get(name, 0.0) for name, _ in measures] for found in values]
    return np.array(table).reshape(-1, len(measures))


def examples_of(paths: Sequence[Path]) -> list[Example]:
    """Return every form of every file."""
    return [
        example_of(path, form, whole=not n)
        for path in paths
        for n, form in enumerate(forms_of(read_in_its_language(path)))
    ]


def rows_of(example: Example, points: Mapping[str, float]) -> tuple[Array, Array]:
    """Return the evidence of each passage to be weighed, and the share of it that is shown."""
    scene = after_voting(example.scene, points)
    by_votes = [measured_by_votes(scene.passages[index], scene) for index in example.tallies]
    rows = np.hstack([example.own, table_of(by_votes, MEASURES_OF_VOTES)])
    shown = [float(2 * lines_shown >= lines) for lines_shown, lines in example.tallies.values()]
    return rows, np.array(shown)


def newton(rows: Array, shown: Array, weights: Array, start: Array, free: Array) -> Array:
    """Return the points that make the gold likeliest under the penalty; only `free` ones move."""
    points = start.copy()
    for _ in range(NEWTON_STEPS):
        likely = 1 / (1 + np.exp(-np.clip(rows @ points, -30, 30)))
        slope = rows.T @ (weights * (likely - shown)) + PENALTY * points
        curve = (rows * (weights * likely * (1 - likely))[:, None]).T @ rows
        curve += PENALTY * np.eye(len(points))
        points[free] -= np.linalg.solve(curve[np.ix_(free, free)], slope[free])
    return points


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Return the points fitted to the examples, each rounded to a tenth."""
    points = np.array([SET_BY_HAND.get(name, 0.0) for name in NAMES])
    free = np.array([n for n, name in enumerate(NAMES) if name not in SET_BY_HAND])
    for _ in range(ROUNDS):
        named = dict(zip(NAMES, points.tolist(), strict=True))
        parts = [(*rows_of(e, named), e.weight) for e in examples]
        rows = np.concatenate([part[0] for part in parts])
        shown = np.concatenate([part[1] for part in parts])
        weights = np.concatenate([np.full(len(part[1]), part[2]) for part in parts])
        points = newton(rows, shown, weights, points, free)
    return {n: round(p, 1) + 0.0 for n, p in zip(NAMES, points.tolist(), strict=True)}


def f1_of(example: Example, points: Mapping[str, float]) -> tuple[int, int, int]:
    """Return how many lines of the file are right, wrongly shown, and missed with these points."""
    rows, _ = rows_of(example, points)
    sums = rows @ np.array([points[name] for name in NAMES])
    outcomes = [
        (shown, lines - shown, 0) if total > 0 else (0, 0, shown)
        for total, (shown, lines) in zip(sums, example.tallies.values(), strict=True)
    ]
    return added([*outcomes, example.settled])


def f1(right: int, wrong: int, missed: int) -> float:
    """Return the harmonic mean of precision and recall, 0 where nothing is right."""
    return 2 * right / max(1, 2 * right + wrong + missed)


def leave_one_out(examples: Sequence[Example]) -> None:
    """Print for each file its F1 with points that were fitted to the others."""
    sums, rates = [], []
    for name in dict.fromkeys(e.name for e in examples):
        points = fit([e for e in examples if e.name != name])
        whole = next(e for e in examples if e.name == name and e.whole)
        sums.append(f1_of(whole, points))
        rates.append(f1(*sums[-1]))
        _, wrong, missed = sums[-1]
        print(f"{name:28} {rates[-1]:.3f}   wrongly shown {wrong}, missed {missed}")
    print(f"leave one file out: mean F1 {np.mean(rates):.4f}, of all lines {f1(*added(sums)):.4f}")


def write(points: Mapping[str, float]) -> None:
    """Put the points in place of those of points.py; its docstring is kept."""
    head = POINTS_FILE.read_text(encoding="utf-8").split("POINTS: dict", 1)[0]
    body = "".join(f'    "{name}": {value},\n' for name, value in points.items())
    text = f"{head}POINTS: dict[str, float] = {{\n{body}}}\n"
    POINTS_FILE.write_text(re.sub(r": -0\.0,", ": 0.0,", text), encoding="utf-8")


def main() -> int:
    """Fit, print the figures, and write the points where asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write narrator/segment/points.py")
    parser.add_argument("--quick", action="store_true", help="leave out leave-one-file-out")
    asked = parser.parse_args()
    if not FOLDERS["dev"].is_dir():
        print(f"The development files at {FOLDERS['dev']} are missing.", file=sys.stderr)
    paths = [p for name in ("dev", "tune") for p in subtitle_files(FOLDERS[name])]
    examples = examples_of(paths)
    if not asked.quick:
        leave_one_out(examples)
    points = fit(examples)
    sums = [f1_of(e, points) for e in examples if e.whole]
    print(f"fitted to all: mean F1 {np.mean([f1(*s) for s in sums]):.4f}")
    if asked.write:
        write(points)
    return 0


if __name__ == "__main__":
    sys.exit(main())
