"""Pace: a render and a check of what it left say the same narrations are fast."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.cache import ClipCache
from narrator.checks import check
from narrator.checks.gather import gather
from narrator.job import Job
from narrator.kit import Kit
from narrator.pace import FAST_WPM, FEWEST_WORDS, too_fast_wpm
from narrator.pipeline import narrate


@given(words=st.integers(FEWEST_WORDS, 200), wpm=st.integers(40, 400))
def test_words_are_counted_over_the_time_they_take(words: int, wpm: int) -> None:
    """Times are whole milliseconds, so a word a minute may be between."""
    fast = too_fast_wpm("word " * words, round(words * 60_000 / wpm))
    assert fast is None or abs(fast - wpm) <= 1
    assert wpm == FAST_WPM or (fast is not None) == (wpm > FAST_WPM)


@pytest.mark.parametrize(("spoken", "spoken_ms"), [("Rope Walk Laundry", 500), ("", 0)])
def test_few_words_tell_no_pace(spoken: str, spoken_ms: int) -> None:
    """Nor does what takes no time."""
    assert too_fast_wpm(spoken, spoken_ms) is None


@pytest.mark.parametrize(("then", "count"), [(2, 1), (9, 0)])
def test_a_render_and_its_check_find_the_same(tmp_path: Path, then: int, count: int) -> None:
    """The narration that has to be fast between two cues of dialogue is fast in both."""
    (tmp_path / "ep.srt").write_text(
        "1\n00:00:00,000 --> 00:00:00,500\nAre you coming?\n\n"
        "2\n00:00:00,700 --> 00:00:01,900\nROPE WALK LAUNDRY AND DYE WORKS\n\n"
        f"3\n00:00:0{then},700 --> 00:00:{then + 3:02},000\nNo, I will not go there again.\n",
        encoding="utf-8",
    )
    job = Job(source=tmp_path / "ep.srt", output=tmp_path / "out", engine="tone")
    kit = Kit(cache=ClipCache(tmp_path / "cache"), heard_folder=tmp_path / "heard")
    outcome = narrate(job, kit)
    sheet = json.loads((tmp_path / "out" / "cuesheet.json").read_text(encoding="utf-8"))
    rendered = [f.span for f in outcome.rendering.findings if f.code == "fast-speech"]
    checked = check(gather(tmp_path / "out", None, tmp_path / "heard"))
    (rule,) = (each for each in checked if each.rule.code == "fast-speech")
    assert [finding.span for finding in rule.findings] == rendered
    assert len(rendered) == count, sheet["narrations"]
