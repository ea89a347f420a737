"""Render the seed episode with every profile and format, check it, and ask readers not ours.

    python bench/conformance/run.py [--into DIR] [--docs docs/conformance.md]

Prints a table of verdicts, and writes it into the page below its marker. Exit code 1 where a
verdict is not good; a tool that is not at hand is told as such, and is not a fault.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import Any

import captions
import cutlists
import page
import receivers
import scripts
import streams
import tables
import tracks
import waves
from asking import Reader, Verdict, rows, verdicts
from result import Result

from narrator.media.formats import FORMATS
from narrator.profiles import PROFILES

REPOSITORY = Path(__file__).resolve().parents[2]
EPISODE = REPOSITORY / "seeds" / "tide_clerk"
NARRATOR = (sys.executable, "-m", "narrator")
MARKER = "<!-- Below this line everything is written by `make conformance`. -->\n"
HEAD = "| what | tool and version | verdict |\n|---|---|---|"

READERS: Mapping[str, tuple[Reader, ...]] = {
    "DAPT": scripts.READERS,
    "Broadcast WAV": waves.READERS,
    "WebVTT": captions.READERS,
    "As-spoken script": tables.READERS,
    "Cut list": cutlists.READERS,
    "Described mix": tracks.READERS,
    "HLS and DASH": streams.READERS,
    "Receiver mix": receivers.READERS,
    "Report": page.READERS,
}
HELD = "loudness-held-by-peaks"  # it does not block, but is told with its figures
UNSETTLED = ("noted", "unmade")  # states of a rule that did not pass and does not block
_FORMATS = tuple(word for name in FORMATS for word in ("--format", name))
RENDERS: Mapping[str, tuple[str, ...]] = {
    **{name: ("--profile", name) for name in PROFILES},
    "every format": _FORMATS,
    "spoken subtitles": ("--narrate", "all", *_FORMATS),
    "spoken subtitles, web": ("--narrate", "all", "--profile", "web"),
}


def render(name: str, folder: Path) -> Verdict:
    """Render the episode into a folder, as `narrator render` does it."""
    command = [*NARRATOR, "render", f"{EPISODE}.srt", "--programme", f"{EPISODE}.mkv",
               "--engine", "pyttsx3", "--quiet", "-o", str(folder), *RENDERS[name]]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = done.stderr.strip() if done.returncode else "exit code 0"
    return verdict_of("Render", name, said, good=done.returncode == 0)


def check(name: str, folder: Path) -> Verdict:
    """Check the files of a folder, as `narrator check` does it."""
    done = subprocess.run([*NARRATOR, "check", str(folder), "--json"],
                          capture_output=True, text=True, check=False)  # fmt: skip
    said = done.stderr.strip()
    if done.stdout.startswith("{"):
        said = told_by(json.loads(done.stdout))
    return verdict_of("`narrator check`", name, said, good=done.returncode == 0)


def told_by(checked: Mapping[str, Any]) -> str:
    """Return how many rules passed, were noted, failed or could not be asked, and which.

    What blocks is told in its words, and so is a loudness that was not reached.
    """
    states = Counter(rule["state"] for rule in checked["rules"])
    counts = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    blocking = {e["code"]: e["message"] for e in reversed(checked["findings"]) if e["blocks"]}
    told = [f"{code}: {message}" for code, message in reversed(blocking.items())]
    held = {e["code"]: e["message"] for e in reversed(checked["findings"]) if e["code"] == HELD}
    told += [
        ": ".join(filter(None, (r["state"], r["code"], held.get(r["code"], ""))))
        for r in checked["rules"]
        if r["state"] in UNSETTLED
    ]
    return "; ".join((f"rules: {counts}", *told))


def verdict_of(what: str, name: str, said: str, *, good: bool) -> Verdict:
    """Return the verdict on a whole result."""
    return Verdict(what=f"{what}: {name}", tool=f"narrator {version('narrator')}",
                   kind="good" if good else "wrong", words=said, result=name)  # fmt: skip


def rendered(into: Path) -> Iterator[tuple[Verdict, Result | None]]:
    """Yield the verdicts of every render and its check, with what was rendered.

    A render that is not content leaves its files all the same, and they are asked about.
    """
    for name in RENDERS:
        folder = into / name.replace(",", "").replace(" ", "-")
        made = render(name, folder)
        left = any(folder.glob("*cuesheet.json"))
        yield made, Result(name=name, folder=folder) if left else None
        if left:
            yield check(name, folder), None


def asked(results: Sequence[Result]) -> Iterator[Verdict]:
    """Yield the verdicts of all readers."""
    for title, readers in READERS.items():
        yield from verdicts(title, readers, results)


def conform(into: Path) -> list[Verdict]:
    """Return every verdict on files that are rendered now."""
    told = list(rendered(into))
    return [*(verdict for verdict, _ in told), *asked([each for _, each in told if each])]


def kept(document: Path, table: str, now: datetime) -> None:
    """Write the table into the page, below its marker."""
    above = document.read_text(encoding="utf-8").partition(MARKER)[0]
    made = f"Made on {now:%Y-%m-%d} with narrator {version('narrator')}, Python {python_version()}."
    document.write_text(f"{above}{MARKER}\n{made}\n\n{table}\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Do it all and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--into", type=Path, help="keep the rendered files in this folder")
    parser.add_argument("--docs", type=Path, help="the page whose table is written anew")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as aside:
        found = conform(chosen.into or Path(aside))
    table = "\n".join((HEAD, *rows(found)))
    print(table)
    if chosen.docs:
        kept(chosen.docs, table, datetime.now(UTC))
    return int(any(each.kind == "wrong" for each in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
