"""When a narration is said to stand over speech: a render and a check agree."""

from dataclasses import replace
from pathlib import Path

import pytest

from narrator.checks.delivered import Delivered
from narrator.checks.rules.placing import over_speech
from narrator.checks.sheet import CueSheet, Ends, Head, Placed
from narrator.findings import over_dialogue
from narrator.fit import Fit
from narrator.model import Ledger, Narration, Placement, Script, Span

SAID = Span(start_ms=1_000, end_ms=3_000)
SCRIPT = Script(title="", language="en", units=(), timing="cues", narrations=(
    Narration(id="n1", unit_ids=(), span=SAID, tag="caption", text="NORTH PIER",
              spoken="North pier", voice="joe"),
))  # fmt: skip
ENDS = Ends(start=1.0, end=3.0)
SHEET = CueSheet(
    head=Head(programme=None, loudness={}, timing="cues", profile="broadcast", mode="captions",
              start_timecode=0.0, files={}),
    narrations=(Placed(id="n1", text="NORTH PIER", spoken="North pier", cue=ENDS,
                       on_programme=ENDS, rate=1.0, overlap=0.0, start=1.0, end=3.0),),
)  # fmt: skip


@pytest.mark.parametrize(("over_ms", "count"), [(90, 0), (199, 0), (200, 1)])
def test_a_render_and_a_check_say_it_from_a_fifth_of_a_second(over_ms: int, count: int) -> None:
    """Of less, neither says a word."""
    placed = Placement(narration_id="n1", span=SAID, rate=1.0, overlap_ms=over_ms, decisions=())
    fitted = Fit(ledger=Ledger(placements=(placed,), omissions=()), clips={}, failures={},
                 spoken_count=1)  # fmt: skip
    heard = replace(SAID, start_ms=SAID.end_ms - over_ms, end_ms=9_000)
    delivered = Delivered(folder=Path(), sheet=SHEET, present=frozenset(), speech=(heard,))
    assert len(list(over_dialogue(SCRIPT, fitted))) == count
    assert len(list(over_speech(delivered))) == count
