"""Confinement: nothing outside the output root, nothing read through a link out."""

import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.addresses import is_url
from narrator.batch.jobs import read_batch
from narrator.batch.jobs.places import Confined
from narrator.batch.model import Batch
from narrator.errors import JobError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with subtitles, and a link in it to what lies beside it."""
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs/ep.srt").write_text("x", encoding="utf-8")
    (tmp_path / "secret.srt").write_text("x", encoding="utf-8")
    (tmp_path / "jobs/link.srt").symlink_to(tmp_path / "secret.srt")
    (tmp_path / "jobs/within.srt").symlink_to("ep.srt")
    (tmp_path / "jobs/out").mkdir()
    (tmp_path / "jobs/out/away").symlink_to(tmp_path)
    return tmp_path / "jobs"


def batch_of(folder: Path, *, outside: bool = False, root: str = "out", **episode: str) -> Batch:
    """Return the batch of one episode whose job file names its own output root."""
    told = {"series": {"output": root}, "episode": [{"subtitles": "ep.srt", **episode}]}
    (folder / "s.json").write_text(json.dumps(told), encoding="utf-8")
    return read_batch(folder / "s.json", output=None, outside=outside)


@pytest.mark.parametrize(
    "output",
    ["../x", "/elsewhere/x", "a/../../x", "away", "away/x", "s3://b/x", "file:///x", "\0", ""],
)
def test_an_output_outside_the_root_is_refused(folder: Path, output: str) -> None:
    """By any way out, a link that is there included."""
    with pytest.raises(JobError, match=r"s\.json:1: output: "):
        batch_of(folder, output=output)


@pytest.mark.parametrize("root", ["..", "/elsewhere/x", "out/away", "s3://bucket/x"])
def test_a_root_outside_the_job_files_folder_is_refused(folder: Path, root: str) -> None:
    """A job file may choose its root, but in its own folder; the person may choose any with -o."""
    with pytest.raises(JobError, match=r"s\.json:1: output: "):
        batch_of(folder, root=root)


@pytest.mark.parametrize("output", ["../x", "away/x", "/elsewhere/x", "s3://b/x"])
def test_what_is_allowed_may_be_outside(folder: Path, output: str) -> None:
    """With --allow-outside."""
    assert batch_of(folder, output=output, outside=True).episodes[0].output.endswith("x")


def test_a_link_out_of_the_folder_is_not_read(folder: Path) -> None:
    """A link within it is, and so is a file elsewhere that is named plainly."""
    with pytest.raises(JobError, match=r"s\.json:1: subtitles: link\.srt is a link out of"):
        batch_of(folder, subtitles="link.srt")
    assert batch_of(folder, subtitles="link.srt", outside=True).episodes
    assert batch_of(folder, subtitles="within.srt").episodes
    assert batch_of(folder, subtitles=str(folder.parent / "secret.srt")).episodes


def test_a_file_of_another_machine_is_a_fault(folder: Path) -> None:
    """And not the one that has the same path here."""
    place = f"file://server{folder}/ep.srt"
    with pytest.raises(JobError, match=r"s\.json:1: subtitles: file://server.* is no file of this"):
        batch_of(folder, subtitles=place)
    assert batch_of(folder, subtitles=f"FILE://localhost{folder}/ep.srt").episodes
    with pytest.raises(JobError, match="is no file of this machine"):
        batch_of(folder, subtitles="file://[server/ep.srt")


texts = st.lists(st.sampled_from(["..", ".", "a", "/", "//", "b:", "s3://r", "\\", "%2e%2e"])).map(
    "/".join
)


@given(text=texts, root=st.sampled_from(["/nowhere/root", "s3://r/root"]))
def test_whatever_is_written_stays_in_the_root(text: str, root: str) -> None:
    """No text makes a place that is not in it."""
    try:
        place = Confined(folder=Path("/"), root=root).writing(text)
    except JobError:
        return
    assert place == root or place.startswith(f"{root}/")
    assert ".." not in place.split("/")
    assert is_url(place) == is_url(root)


def test_a_season_in_a_deep_folder_is_read_with_few_questions(tmp_path: Path) -> None:
    """The system is asked for each file's links, not for those of all folders above it."""
    folder = tmp_path.joinpath(*"abcdefghijklmnop")
    folder.mkdir(parents=True)
    (folder / "ep.srt").write_text("x", encoding="utf-8")
    rows = "".join(f"ep{number},ep.srt\n" for number in range(100))
    (folder / "s.csv").write_text(f"name,subtitles\n{rows}", encoding="utf-8")
    asked = 0

    def count(_frame: object, event: str, called: object) -> None:
        nonlocal asked
        asked += event == "c_call" and called is os.lstat

    sys.setprofile(count)
    try:
        batch = read_batch(folder / "s.csv", output=None)
    finally:
        sys.setprofile(None)
    assert len(batch.episodes) == 100
    assert asked < 500
