"""Scores the segmenter on every gold file: python bench/score.py [--wrong] [--held] [FILES].

The development files and the scorer stand beside the repository, in ../shared; the tuning and
held files are in tests/corpus. Exit code 1 where a development file is below TARGET_F1, or any
of its lines is lost or invented; 2 where there is no scorer.

Held files are the honest measure: the points were never fitted to them, and nobody should look
at which of their lines are wrong, so --wrong leaves them out unless --held is given too.
"""

import argparse
import importlib.util
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from narrator.model import Cue, Span, Subtitles, Unit
from narrator.readers import read_subtitles
from narrator.segment import segment
from narrator.segment.language import language_of

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"
SCORER = SHARED / "tools" / "score_tags.py"
FOLDERS: Mapping[str, Path] = {
    "dev": SHARED / "corpus" / "dev",
    "tune": REPOSITORY / "tests" / "corpus" / "tune",
    "held": REPOSITORY / "tests" / "corpus" / "held",
}
TARGET_F1 = 0.97
OTHER_TAGS = ("credit", "sound", "music", "dialogue")
HEAD = "| set | file | F1 | precision | recall | lost | invented | cards | credit | sound | music | dialogue | brackets or capitals |"  # noqa: E501 - one row

Result = Mapping[str, Any]  # what the scorer returns, read from its JSON-like dict
Scorer = Callable[[Mapping[str, object], Mapping[str, object]], Result]


@dataclass(frozen=True, kw_only=True, slots=True)
class Scored:
    """One gold file: its subtitles, our units, our result and that of the simple rule."""

    name: str
    path: Path
    units: tuple[Unit, ...]
    ours: Result
    simple: Result


def load_scorer() -> Scorer | None:
    """Return the score function of ../shared/tools/score_tags.py, None where it is missing."""
    spec = importlib.util.spec_from_file_location("score_tags", SCORER)
    if spec is None or spec.loader is None or not SCORER.exists():
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    scorer: Scorer = module.score
    return scorer


def gold_of(path: Path) -> Path:
    """Return the path of the gold file of a subtitle file."""
    return path.with_name(f"{path.stem}.gold.json")


def subtitle_files(folder: Path) -> list[Path]:
    """Return the files of a folder that have a gold file, by name."""
    return sorted(p for p in folder.glob("*") if p.suffix != ".json" and gold_of(p).exists())


def read_in_its_language(path: Path) -> Subtitles:
    """Read a file and find out its language, as a render does."""
    subtitles = read_subtitles(path)
    lines = [line.text for cue in subtitles.cues for line in cue.lines]
    return replace(subtitles, language=subtitles.language or language_of(lines))


def entry(span: Span | None, tag: str, lines: Sequence[str], timing: str) -> Mapping[str, object]:
    """Return what the scorer wants to know of a unit; times in seconds, None where estimated."""
    known = span if timing != "estimated" else None
    start, end = (known.start_ms / 1000, known.end_ms / 1000) if known else (None, None)
    return {"start": start, "end": end, "tag": tag, "lines": list(lines)}


def brackets_or_capitals(cue: Cue) -> str:
    """Return the tag by the rule of simpler tools: a cue in brackets or in capitals is shown."""
    text = " ".join(line.text for line in cue.lines).strip()
    bracketed = text[:1] in {"[", "("} and text[-1:] in {"]", ")"}
    return "caption" if bracketed or text.isupper() else "dialogue"


def score_file(name: str, path: Path, scorer: Scorer) -> Scored:
    """Segment a file and score it, and the simple rule on it, against its gold file."""
    subtitles = read_in_its_language(path)
    gold = json.loads(gold_of(path).read_text(encoding="utf-8-sig"))
    units = segment(subtitles)
    timing = subtitles.timing
    ours = [entry(u.span, u.tag, u.lines, timing) for u in units]
    simple = [
        entry(c.span, brackets_or_capitals(c), [line.text for line in c.lines], timing)
        for c in subtitles.cues
    ]
    return Scored(
        name=name,
        path=path,
        units=units,
        ours=scorer(gold, {"units": ours}),
        simple=scorer(gold, {"units": simple}),
    )


def figure(value: float | None) -> str:
    """Return a rate with three figures, a dash where there is none."""
    return "–" if value is None else f"{value:.3f}"


def row_of(scored: Scored) -> str:
    """Return the row of a file in the table."""
    ours, cards = scored.ours, scored.ours["cards"]
    cells = [scored.name, scored.path.name]
    cells += [figure(ours["narrated"][rate]) for rate in ("f1", "precision", "recall")]
    cells += [str(ours["lost"]), str(ours["invented"]), f"{cards['in_one_unit']}/{cards['gold']}"]
    cells += [figure(ours["tags"].get(tag, {}).get("f1")) for tag in OTHER_TAGS]
    return f"| {' | '.join([*cells, figure(scored.simple['narrated']['f1'])])} |"


def wrong_lines(scored: Scored) -> Iterable[str]:
    """Yield every wrong line with the rule and the confidence that decided it."""
    decided = {line: unit for unit in scored.units for line in unit.lines}
    for wrong in scored.ours["wrong"]:
        unit = decided.get(wrong["text"])
        rule = f"{unit.rule}, {unit.confidence:.2f}" if unit else "joined or split"
        yield f"    {wrong['gold']} → {wrong['predicted']}: {wrong['text']!r} ({rule})"
    for kind in ("lost_lines", "invented_lines"):
        yield from (f"    {kind}: {line['text']!r}" for line in scored.ours[kind])


def falls_short(scored: Scored) -> bool:
    """Whether it is a development file that misses the target."""
    ours = scored.ours
    short = (ours["narrated"]["f1"] or 0.0) < TARGET_F1 or ours["lost"] or ours["invented"]
    return scored.name == "dev" and bool(short)


def named_files(given: Sequence[Path]) -> list[tuple[str, Path]]:
    """Return each file with the name of its set: those given, or all there are."""
    if given:
        sets = {folder.resolve(): name for name, folder in FOLDERS.items()}
        return [(sets.get(path.resolve().parent, "other"), path) for path in given]
    return [(name, path) for name, folder in FOLDERS.items() for path in subtitle_files(folder)]


def print_table(files: Sequence[tuple[str, Path]], scorer: Scorer, listed: frozenset[str]) -> int:
    """Print the table, and the wrong lines of the sets in `listed`; return the exit code."""
    print(HEAD)
    print("|" + "---|" * (HEAD.count("|") - 1))
    short = []
    for name, path in files:
        scored = score_file(name, path, scorer)
        print(row_of(scored))
        short += [path.name] if falls_short(scored) else []
        if name in listed:
            print("\n".join(wrong_lines(scored)))
    if short:
        print(f"Below {TARGET_F1} or with a line lost: {', '.join(short)}.", file=sys.stderr)
    return 1 if short else 0


def main() -> int:
    """Read the arguments, print the table, return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", nargs="*", type=Path, help="subtitle files with a gold file")
    parser.add_argument("--wrong", action="store_true", help="list wrong lines, not of held files")
    parser.add_argument("--held", action="store_true", help="with --wrong: of held files too")
    asked = parser.parse_args()
    scorer = load_scorer()
    if scorer is None:
        print(f"There is no scorer at {SCORER}, so nothing can be scored.", file=sys.stderr)
        return 2
    if not FOLDERS["dev"].is_dir():
        print(f"The development files at {FOLDERS['dev']} are missing.", file=sys.stderr)
    listed = {"dev", "tune", "other"} | ({"held"} if asked.held else set())
    files = named_files(asked.files)
    return print_table(files, scorer, frozenset(listed if asked.wrong else ()))


if __name__ == "__main__":
    sys.exit(main())
