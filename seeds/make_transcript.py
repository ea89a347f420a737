"""Make the sample transcript without times, and its gold tags, from the story alone.

usage: python seeds/make_transcript.py [FOLDER]      (by default the folder of this script)

Writes FOLDER/transcript_bell_founder.txt and .gold.json. The text stands as a page scraped
carelessly would: a title and a number on top, the brackets of its style tags lost, ellipses
and the last letters of a name lost, and the whole script pasted a second time, as people do.
The gold covers the script once. Needs the standard library only.
"""

import itertools
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from studio.bell_founder import HEADER, SCRIPT, SLUG

TAGS = {"d": "dialogue", "v": "dialogue", "i": "intertitle", "c": "caption"}
KIND = "plain transcript without timings, pasted twice"
Row = tuple[str, str]  # kind, text; an empty row parts two cards


def rows() -> list[Row]:
    """Return every line of the story as (kind, text)."""
    return [(line[:1], line[2:]) for line in SCRIPT.splitlines()]


def mangled(row: Row) -> str:
    """Return a line as the page shows it: a style tag whose brackets are gone, or as it is."""
    kind, text = row
    return f'span style="style.default1"{text}/span' if kind == "v" else text


def transcript() -> str:
    """Return the page: its header, then the script twice over."""
    script = [mangled(row) for row in rows() if row[0]]
    return "\n".join([*HEADER, *script, *script])


def cues() -> Iterator[dict[str, object]]:
    """Yield one gold cue a line; whether the header is found or not does not count."""
    for text in HEADER:
        yield {**gold_cue(text, "credit"), "optional": True}
    yield from (gold_cue(text, TAGS[kind]) for kind, text in rows() if kind)


def gold_cue(text: str, tag: str) -> dict[str, object]:
    """Return a cue of one line without times."""
    return {"start": None, "end": None, "lines": [{"text": text, "tag": tag}]}


def cards() -> list[list[int]]:
    """Return the cue numbers, from 0, of each run of shown lines that is longer than one."""
    number = itertools.count(len(HEADER))
    found = []
    for kind, run in itertools.groupby(rows(), key=lambda row: row[0]):
        numbers = [next(number) for _ in run] if kind else []
        found += [numbers] if kind in {"i", "c"} and len(numbers) > 1 else []
    return found


def gold() -> str:
    """Return the gold tags, one cue a line."""
    lines = ",\n".join("  " + json.dumps(cue, ensure_ascii=False) for cue in cues())
    name = f"transcript_{SLUG}.txt"
    head = f'{{"file": "{name}", "language": "en", "kind": "{KIND}",\n "cues": [\n'
    return f'{head}{lines}],\n "cards": {json.dumps(cards())}}}\n'


def main(arguments: Sequence[str]) -> None:
    """Write both files."""
    folder = Path(arguments[0]) if arguments else Path(__file__).parent
    (folder / f"transcript_{SLUG}.txt").write_text(transcript(), encoding="utf-8")
    (folder / f"transcript_{SLUG}.gold.json").write_text(gold(), encoding="utf-8")
    print(f"transcript_{SLUG}: {sum(1 for kind, _ in rows() if kind)} lines, twice")


if __name__ == "__main__":
    main(sys.argv[1:])
