"""The segmenter on gold files: no line lost or invented, and a floor for what is narrated.

The scorer here is simpler than a human's: lines are matched by their text, in the file's order.
"""

import json
import unicodedata
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from narrator.model import NARRATED, Subtitles
from narrator.readers import READERS, read_subtitles
from narrator.readers.sniff import kind_of
from narrator.segment import segment
from narrator.segment.language import language_of

TESTS = Path(__file__).parent.parent
# The floors are a little under what was measured: a change may move a line, not a file.
FLOORS = {
    "corpus/tune": 0.82,
    "corpus/held": 0.89,
    "../seeds": 0.90,
}


def files() -> list[tuple[Path, float]]:
    """Return every subtitle file that has a gold file and a reader, with its floor."""
    golds = [(g, floor) for folder, floor in FLOORS.items()
             for g in sorted((TESTS / folder).glob("*.gold.json"))]  # fmt: skip
    named = [(next(p for p in g.parent.glob(f"{g.name.removesuffix('.gold.json')}.*")
                   if p.suffix in {".srt", ".txt", ".vtt", ".ass", ".ttml"}), floor)
             for g, floor in golds]  # fmt: skip
    return [(path, floor) for path, floor in named if readable(path)]


def readable(path: Path) -> bool:
    """Whether there is a reader for the kind of file."""
    return kind_of(path.read_text(encoding="utf-8-sig", errors="replace")) in READERS


def key(text: str) -> str:
    """Return the letters and figures of a line."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if c.isalnum()) or "".join(folded.split())


def in_its_language(path: Path) -> Subtitles:
    """Read a file and find out its language, as a render does."""
    subtitles = read_subtitles(path)
    lines = [line.text for cue in subtitles.cues for line in cue.lines]
    return replace(subtitles, language=language_of(lines))


@pytest.mark.parametrize(("path", "floor"), files(), ids=lambda value: getattr(value, "name", ""))
def test_what_is_shown_is_found_and_what_is_spoken_is_not(path: Path, floor: float) -> None:
    """F1 of the narrated lines is at or above the floor, and no line is lost or invented."""
    gold: dict[str, list[bool]] = defaultdict(list)
    sheet = json.loads(path.with_name(f"{path.stem}.gold.json").read_text(encoding="utf-8"))
    for cue in sheet["cues"]:
        for line in cue["lines"]:
            gold[key(line["text"])].append(line["tag"] in NARRATED)
    counts: dict[tuple[bool, bool], int] = defaultdict(int)
    seen: dict[str, int] = defaultdict(int)
    for unit in segment(in_its_language(path)):
        for line in unit.lines:
            said = gold.get(key(line))
            if said:
                counts[said[min(seen[key(line)], len(said) - 1)], unit.tag in NARRATED] += 1
                seen[key(line)] += 1
    right = counts[True, True]
    f1 = 2 * right / (2 * right + counts[True, False] + counts[False, True])
    assert f1 >= floor, dict(counts)
    counted = sum(len(c["lines"]) for c in sheet["cues"] if not c.get("optional"))
    assert sum(seen.values()) >= 0.97 * counted
