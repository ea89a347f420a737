"""What looks on: the log, the metrics, the lines, the summary and its page, the status."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from prometheus_client.parser import text_string_to_metric_families

from narrator.batch.index import Row, index_page
from narrator.batch.logfile import LogFile
from narrator.batch.metrics import MetricsFile
from narrator.batch.model import Batch, Episode, EpisodeOutcome
from narrator.batch.night import show, show_unmatched
from narrator.batch.places import text_at
from narrator.batch.roots import is_running, running_in
from narrator.batch.screen import Pace, batch_shown, in_words, told
from narrator.batch.standing import GONE, INTERRUPTED, NOT_BEGUN, PERHAPS, SUMMARY_JSON, summed_up
from narrator.batch.state import JobState, holding, write_state
from narrator.batch.status import status_of
from narrator.batch.summary import INDEX, SUMMARY_CSV, Summary
from narrator.batch.watch import Watches
from narrator.errors import JobError, OutputError

DONE = EpisodeOutcome(
    name="ep1", state="done", exit_code=0, files=("described.wav", "report.html"), findings=2,
    seconds=61.5, cpu_s=40.0, peak_bytes=200_000_000, attempts=2,
)  # fmt: skip
BLOCKED = replace(DONE, name="ep2", exit_code=7, blocking=1)
FAILED = EpisodeOutcome(
    name="=ep<3>", state="failed", exit_code=3, error="<b>It</b> is gone.", hint="Look & see."
)
SKIPPED = replace(DONE, name="ep4", skipped=True, findings=0)
OUTCOMES = (DONE, BLOCKED, FAILED, SKIPPED)
STATE = JobState(
    outcome=DONE,
    settings="",
    inputs={},
    stages=(("Speaking", 1.5), ("Mixing", 2.0), ("Speaking", 0.5)),
    warnings=({"code": "omitted", "message": "n1", "blocking": True, "start": 1.0, "end": 2.0},),
)


def parsed(text: str) -> Any:  # noqa: ANN401 - what XPath finds has many types
    """Return a page as a tree."""
    return lxml.html.fromstring(text)


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    """Return a batch of four jobs."""
    episodes = tuple(
        Episode(name=each.name, settings={}, output=str(tmp_path / "out" / each.name))
        for each in OUTCOMES
    )
    return Batch(episodes=episodes, root=str(tmp_path / "out"), unmatched=("ep9.srt",))


def told_to(watch: Watches, batch: Batch) -> None:
    """Tell a watch a whole batch."""
    watch.begins(batch)
    watch.stage("ep1", "Mixing")
    for each in OUTCOMES:
        watch.ended(each, STATE if each is DONE else None)
    watch.closes(OUTCOMES)


def test_the_log_is_a_json_object_a_line(batch: Batch, tmp_path: Path) -> None:
    """With time, job, stages summed, resources, warnings and errors; a second batch is appended."""
    for _ in range(2):
        with LogFile(tmp_path / "logs" / "night.jsonl") as log:
            told_to(Watches(log), batch)
    lines = [json.loads(line) for line in (tmp_path / "logs/night.jsonl").read_text().splitlines()]
    assert [line["event"] for line in lines[:3]] == ["batch-begins", "stage", "job-ended"]
    assert len(lines) == 14
    assert lines[0]["unmatched"] == ["ep9.srt"]
    ended = lines[2]
    assert ended["stages"] == {"Speaking": 2.0, "Mixing": 2.0}
    assert ended["warnings"][0]["code"] == "omitted"
    assert (ended["cpu_seconds"], ended["peak_bytes"], ended["attempts"]) == (40.0, 200_000_000, 2)
    assert lines[4]["error"] == "<b>It</b> is gone."
    assert lines[-1]["states"] == {"done": 3, "failed": 1}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00", line["time"]) for line in lines)


def test_a_log_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    """Before any work is done."""
    with pytest.raises(OutputError, match="Is a directory"):
        LogFile(tmp_path)


def test_the_metrics_are_what_prometheus_reads(batch: Batch, tmp_path: Path) -> None:
    """Counted by the reader of the library; what was done before adds no seconds."""
    told_to(Watches(MetricsFile(tmp_path / "night.prom")), batch)
    text = (tmp_path / "night.prom").read_text()
    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert found["narrator_batch_jobs", "done"] == 3
    assert found["narrator_batch_jobs", "failed"] == 1
    assert found["narrator_batch_jobs", "waiting"] == 0
    assert found["narrator_job_seconds_count",] == 3
    assert found["narrator_job_cpu_seconds_total",] == 80
    assert found["narrator_findings_total", "yes"] == 1
    assert found["narrator_job_peak_bytes",] == 200_000_000


def test_the_lines_tell_each_job_and_the_time_left(batch: Batch) -> None:
    """One plain line a job, with how many are over."""
    said = io.StringIO()
    with redirect_stderr(said), batch_shown("lines") as watch:
        told_to(Watches(watch), batch)
    lines = said.getvalue().splitlines()
    assert lines[0] == "4 jobs"
    assert re.match(r"ep1: done in 62 s, 2 findings \(1 of 4, about .* left\)", lines[1])
    assert lines[2].startswith("ep2: done in 62 s, 2 findings, 1 of them blocking (2 of 4")
    assert lines[3].startswith("=ep<3>: failed: <b>It</b> is gone. Look & see. (3 of 4")
    assert lines[4] == "ep4: done before (4 of 4)"


def test_what_a_job_says_of_a_path_steers_no_terminal(batch: Batch) -> None:
    """Nor does it look like a line of its own: in the lines, the table, or what is unmatched."""
    odd = replace(FAILED, error="There is no \x1b[2Ja\nep9: done.", hint="See b\rc.")
    shown = "There is no \\x1b[2Ja\\nep9: done. See b\\rc."
    said, out = io.StringIO(), io.StringIO()
    with redirect_stderr(said), redirect_stdout(out):
        with batch_shown("lines") as watch:
            watch.begins(batch)
            watch.ended(odd, None)
        show([odd], as_json=False, text="")
        show_unmatched(replace(batch, unmatched=("a\nb.srt: no programme",)))
    assert out.getvalue().splitlines()[1].split("\t")[-1] == shown
    _, line, unmatched = said.getvalue().splitlines()
    assert line.startswith(f"=ep<3>: failed: {shown} (1 of 4")
    assert unmatched == "unmatched: a\\nb.srt: no programme"


def test_one_of_a_kind_is_told_as_one() -> None:
    """One job and one finding, in the lines and on the page."""
    assert told(replace(DONE, findings=1)) == "ep1: done in 62 s, 1 finding"
    assert "1 job: 1 done." in index_page([Row(outcome=DONE, link="")])


def test_times_are_told_in_the_unit_that_suits_them() -> None:
    """Seconds, minutes, hours; nothing where nothing is known."""
    assert [in_words(s) for s in (0.42, 61.5, 600, 7200)] == ["0.4 s", "62 s", "10 min", "2.0 h"]
    pace = Pace(3)
    pace.note(SKIPPED)
    assert pace.left() == ""
    assert told(replace(DONE, state="cancelled")) == "ep1: cancelled"


def test_the_summary_tells_the_worst_first(batch: Batch, tmp_path: Path) -> None:
    """As JSON, as CSV that no spreadsheet computes, and as a page."""
    root = tmp_path / "out"
    summary = Summary(str(root))
    summary.begins(batch)
    waiting = json.loads((root / SUMMARY_JSON).read_text())
    assert waiting["states"] == {"waiting": 4}
    summary.closes(OUTCOMES)
    jobs = json.loads((root / SUMMARY_JSON).read_text())["jobs"]
    assert [job["name"] for job in jobs] == ["=ep<3>", "ep2", "ep1", "ep4"]
    rows = list(csv.DictReader(io.StringIO((root / SUMMARY_CSV).read_text(encoding="utf-8"))))
    assert rows[0]["name"] == "'=ep<3>"
    assert (rows[1]["blocking"], rows[2]["findings"]) == ("1", "2")
    page = parsed((root / INDEX).read_text(encoding="utf-8"))
    links = [link.get("href") for link in page.xpath("//tbody//a")]
    assert links == ["ep2/report.html", "ep1/report.html", "ep4/report.html"]
    words = [each.text_content() for each in page.xpath("//tbody//strong")]
    assert words == ["Failed", "Done, blocked", "Done", "Done"]


def test_the_page_runs_and_fetches_nothing() -> None:
    """Its policy allows its own style alone; what jobs say is text."""
    text = index_page([Row(outcome=FAILED, link="")])
    page = parsed(text)
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not page.xpath("//script | //img | //link | //b")
    assert "&lt;b&gt;It&lt;/b&gt; is gone." in text
    assert page.xpath("//th[@scope='row']")[0].text_content() == "=ep<3>"
    assert index_page([]).count("There were no jobs.") == 1


def test_the_status_is_read_from_the_states(batch: Batch, tmp_path: Path) -> None:
    """Done, at work with its stage, interrupted, and waiting."""
    root = tmp_path / "out"
    Summary(str(root)).begins(batch)
    running = EpisodeOutcome(name="ep2", state="running", exit_code=0)
    at_work = JobState(outcome=running, settings="", inputs={}, stage="Mixing")
    for name, state in {"ep1": STATE, "ep2": at_work}.items():
        (root / name).mkdir()
        write_state(root / name, state)
    with running_in(str(root)), holding(root / "ep2", lambda: None):
        found = {outcome.name: outcome for outcome in status_of(str(root))}
    assert {name: each.state for name, each in found.items()} == {
        "ep1": "done", "ep2": "running", "=ep<3>": "waiting", "ep4": "waiting",
    }  # fmt: skip
    assert found["ep2"].error == "Mixing"
    later = {outcome.name: outcome for outcome in status_of(str(root))}
    assert (later["ep2"].state, later["ep2"].error) == ("failed", INTERRUPTED)
    assert (later["ep4"].state, later["ep4"].error) == ("cancelled", NOT_BEGUN)


def test_a_job_that_could_not_begin_stands_as_the_summary_has_it(
    batch: Batch, tmp_path: Path
) -> None:
    """It left no state; one that was done and is gone is to be done again."""
    root = tmp_path / "out"
    summary = Summary(str(root))
    summary.begins(batch)
    with running_in(str(root)):
        assert {outcome.state for outcome in status_of(str(root))} == {"waiting"}
    summary.closes([DONE, BLOCKED, FAILED, SKIPPED])
    found = {outcome.name: outcome for outcome in status_of(str(root))}
    assert found[FAILED.name] == FAILED
    assert (found[DONE.name].state, found[DONE.name].error) == ("cancelled", GONE)


def test_who_runs_in_a_root_is_known_as_long_as_it_lives(tmp_path: Path) -> None:
    """Two at once; one that is killed runs no more; of a store nobody can tell."""
    root = str(tmp_path)
    assert is_running(root) is False
    with running_in(root), running_in(root):
        assert is_running(root) is True
    assert is_running(root) is False
    code = f"""
from narrator.batch.roots import running_in
with running_in({root!r}):
    print(1, flush=True)
    input()
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == b"1\n"
        assert is_running(root) is True
        other.kill()
    assert is_running(root) is False
    assert is_running("memory://somewhere") is None


def test_in_a_store_it_is_not_claimed_to_be_known_who_waits(tmp_path: Path) -> None:
    """A job that was not begun there may yet be."""
    root = f"memory://{tmp_path.name}"
    episode = Episode(name="ep1", settings={}, output=f"{root}/ep1")
    Summary(root).begins(Batch(episodes=(episode,), root=root))
    (found,) = status_of(root)
    assert (found.state, found.error) == ("waiting", PERHAPS)


def one_of(root: str, name: str) -> Batch:
    """Return a batch of one job in a root, as another job file has it."""
    return Batch(episodes=(Episode(name=name, settings={}, output=f"{root}/{name}"),), root=root)


@pytest.mark.parametrize("there", [False, True])
def test_two_job_files_on_one_root_share_its_summary(tmp_path: Path, *, there: bool) -> None:
    """Whoever ends first or last: each job of both stands in it once, those that failed too."""
    root = f"memory://{tmp_path.name}" if there else str(tmp_path / "out")
    first, second = Summary(root), Summary(root)
    first.begins(one_of(root, "ep1"))
    second.begins(one_of(root, FAILED.name))
    waiting = summed_up(root)
    assert {place: each.state for place, each in waiting.items()} == {
        f"{root}/ep1": "waiting", f"{root}/{FAILED.name}": "waiting",
    }  # fmt: skip
    second.closes([FAILED])
    first.closes([DONE])
    assert sorted(summed_up(root).values(), key=lambda each: each.name) == [FAILED, DONE]
    page = parsed(text_at(f"{root}/{INDEX}") or "")
    assert [each.text_content() for each in page.xpath("//tbody//strong")] == ["Failed", "Done"]
    again = Summary(root)
    again.begins(one_of(root, "ep1"))
    again.closes([DONE])
    assert len(summed_up(root)) == 2


def test_a_summary_that_is_lost_is_made_of_the_states(tmp_path: Path) -> None:
    """And jobs of one name that have places of their own are two."""
    root = tmp_path / "out"
    for name in ("a", "b"):
        (root / name).mkdir(parents=True)
        write_state(root / name, STATE)
    summary = Summary(str(root))
    summary.begins(one_of(str(root), "c"))
    summary.closes([replace(DONE, name="c")])
    assert {place: each.name for place, each in summed_up(str(root)).items()} == {
        f"{root}/a": "ep1", f"{root}/b": "ep1", f"{root}/c": "c",
    }  # fmt: skip
    assert [outcome.name for outcome in status_of(str(root))] == ["c", "ep1", "ep1"]


@pytest.mark.parametrize("place", ["a\0b", "\ud800", "file://server/out/ep1", 7])
def test_a_summary_with_a_place_that_is_none_counts_for_nothing(
    tmp_path: Path, place: object
) -> None:
    """It may have been damaged or made by anyone; it stops no batch."""
    jobs = [{"name": "ep9", "state": "failed", "exit_code": 3, "output": place}]
    (tmp_path / SUMMARY_JSON).write_text(json.dumps({"jobs": jobs}), encoding="utf-8")
    with pytest.raises(JobError, match="no jobs"):
        status_of(str(tmp_path))
    summary = Summary(str(tmp_path))
    summary.begins(one_of(str(tmp_path), "ep1"))
    summary.closes([DONE])
    assert [each.name for each in summed_up(str(tmp_path)).values()] == ["ep1"]


def test_a_root_that_was_moved_tells_each_job_once(tmp_path: Path) -> None:
    """The last summary names the places where the jobs were; a job that was taken away is gone."""
    root, moved = tmp_path / "out", tmp_path / "archive"
    summary = Summary(str(root))
    summary.begins(one_of(str(root), "ep1"))
    (root / "ep1").mkdir()
    write_state(root / "ep1", STATE)
    summary.closes([DONE])
    root.rename(moved)
    assert status_of(str(moved)) == [DONE]
    shutil.rmtree(moved / "ep1")
    other = Summary(str(moved))
    other.begins(one_of(str(moved), "ep2"))
    assert [each.name for each in summed_up(str(moved)).values()] == ["ep2"]


def test_who_cannot_write_ends_no_batch_and_is_told_once(batch: Batch, tmp_path: Path) -> None:
    """The log after it has everything."""
    metrics = tmp_path / "night.prom"
    with LogFile(tmp_path / "night.jsonl") as log:
        watches = Watches(MetricsFile(metrics), log)
        watches.begins(batch)
        metrics.unlink()
        metrics.mkdir()
        for each in OUTCOMES:
            watches.ended(each, None)
        watches.closes(OUTCOMES)
    assert list(watches.faults) == [f"Cannot write {metrics}: Is a directory."]
    assert len((tmp_path / "night.jsonl").read_text(encoding="utf-8").splitlines()) == 6
