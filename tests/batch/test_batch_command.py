"""`narrator batch` as a person meets it: faults, the plan, exit codes."""

import io
import json
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from narrator.batch.jobs import read_batch
from narrator.batch.model import Batch, Episode
from narrator.batch.night import Shown, run_night
from narrator.batch.order import Means
from narrator.batch.roots import running_in
from narrator.batch.summary import Summary
from narrator.cli import run
from narrator.job import Reading
from narrator.kit import usual_kit
from narrator.pipeline import tag


@dataclass(frozen=True)
class Done:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with subtitles for one episode."""
    text = "1\n00:00:01,000 --> 00:00:03,000\nHARBOUR STREET\n"
    (tmp_path / "ep.srt").write_text(text, encoding="utf-8")
    return tmp_path


def narrator(folder: Path, *arguments: str) -> Done:
    """Run a command line in this process, from a folder and with a clip cache of its own."""
    out, err = io.StringIO(), io.StringIO()
    before = os.environ.get("NARRATOR_CACHE")
    os.environ["NARRATOR_CACHE"] = str(folder / "cache")
    try:
        with chdir(folder), redirect_stdout(out), redirect_stderr(err):
            code = run(arguments)
    finally:
        os.environ.pop("NARRATOR_CACHE")
        if before:
            os.environ["NARRATOR_CACHE"] = before
    return Done(code, out.getvalue(), err.getvalue())


def test_faults_come_as_lines_and_end_with_two(folder: Path) -> None:
    """Each by file, line and key, on standard error."""
    (folder / "s.csv").write_text("subtitles,track\nep.srt,0\nnone.srt,x\n", encoding="utf-8")
    done = narrator(folder, "batch", "s.csv", "--dry-run")
    assert done.code == 2
    assert done.out == ""
    starts = [line.split(": ")[:2] for line in done.err.splitlines()[1:4]]
    assert starts == [["s.csv:2", "track"], ["s.csv:3", "track"], ["s.csv:3", "subtitles"]]


def test_a_path_is_shown_on_one_line(folder: Path) -> None:
    """Whatever its name holds: of a job file that is none, one that is damaged, and a status."""
    for name, text in {"a\n\x1bb.txt": "x", "a\n\x1bb.toml": "=", "a\n\x1bc.toml": ""}.items():
        (folder / name).write_text(text, encoding="utf-8")
        said = narrator(folder, "batch", name).err
        assert "a\\n\\x1b" in said
        assert [line.split(":")[0] for line in said.splitlines()] == ["narrator", "hint"]
    said = narrator(folder, "batch", "--status", "a\nb").err
    assert "no jobs in a\\nb" in said


def test_the_plan_as_rows_and_as_json(folder: Path) -> None:
    """Results on standard output alone; nothing is written."""
    (folder / "s.csv").write_text("subtitles\nep.srt\n", encoding="utf-8")
    rows = narrator(folder, "batch", "s.csv", "--dry-run", "--engine", "tone", "--workers", "2")
    assert rows.code == 0
    assert [line.split("\t")[0] for line in rows.out.splitlines()] == ["episode", "ep", "all"]
    assert "1 of 1 episodes planned" in rows.err
    told = narrator(folder, "batch", "s.csv", "--dry-run", "--engine", "tone", "--json")
    assert json.loads(told.out)["episodes"][0]["characters"] == {"tone": 14}
    assert not (folder / "output").exists()


def test_an_episode_without_a_plan_ends_with_one(folder: Path) -> None:
    """It is named on standard error with its reason, and what to do."""
    (folder / "empty.srt").write_text("", encoding="utf-8")
    (folder / "s.csv").write_text("subtitles\nep.srt\nempty.srt\n", encoding="utf-8")
    done = narrator(folder, "batch", "s.csv", "--dry-run", "--engine", "tone")
    assert done.code == 1
    (told,) = (line for line in done.err.splitlines() if "cannot plan empty: " in line)
    assert "Check" in told


def test_an_option_holds_beneath_the_job_file(folder: Path) -> None:
    """A fault of it is one of the command line."""
    (folder / "s.csv").write_text("subtitles\nep.srt\n", encoding="utf-8")
    done = narrator(folder, "batch", "s.csv", "--dry-run", "--engine", "tonne")
    assert "command line: engine: There is no engine 'tonne'" in done.err
    (folder / "s.csv").write_text("subtitles,engine\nep.srt,tone\n", encoding="utf-8")
    done = narrator(folder, "batch", "s.csv", "--dry-run", "--engine", "piper", "--json")
    assert json.loads(done.out)["episodes"][0]["characters"] == {"tone": 14}


def test_a_title_reaches_the_files(folder: Path) -> None:
    """A job's title goes before that of the subtitles."""
    reading = Reading(source=folder / "ep.srt", title="The Harbour")
    assert tag(reading, usual_kit(), None).title == "The Harbour"


def test_a_batch_that_was_killed_before_it_began_does_not_wait(folder: Path) -> None:
    """The status says that nobody runs, and ends with 1; while one runs, with 0."""
    root = str(folder / "out")
    episode = Episode(name="ep", settings={}, output=f"{root}/ep")
    Summary(root).begins(Batch(episodes=(episode,), root=root))
    killed = narrator(folder, "batch", "--status", "out")
    assert killed.code == 1
    assert killed.out.splitlines()[1].startswith("ep\tcancelled\t")
    assert "no batch is running here. Run the batch again" in killed.out
    with running_in(root):
        alive = narrator(folder, "batch", "--status", "out")
    assert (alive.code, alive.out.splitlines()[1].split("\t")[1]) == (0, "waiting")


@pytest.mark.parametrize(("state", "code"), [("done", 2), ("failed", 1)])
def test_a_summary_that_cannot_be_written_loses_no_table(
    folder: Path, state: str, code: int
) -> None:
    """What could not be written is told; a job that failed makes the exit code, else that does."""
    (folder / "s.csv").write_text("subtitles\nep.srt\n", encoding="utf-8")
    for name in ("index.html", "summary.csv"):  # a folder cannot be written as a file
        (folder / "output" / name).mkdir(parents=True)
    read = read_batch(folder / "s.csv", output=str(folder / "output"), defaults={"engine": "tone"})
    if state == "failed":
        (folder / "ep.srt").unlink()
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), ThreadPoolExecutor(1) as pool:
        means = Means(cache=str(folder / "cache"))
        assert run_night(read, executor=pool, means=means, shown=Shown(progress="none")) == code
    assert out.getvalue().splitlines()[1].startswith(f"ep\t{state}\t")
    told, hint = err.getvalue().splitlines()
    assert "could not be written to index.html, summary.csv: " in told
    assert "run the same command again" in hint
    assert json.loads((folder / "output/summary.json").read_text())["states"] == {state: 1}
    assert (folder / "output/ep/narration.wav").is_file() == (state == "done")


@pytest.mark.parametrize("limit", ["inf", "nan", "1e10", "0"])
def test_a_time_limit_that_no_timer_takes_is_wrong_usage(folder: Path, limit: str) -> None:
    """Told before any work, and not by a thread that dies in the middle of it."""
    (folder / "s.csv").write_text("subtitles\nep.srt\n", encoding="utf-8")
    done = narrator(folder, "batch", "s.csv", "--engine", "tone", "--time-limit", limit)
    assert done.code == 2
    assert "--time-limit" in done.err
    assert not (folder / "output").exists()
