"""The rows about DAPT documents tell what is at hand, and hear it."""

import os
import subprocess
import sys
from pathlib import Path

from narrator.model import Script, Span, Unit
from narrator.writers.dapt import write_script

PROGRAM = Path(__file__).resolve().parents[2] / "bench" / "conformance" / "dapt.py"


def test_a_row_for_each_tool_says_valid_or_not_at_hand(tmp_path: Path) -> None:
    """Ttconv always is; the others are where the environment says."""
    span = Span(start_ms=1_500, end_ms=2_750)
    unit = Unit(
        id="u1", cue_ids=(), span=span, tag="caption", lines=("QUAY",), rule="r", confidence=1.0
    )
    path = tmp_path / "script.dapt.xml"
    script = Script(title="T", language="en", units=(unit,), timing="cues")
    path.write_text(write_script(script), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, PROGRAM, f"one event={path}"],
        capture_output=True, text=True, check=True,
        env={key: value for key, value in os.environ.items() if not key.startswith("NARRATOR_")},
    )  # fmt: skip
    assert done.stdout.splitlines() == [
        "| DAPT, one event | W3C XSD (xmlschema) | not at hand |",
        "| DAPT, one event | BBC ttml-validator | not at hand |",
        "| DAPT, one event | ttconv | read: 1 events, times equal |",
    ]
