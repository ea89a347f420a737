"""Products are made aside; the sets of two runs are never mingled, and dead stages go."""

import errno
import fcntl
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from narrator.errors import MediaError, OutputError
from narrator.media.files import writing_aside
from narrator.media.stage import STAGE, publish, staged

NAMES = ("a.txt", "b.txt")

HOLDING = """
import sys
from pathlib import Path
from narrator.media.stage import staged
with staged(Path(sys.argv[1])) as stage:
    print(stage, flush=True)
    input()
"""


def fill(stage: Path, text: str) -> None:
    """Make a set of files."""
    for name in NAMES:
        (stage / name).write_text(text, encoding="utf-8")


def read(folder: Path) -> list[str]:
    """Return what a set of files holds."""
    return [(folder / name).read_text(encoding="utf-8") for name in NAMES]


def test_a_set_is_published_and_nothing_else_is_left(tmp_path: Path) -> None:
    """Over the old one."""
    fill(tmp_path, "old")
    with staged(tmp_path) as stage:
        fill(stage, "new")
        assert read(tmp_path) == ["old", "old"]
        assert publish(stage, tmp_path, NAMES) == (tmp_path / "a.txt", tmp_path / "b.txt")
    assert read(tmp_path) == ["new", "new"]
    assert len(list(tmp_path.iterdir())) == 2


def test_an_error_names_the_file_that_was_asked_for(tmp_path: Path) -> None:
    """Not the stage, which is gone by then, nor what stood aside on it."""

    def fill_the_disk() -> None:
        with staged(tmp_path) as stage, writing_aside(stage / "mix.wav"):
            raise OSError(errno.ENOSPC, "No space left on device")

    def fail_to_pack() -> None:
        with staged(tmp_path) as stage, writing_aside(stage / "mix.mkv") as aside:
            raise MediaError(f"The ffmpeg program failed: {aside}: No space left.")

    with pytest.raises(OutputError) as full:
        fill_the_disk()
    assert full.value.message == f"Cannot write {tmp_path / 'mix.wav'}: No space left on device."
    assert "Free some space" in full.value.hint
    with pytest.raises(MediaError) as failed:
        fail_to_pack()
    told = f"The ffmpeg program failed: {tmp_path / 'mix.mkv'}: No space left."
    assert failed.value.message == told


def test_a_folder_in_the_way_of_one_file_keeps_all_from_moving(tmp_path: Path) -> None:
    """Half a set is not published."""
    (tmp_path / "b.txt").mkdir()
    (tmp_path / "a.txt").write_text("old")
    with staged(tmp_path) as stage:
        fill(stage, "new")
        with pytest.raises(OutputError, match=r"b\.txt is a folder"):
            publish(stage, tmp_path, NAMES)
    assert (tmp_path / "a.txt").read_text() == "old"


def test_a_set_waits_while_another_is_moved(tmp_path: Path) -> None:
    """Here another process's lock stands for the other set."""
    with staged(tmp_path) as stage:
        fill(stage, "new")
        lock = os.open(tmp_path, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
        moving = threading.Thread(target=publish, args=(stage, tmp_path, NAMES))
        moving.start()
        time.sleep(0.2)
        assert not (tmp_path / "a.txt").exists()
        os.close(lock)
        moving.join()
    assert read(tmp_path) == ["new", "new"]


def test_the_stage_of_a_killed_process_goes_and_that_of_a_living_one_stays(tmp_path: Path) -> None:
    """At the next run, without waiting for a day."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        stage = Path(other.stdout.readline().strip())
        with staged(tmp_path):
            assert stage.is_dir()
        other.kill()
    assert stage.is_dir()
    with staged(tmp_path):
        assert not stage.exists()


def test_what_is_no_stage_stays(tmp_path: Path) -> None:
    """Other hidden folders are other people's."""
    (tmp_path / ".narrator-notes").mkdir()
    (tmp_path / f"{STAGE}file").write_text("not a folder of ours, but named like one")
    with staged(tmp_path):
        pass
    assert (tmp_path / ".narrator-notes").is_dir()


def test_a_folder_that_is_not_there_is_an_output_error(tmp_path: Path) -> None:
    """And so is one that cannot be written."""
    for folder in (tmp_path / "none", Path("/proc/self")):
        with pytest.raises(OutputError), staged(folder):
            pass
