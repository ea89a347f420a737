"""Ask other people's tools about DAPT documents, and print a row of a table for each verdict.

    python bench/conformance/dapt.py "as recorded=output/script.dapt.xml" …

NARRATOR_DAPT_XSD is a folder with the W3C's dapt.xsd (needs the package xmlschema),
NARRATOR_TTML_VALIDATOR one with the BBC's ttml-validator; without them a verdict is "not at hand".
ttconv always is: it is to find the texts at the times that stand in the document.
"""

import csv
import importlib
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree
from ttconv.imsc.reader import to_model

from narrator.readers.dapt.names import NAR, TT
from narrator.readers.dapt.times import Clock

ABSENT = "not at hand"
SHOWN = 160  # characters of a fault


def by_schema(path: Path) -> str:
    """Return what the W3C's schema says, foreign vocabulary pruned as it asks for."""
    folder = os.environ.get("NARRATOR_DAPT_XSD")
    if not folder:
        return ABSENT
    try:
        xmlschema: Any = importlib.import_module("xmlschema")
    except ImportError:
        return f"{ABSENT}: the package xmlschema is missing"
    # As the W3C's own script does it: both files are named, so that all is loaded.
    sources = [str(Path(folder, name)) for name in ("dapt.xsd", "ttml2-metadata-items.xsd")]
    faults = [str(fault.reason) for fault in xmlschema.XMLSchema(sources).iter_errors(pruned(path))]
    return f"{len(faults)} faults: {faults[0][:SHOWN]}" if faults else "valid"


def pruned(path: Path) -> etree._Element:
    """Return the document without narrator's own attributes."""
    root = etree.parse(path).getroot()
    for element in root.iter():
        for name in [name for name in map(str, element.attrib) if name.startswith(NAR)]:
            del element.attrib[name]
    return root


def by_validator(path: Path) -> str:
    """Return what the BBC's validator says of the document as DAPT."""
    folder = os.environ.get("NARRATOR_TTML_VALIDATOR")
    if not folder:
        return ABSENT
    with tempfile.TemporaryDirectory() as results:
        table = Path(results, "results.csv")
        command = [sys.executable, "-m", "src.ttmlValidator", "-flavour", "dapt",
                   "-ttml_in", str(path.resolve()), "-results_out", str(table), "-csv"]  # fmt: skip
        run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if not table.exists():
            return f"did not run: {run.stderr.strip()[-SHOWN:]}"
        with table.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    faults = [f"{row['location']}: {row['message']}" for row in rows if row["status"] == "Fail"]
    warnings = sum(row["status"] == "Warn" for row in rows)
    passed = sum(row["status"] == "Pass" for row in rows)
    if faults:
        return f"{len(faults)} faults: {faults[0][:SHOWN]}"
    return f"valid: {passed} checks passed, {warnings} warnings"


def by_ttconv(path: Path) -> str:
    """Return whether ttconv finds the events at the times that the document says."""
    body = to_model(ET.parse(path)).get_body()  # noqa: S314 - our own document
    root = etree.parse(path).getroot()
    clock = Clock.of(root)
    wanted = [
        tuple(clock.ms(div.get(name, "0s")) / 1000 for name in ("begin", "end"))
        for div in root.iter(f"{TT}div")
    ]
    found = [(div.get_begin() or 0, div.get_end()) for div in body] if body else []
    same = wanted == found or wanted == [(begin, end or 0) for begin, end in found]
    return f"read: {len(found)} events, times equal" if same else "other times"


TOOLS: tuple[tuple[str, Callable[[Path], str]], ...] = (
    ("W3C XSD (xmlschema)", by_schema),
    ("BBC ttml-validator", by_validator),
    ("ttconv", by_ttconv),
)


def rows(arguments: list[str]) -> Iterator[str]:
    """Yield a row for each document and tool; a document may be named as "what=path"."""
    for argument in arguments:
        what, equals, path = argument.rpartition("=")
        for tool, verdict in TOOLS:
            said = verdict(Path(path)).replace("|", "/").replace("\n", " ")
            yield f"| DAPT, {what if equals else Path(path).name} | {tool} | {said} |"


if __name__ == "__main__":
    for row in rows(sys.argv[1:]):
        print(row)
